import type { Glyphs } from '../../../notation/glyphs.ts';
import { type Canvas, write } from '../../draw/canvas.ts';
import type { Part } from '../../draw/theme.ts';
import { drawnPassages, type GraphEdge, type LineGrid, type Passage, sides } from './line-grid.ts';

/** How the edge is highlighted. Undefined if it is not. */
export type EdgeStyle = (edge: GraphEdge) => Part | undefined;

/** Draws all lines. Highlighted lines are thick. */
export function drawLines(canvas: Canvas, grid: LineGrid, styleOf: EdgeStyle, { joints }: Glyphs): void {
  const isLit = (edge: GraphEdge): boolean => styleOf(edge) !== undefined;
  for (const [row, cells] of grid) {
    for (const [column, passages] of cells) {
      const drawn = drawnPassages(passages, isLit);
      const lit = drawn.filter(isLit);
      const [edge] = lit;
      const character = joints[jointIndex(drawn, lit)] ?? ' ';
      write(canvas, column, row, character, edge === undefined ? 'faint' : styleOf(edge));
    }
  }
}

/** The index in the table of joints. Each side counts 0 without a line, 1 with a thin line, and 2 with a thick line. */
function jointIndex(drawn: readonly Passage[], lit: readonly Passage[]): number {
  const weightAt = (side: number): number => {
    const isAt = (passage: Passage): boolean => (passage.sides & side) !== 0;
    if (lit.some(isAt)) return 2;
    return drawn.some(isAt) ? 1 : 0;
  };
  return ((weightAt(sides.up) * 3 + weightAt(sides.right)) * 3 + weightAt(sides.down)) * 3 + weightAt(sides.left);
}
