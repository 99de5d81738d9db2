import { Chalk, type ChalkInstance } from 'chalk';
import type { Role } from '../../notation/stacked-fractions.ts';

/** What a piece of text is, as far as its looks depend on it. */
export type Part = Role | 'title' | 'border' | 'just computed' | 'chosen' | 'faint' | 'selected' | 'done' | 'by hand';

/** Whoever shows the text knows whether there are colours, and leaves them out where there are none. */
const chalk = new Chalk({ level: 1 });

/** Only the sixteen colours that every terminal has. Nothing is said by colour alone. */
const theme: Readonly<Record<Part, ChalkInstance>> = {
  error: chalk.magenta,
  slope: chalk.yellow,
  delta: chalk.magenta,
  carried: chalk.cyan,
  path: chalk.green,
  title: chalk.bold,
  border: chalk.dim,
  'just computed': chalk.inverse,
  chosen: chalk.bold,
  faint: chalk.dim,
  selected: chalk.bold.inverse,
  done: chalk.green,
  'by hand': chalk.yellow,
};

/** Text in the looks of its part. */
export function paint(text: string, part: Part | undefined): string {
  return part === undefined ? text : theme[part](text);
}
