import type { Role } from '../notation/stacked.ts';

/** How a piece of text looks; only the sixteen colours that every terminal has. Nothing is said by colour alone. */
export interface Look {
  readonly color?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
}

export type Part =
  | Role
  | 'title'
  | 'border'
  | 'focused'
  | 'just computed'
  | 'chosen'
  | 'faint'
  | 'selected'
  | 'good'
  | 'warning';

export const theme: Readonly<Record<Part, Look>> = {
  error: { color: 'magenta' },
  slope: { color: 'yellow' },
  carried: { color: 'cyan' },
  path: { color: 'green' },
  title: { bold: true },
  border: { dimColor: true },
  focused: { bold: true },
  'just computed': { inverse: true },
  chosen: { bold: true },
  faint: { dimColor: true },
  selected: { bold: true, inverse: true },
  good: { color: 'green' },
  warning: { color: 'yellow' },
};
