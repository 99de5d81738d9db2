import type { WrittenEquation } from './derivation.ts';

/** An equation in LaTeX between dollar signs, for a line of Markdown. */
export function markdownMath({ left, sides }: WrittenEquation): string {
  return `$${[left, ...sides].join(' = ')}$`;
}

/** One row of an align environment: the equation with all of its sides. */
export function alignedRow({ left, sides }: WrittenEquation): string {
  return `  ${left} &= ${sides.join(' = ')}`;
}

/** One row of an align environment for each side of an equation. */
export function alignedRows({ left, sides }: WrittenEquation): readonly string[] {
  return sides.map((side, at) => `  ${at === 0 ? left : ''} &= ${side}`);
}

/** Puts rows into an align environment. */
export function aligned(rows: readonly string[]): string {
  return `\\begin{align*}\n${rows.join(' \\\\\n')}\n\\end{align*}\n`;
}

/** A row of text in an align environment. */
export function titleRow(text: string): string {
  return `  &\\text{${text}}`;
}
