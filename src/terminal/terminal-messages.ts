/** The messages of src/terminal to the user. */
export interface TerminalMessages {
  /** Shown if standard input or standard output is a file or a pipe. */
  readonly noTerminal: string;
  /** Shown if the terminal cannot move its cursor. */
  readonly dumbTerminal: string;
}

export const terminalMessages: TerminalMessages = {
  noTerminal: 'the stepper needs a terminal for its input and its output; in scripts, use the commands trace and train',
  dumbTerminal:
    'the stepper needs a terminal that can move its cursor, but TERM is dumb; use --screen-reader for plain lines',
};
