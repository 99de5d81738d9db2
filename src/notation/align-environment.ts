import type { WrittenEquation } from './derivation.ts';

/** An equation in LaTeX as Markdown has it in a line. */
export function markdownMath({ left, sides }: WrittenEquation): string {
  return `$${[left, ...sides].join(' = ')}$`;
}

/** An equation in LaTeX as one row of an align environment, without its end. */
export function alignedRow({ left, sides }: WrittenEquation): string {
  return `  ${left} &= ${sides.join(' = ')}`;
}

/** The same, with each side in a row of its own. */
export function alignedRows({ left, sides }: WrittenEquation): readonly string[] {
  return sides.map((side, at) => `  ${at === 0 ? left : ''} &= ${side}`);
}

/** Rows in an align environment. */
export function aligned(rows: readonly string[]): string {
  return `\\begin{align*}\n${rows.join(' \\\\\n')}\n\\end{align*}\n`;
}

/** A row of words in an align environment. */
export function titleRow(text: string): string {
  return `  &\\text{${text}}`;
}
