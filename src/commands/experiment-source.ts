/** A lesson or a file by its name, or the text of a formula, whose statements are separated by semicolons. */
export type ExperimentSource = string | { readonly formula: string };

/** The option with the text of a formula. It is also the name of this formula in messages. */
export const formulaOption = '--formula';
