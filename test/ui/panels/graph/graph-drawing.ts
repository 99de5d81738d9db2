import { type Glyphs, unicode } from '../../../../src/notation/glyphs.ts';
import { formatNumber } from '../../../../src/notation/number-format.ts';
import { plainText } from '../../../../src/ui/draw/rows.ts';
import { type GraphNumbers, type GraphStyle, graphRows } from '../../../../src/ui/panels/graph/graph-rows.ts';
import type { GraphStructure } from '../../../../src/ui/panels/graph/graph-structure.ts';
import type { Size } from '../../../../src/ui/state/layout.ts';

/** No number is computed yet. */
export const noNumbers: GraphNumbers = {
  node: () => ({ value: undefined, gradient: undefined, justComputed: undefined }),
  edge: () => ({ derivative: undefined, isJustComputed: false, part: undefined }),
};

export function styleWith(glyphs: Glyphs, decimals = 4): GraphStyle {
  return {
    glyphs,
    decimals,
    words: { shown: (count, all) => `${count} of ${all} quantities` },
    more: (count) => `${count} more`,
    write: (value, width) => {
      const texts = Array.from({ length: decimals }, (_, fewer) => formatNumber(value, decimals - fewer, glyphs));
      return texts.find((text) => text.length <= width) ?? '';
    },
  };
}

interface DrawingOptions {
  readonly selected?: number | string;
  readonly numbers?: GraphNumbers;
  readonly size?: Size;
  readonly glyphs?: Glyphs;
}

/** The room inside a panel that is as wide as a screen of 80×24. */
export const wholeWidth: Size = { columns: 76, rows: 8 };

/** The rows of a drawing as text. */
export function drawingOf(
  structure: GraphStructure,
  { selected = 0, numbers = noNumbers, size = wholeWidth, glyphs = unicode }: DrawingOptions = {},
): readonly string[] {
  const node = typeof selected === 'number' ? selected : structure.nodes.findIndex(({ name }) => name === selected);
  return graphRows(structure, node, numbers, size, styleWith(glyphs)).map(plainText);
}

/** Numbers by the names of nodes. The derivative of an edge is under the names of its nodes: 'q x' is ∂q/∂x. */
export interface NamedNumbers {
  readonly values: Readonly<Record<string, number>>;
  readonly gradients: Readonly<Record<string, number>>;
  readonly derivatives: Readonly<Record<string, number>>;
  /** The gradient that is just computed, and its node. The edges from this node are highlighted. */
  readonly newGradient?: string;
}

export function numbersOf({ nodes }: GraphStructure, named: NamedNumbers): GraphNumbers {
  const nameOf = (node: number): string => nodes[node]?.name ?? '';
  return {
    node: (node) => ({
      value: named.values[nameOf(node)],
      gradient: named.gradients[nameOf(node)],
      justComputed: nameOf(node) === named.newGradient ? 'gradient' : undefined,
    }),
    edge: (from, to) => ({
      derivative: named.derivatives[`${nameOf(to)} ${nameOf(from)}`],
      isJustComputed: false,
      part: nameOf(from) === named.newGradient ? 'path' : undefined,
    }),
  };
}
