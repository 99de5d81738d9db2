import { createCanvas, rowsOf } from '../../draw/canvas.ts';
import type { Row } from '../../draw/rows.ts';
import { words } from '../../messages/en/screen-words.ts';
import type { View } from '../../state/view.ts';
import { placeDiagram } from './diagram.ts';
import { drawEdges, edgesOf, nameEdges } from './edges.ts';
import { drawUnits, sampleShown } from './units.ts';

/** The units with their numbers and the edges between them; the chosen parameter's paths to E_total are marked. */
export function networkRows(view: View, width: number, height: number): readonly Row[] {
  const canvas = createCanvas(width, height);
  const diagram = placeDiagram(view, width, height);
  const edges = edgesOf(view, diagram);
  drawEdges(canvas, view, edges);
  for (const column of diagram.columns) drawUnits(canvas, view, diagram, column);
  nameEdges(canvas, view, edges);
  return rowsOf(canvas);
}

/** What the network panel is called: with the sample whose numbers it shows, and the layers, where that is a choice. */
export function networkTitle(view: View, width: number, height: number): string {
  const { columns, network } = placeDiagram(view, width, height);
  const [first, last] = [columns[0]?.layer ?? 0, columns.at(-1)?.layer ?? 0];
  const all = network.layers.length;
  const sample = sampleShown(view);
  const parts = [
    ...(sample === undefined ? [] : [words.shownSample(sample + 1)]),
    ...(first === 0 && last === all ? [] : [words.layers(first, last, all)]),
  ];
  return parts.length === 0 ? words.panels.network : `${words.panels.network}: ${parts.join(', ')}`;
}
