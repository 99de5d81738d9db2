import { createCanvas, rowsOf } from '../../draw/canvas.ts';
import type { Row } from '../../draw/rows.ts';
import type { Size } from '../../state/layout.ts';
import { sampleShown, type View } from '../../state/view.ts';
import type { Panel, PanelWords } from '../panel.ts';
import { placeDiagram } from './diagram.ts';
import { drawEdges, edgesOf, nameEdges } from './edges.ts';
import { drawUnits } from './units.ts';

interface NetworkWords extends PanelWords {
  sample(number: number): string;
  /** Layer 0 is the inputs. */
  layers(first: number, last: number, all: number): string;
}

/**
 * The units with their values, and the weights as edges between them. The paths from the selected parameter to E_total
 * are highlighted.
 */
export const networkPanel: Panel<NetworkWords> = {
  name: 'network',
  words: {
    name: 'network',
    sample: (number) => `sample ${number}`,
    layers: (first, last, all) =>
      first === 0 ? `inputs to layer ${last} of ${all}` : `layers ${first} to ${last} of ${all}`,
  },
  place: 'upper left',
  title: networkTitle,
  rows: networkRows,
};

function networkRows(view: View, { columns, rows }: Size): readonly Row[] {
  const canvas = createCanvas(columns, rows);
  const diagram = placeDiagram(view, columns, rows);
  const edges = edgesOf(view, diagram);
  drawEdges(canvas, view, edges);
  for (const column of diagram.columns) drawUnits(canvas, view, diagram, column);
  nameEdges(canvas, view, edges);
  return rowsOf(canvas);
}

/** The name of the panel, the sample in a batch of several samples, and the layers if not all are drawn. */
function networkTitle(view: View, size: Size, words: NetworkWords): string {
  const { columns, network } = placeDiagram(view, size.columns, size.rows);
  const [first, last] = [columns[0]?.layer ?? 0, columns.at(-1)?.layer ?? 0];
  const all = network.layers.length;
  const sample = sampleShown(view);
  const parts = [
    ...(sample === undefined ? [] : [words.sample(sample + 1)]),
    ...(first === 0 && last === all ? [] : [words.layers(first, last, all)]),
  ];
  return parts.length === 0 ? words.name : `${words.name}: ${parts.join(', ')}`;
}
