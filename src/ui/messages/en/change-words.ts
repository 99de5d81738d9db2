import type { Direction } from '../facts.ts';

export const changed: Readonly<Record<Direction, string>> = { up: 'up', down: 'down', none: 'unchanged' };

/** A sentence on how far paths of opposite signs cancel in a sum. */
export const cancellations = {
  none: '',
  partly: ' They pull in opposite directions.',
  largely: ' They largely cancel.',
} as const;

/** How an update will move a parameter. */
export function willMove(parameter: string, direction: Direction): string {
  switch (direction) {
    case 'down':
      return `Positive: ${parameter} will fall.`;
    case 'up':
      return `Negative: ${parameter} will rise.`;
    case 'none':
      return `0: ${parameter} will stay.`;
  }
}
