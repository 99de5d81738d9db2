export const formats = ['text', 'json'] as const;

/** The formats of commands that print equations. */
export const equationFormats = [...formats, 'markdown', 'latex'] as const;

export type Format = (typeof formats)[number];

export type EquationFormat = (typeof equationFormats)[number];
