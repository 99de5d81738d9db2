import { Chalk, type ChalkInstance } from 'chalk';
import type { Role } from '../../notation/stacked-fractions.ts';

/** A kind of text that has a style of its own. */
export type Part =
  | Role
  | 'title'
  | 'border'
  | 'just computed'
  | 'emphasized'
  | 'faint'
  | 'selected'
  | 'done'
  | 'by hand'
  | 'boundary'
  | 'wrong sample';

/** Level 1 is the sixteen colours. The renderer removes them for a terminal without colours. */
const chalk = new Chalk({ level: 1 });

/** The style of each part. Only the sixteen standard colours are used. No information is given by colour alone. */
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
  boundary: chalk.yellow,
  'wrong sample': chalk.inverse,
};

/** Adds the escape codes of a part's style to a text. */
export function paint(text: string, part: Part | undefined): string {
  return part === undefined ? text : theme[part](text);
}
