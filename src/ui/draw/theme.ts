import { Chalk, type ChalkInstance } from 'chalk';
import type { Role } from '../../notation/stacked-fractions.ts';

/** What a piece of text is, as far as its looks depend on it. */
export type Part =
  | Role
  | 'title'
  | 'border'
  | 'just computed'
  | 'emphasized'
  | 'faint'
  | 'selected'
  | 'done'
  | 'by hand';

/** The renderer removes the colours where the terminal has none. */
const chalk = new Chalk({ level: 1 });

/** The looks of each part, in the sixteen colours that every terminal has. Nothing is said by colour alone. */
const theme: Readonly<Record<Part, ChalkInstance>> = {
  error: chalk.magenta,
  slope: chalk.yellow,
  delta: chalk.magenta,
  input: chalk.cyan,
  path: chalk.green,
  title: chalk.bold,
  border: chalk.dim,
  'just computed': chalk.inverse,
  emphasized: chalk.bold,
  faint: chalk.dim,
  selected: chalk.bold.inverse,
  done: chalk.green,
  'by hand': chalk.yellow,
};

/** Adds the escape codes of a part to a text. */
export function paint(text: string, part: Part | undefined): string {
  return part === undefined ? text : theme[part](text);
}
