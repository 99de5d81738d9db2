/** How a command prints its answer. */
export const formats = ['text', 'json'] as const;

export type Format = (typeof formats)[number];
