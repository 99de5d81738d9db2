/** How a command prints its answer. */
export const formats = ['text', 'json'] as const;

/** How a command that prints equations prints them. */
export const equationFormats = [...formats, 'markdown', 'latex'] as const;

export type Format = (typeof formats)[number];

export type EquationFormat = (typeof equationFormats)[number];
