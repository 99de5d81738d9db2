import { createCanvas, rowsOf } from '../../canvas.ts';
import type { Row } from '../../rows.ts';
import type { View } from '../../view.ts';
import { words } from '../../words/english.ts';
import { placeDiagram } from './diagram.ts';
import { drawEdges } from './edges.ts';
import { drawUnits } from './units.ts';

/** The units with their numbers and the edges between them; the chosen parameter's paths to E_total are marked. */
export function networkRows(view: View, width: number, height: number): readonly Row[] {
  const canvas = createCanvas(width, height);
  const diagram = placeDiagram(view.model, width, height);
  drawEdges(canvas, view, diagram);
  for (const column of diagram.columns) drawUnits(canvas, view, diagram, column);
  return rowsOf(canvas);
}

/** What the network panel is called: where not all layers fit, by those that do. */
export function networkTitle(view: View, width: number, height: number): string {
  const { columns, network } = placeDiagram(view.model, width, height);
  const [first, last] = [columns[0]?.layer ?? 0, columns.at(-1)?.layer ?? 0];
  const all = network.layers.length;
  if (first === 0 && last === all) return words.panels.network;
  return `${words.panels.network}: ${words.layers(first, last, all)}`;
}
