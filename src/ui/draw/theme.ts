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
  | 'wrong sample'
  | 'selected parameter'
  | 'change'
  | 'bar'
  | 'right answer'
  | 'problem with answer';

/** Level 1 is the sixteen colours. For a terminal without colours, the renderer removes the colours. */
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
  'selected parameter': chalk.cyan,
  change: chalk.magenta,
  bar: chalk.yellow,
  'right answer': chalk.green,
  'problem with answer': chalk.magenta,
};

/** Adds the escape codes of a part's style to a text. */
export function paint(text: string, part: Part | undefined): string {
  return part === undefined ? text : theme[part](text);
}
