/** The names of the commands, in the order in which help lists them. Without a command, the program opens the stepper. */
export const commandNames = [
  'lessons',
  'trace',
  'train',
  'explain',
  'check',
  'practice',
  'mark',
  'code',
  'schema',
] as const;

export type CommandName = (typeof commandNames)[number];
