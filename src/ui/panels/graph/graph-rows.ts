import stringWidth from 'string-width';
import type { Glyphs } from '../../../notation/glyphs.ts';
import { type Canvas, createCanvas, rowsOf, write } from '../../draw/canvas.ts';
import { firstFitting, type Row } from '../../draw/rows.ts';
import type { Part } from '../../draw/theme.ts';
import type { Size } from '../../state/layout.ts';
import { drawLines, type EdgeStyle } from './draw-lines.ts';
import { drawNode } from './draw-nodes.ts';
import { cellsAroundLabel, type LabelPlace } from './edge-labels.ts';
import { type GraphPlan, planGraph, widthOfValues } from './graph-plan.ts';
import type { GraphStructure } from './graph-structure.ts';

/** The numbers of a graph at the present step, and how they are highlighted. Asked only for nodes and edges that are shown. */
export interface GraphNumbers {
  node(node: number): NodeNumbers;
  edge(from: number, to: number): EdgeNumbers;
}

/** Numbers that are not computed yet are undefined. */
export interface NodeNumbers {
  readonly value: number | undefined;
  readonly gradient: number | undefined;
  /** The number that the present step has computed. */
  readonly justComputed: 'value' | 'gradient' | undefined;
}

export interface EdgeNumbers {
  /** The local derivative ∂to/∂from. */
  readonly derivative: number | undefined;
  readonly isJustComputed: boolean;
  /** How the edge is highlighted. An edge with a part is drawn as a thick line. */
  readonly part: Part | undefined;
}

export interface GraphWords {
  /** How many quantities are shown: 3 of 40 quantities. */
  shown(count: number, all: number): string;
}

/** How numbers and signs are written. */
export interface GraphStyle {
  readonly glyphs: Glyphs;
  readonly words: GraphWords;
  /** Writes how many nodes are hidden on one side. */
  more(count: number): string;
  readonly decimals: number;
  /** Writes a number in at most `width` cells. */
  write(value: number, width: number): string;
}

/**
 * Draws a computational graph, from the leaves on the left to the error on the right. If it does not fit, the nodes around
 * the selected one are drawn. The places of nodes and lines depend on the structure, the selected node, the size and the
 * number of decimals, but not on the numbers.
 */
export function graphRows(
  structure: GraphStructure,
  selected: number,
  numbers: GraphNumbers,
  size: Size,
  style: GraphStyle,
): readonly Row[] {
  const canvas = createCanvas(size.columns, size.rows);
  const { glyphs, decimals } = style;
  const plan = planGraph(structure, selected, { size, decimals, ellipsis: glyphs.ellipsis });
  if (plan === undefined) return rowsOf(canvas);
  drawLines(canvas, plan.grid, styleOfEdges(numbers), glyphs);
  for (const place of plan.labels) drawLabel(canvas, place, numbers, style);
  const { valueWidth } = plan.layout;
  const written = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : style.write(value, valueWidth);
  for (const placed of plan.layout.nodes) {
    const { value, gradient, justComputed } = numbers.node(placed.node);
    const text = {
      name: plan.names.get(placed.node) ?? '',
      value: written(value),
      gradient: written(gradient),
      justComputed,
      isSelected: placed.node === selected,
    };
    drawNode({ canvas, text, valueWidth, glyphs }, placed);
  }
  if (plan.hidden !== undefined) drawHidden(canvas, structure, plan.layout.nodes.length, plan.hidden, style);
  return rowsOf(canvas);
}

/** How each edge is highlighted. Each edge is asked for once, because its line has many cells. */
function styleOfEdges(numbers: GraphNumbers): EdgeStyle {
  const parts = new Map<string, Part | undefined>();
  return ({ from, to }) => {
    const key = `${from} ${to}`;
    if (!parts.has(key)) parts.set(key, numbers.edge(from, to).part);
    return parts.get(key);
  };
}

/** Writes the local derivative of an edge into its line. */
function drawLabel(canvas: Canvas, place: LabelPlace, numbers: GraphNumbers, style: GraphStyle): void {
  const { derivative, isJustComputed } = numbers.edge(place.from, place.to);
  if (derivative === undefined) return;
  const number = style.write(derivative, Math.min(place.width - cellsAroundLabel, widthOfValues(style.decimals)));
  const text = `${isJustComputed ? style.glyphs.justComputed : ' '}${number} `;
  const column = place.column + Math.max(1, Math.floor((place.width - stringWidth(text)) / 2));
  write(canvas, column, place.row, text, isJustComputed ? 'just computed' : 'slope');
}

/** Writes into the last row how many nodes are hidden, and on which side. */
function drawHidden(
  canvas: Canvas,
  structure: GraphStructure,
  shownCount: number,
  { before, after }: NonNullable<GraphPlan['hidden']>,
  { glyphs, words, more }: GraphStyle,
): void {
  const row = canvas.height - 1;
  const left = before === 0 ? '' : `${glyphs.leftward} ${more(before)}`;
  const right = after === 0 ? '' : `${more(after)} ${glyphs.rightward}`;
  const room = canvas.width - 2 * (Math.max(stringWidth(left), stringWidth(right)) + 1);
  const shown = firstFitting([words.shown(shownCount, structure.nodes.length), ''], room);
  write(canvas, 0, row, left, 'faint');
  write(canvas, canvas.width - stringWidth(right), row, right, 'faint');
  write(canvas, Math.floor((canvas.width - stringWidth(shown)) / 2), row, shown, 'faint');
}
