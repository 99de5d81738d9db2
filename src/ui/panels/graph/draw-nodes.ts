import stringWidth from 'string-width';
import type { Glyphs } from '../../../notation/glyphs.ts';
import { type Canvas, write } from '../../draw/canvas.ts';
import type { Part } from '../../draw/theme.ts';
import { markWidth, nameStart, type PlacedNode } from './graph-layout.ts';
import type { Cell } from './graph-lines.ts';

/** What is written at a node. A number that is not computed yet is undefined. */
export interface NodeText {
  readonly name: string;
  readonly value: string | undefined;
  readonly gradient: string | undefined;
  /** The number that the present step has computed. */
  readonly justComputed: 'value' | 'gradient' | undefined;
  readonly isSelected: boolean;
}

/** The canvas and the texts of one node. */
interface NodeDrawing {
  readonly canvas: Canvas;
  readonly text: NodeText;
  readonly valueWidth: number;
  readonly glyphs: Glyphs;
}

/** Writes a node in its shape. */
export function drawNode(drawing: NodeDrawing, placed: PlacedNode): void {
  const { left, top, width, nameWidth, shape } = placed;
  const { valueWidth, text } = drawing;
  switch (shape) {
    case 'tall': {
      const column = left + Math.floor((width - 1 - valueWidth) / 2);
      drawValue(drawing, column, top);
      drawName(drawing, nameStart(placed, left, stringWidth(text.name)), top + 1);
      drawGradient(drawing, column, column, top + 2);
      return;
    }
    case 'half':
      drawName(drawing, left, top);
      drawValue(drawing, left + nameWidth, top);
      drawGradient(drawing, left + nameWidth - 1, left + nameWidth, top + 1);
      return;
    case 'flat': {
      const column = left + nameWidth + 1 + valueWidth + 1;
      drawName(drawing, left, top);
      drawValue(drawing, left + nameWidth, top);
      drawGradient(drawing, column, column, top);
      return;
    }
  }
}

function drawName({ canvas, text, glyphs }: NodeDrawing, column: number, row: number): void {
  const { name, isSelected } = text;
  if (isSelected) write(canvas, column - markWidth, row, glyphs.selected, 'selected parameter');
  write(canvas, column, row, name, isSelected ? 'selected parameter' : 'emphasized');
}

/**
 * Writes the value to the right of `column`. If the number is as wide as it can be, the mark of a computed number is in
 * `column`.
 */
function drawValue(drawing: NodeDrawing, column: number, row: number): void {
  const { value, justComputed } = drawing.text;
  if (value === undefined) return;
  drawNumber(drawing, { column, row }, value, justComputed === 'value' ? 'just computed' : undefined);
}

/** Writes ∂ into one column and the gradient to the right of another. If the columns are the same, the mark is before ∂. */
function drawGradient(drawing: NodeDrawing, signColumn: number, column: number, row: number): void {
  const { canvas, text, glyphs, valueWidth } = drawing;
  if (text.gradient === undefined) return;
  const part = text.justComputed === 'gradient' ? 'just computed' : 'delta';
  write(canvas, signColumn, row, glyphs.partial, part);
  if (signColumn < column) {
    drawNumber(drawing, { column, row }, text.gradient, part);
    return;
  }
  write(canvas, column + 1, row, text.gradient.padStart(valueWidth), part);
  if (part === 'just computed') write(canvas, column - markWidth, row, glyphs.justComputed, part);
}

/** Writes a number so that it ends `valueWidth` cells after the cell, with a mark if it is just computed. */
function drawNumber(
  { canvas, glyphs, valueWidth }: NodeDrawing,
  { column, row }: Cell,
  number: string,
  part: Part | undefined,
): void {
  const marked = part === 'just computed' ? glyphs.justComputed + number : number;
  write(canvas, column + 1 + valueWidth - stringWidth(marked), row, marked, part);
}
