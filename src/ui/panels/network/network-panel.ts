import { createCanvas, rowsOf } from '../../draw/canvas.ts';
import type { Row } from '../../draw/rows.ts';
import type { Size } from '../../state/layout.ts';
import { type DenseView, isDenseView, sampleShown, type View } from '../../state/view.ts';
import { formulaGraphRows } from '../graph/graph-of-formula.ts';
import type { GraphWords } from '../graph/graph-rows.ts';
import { type Panel, type PanelWords, panelNameIn } from '../panel.ts';
import { placeDiagram } from './diagram.ts';
import { drawEdges, edgesOf, nameEdges } from './edges.ts';
import { drawUnits } from './units.ts';

interface NetworkWords extends PanelWords, GraphWords {
  sample(number: number): string;
  /** Layer 0 is the inputs. */
  layers(first: number, last: number, all: number): string;
}

/**
 * The units with their values, and the weights as edges between them. The paths from the selected parameter to E_total
 * are highlighted. For a formula, the graph of its equations.
 */
export const networkPanel: Panel<NetworkWords> = {
  name: 'network',
  words: {
    name: 'network',
    nameInFormulas: 'graph',
    shown: (count, all) => `${count} of ${all} quantities`,
    sample: (number) => `sample ${number}`,
    layers: (first, last, all) =>
      first === 0 ? `inputs to layer ${last} of ${all}` : `layers ${first} to ${last} of ${all}`,
  },
  place: 'upper left',
  title: (view, size, words) => (isDenseView(view) ? networkTitle(view, size, words) : graphTitle(view, words)),
  rows: (view, size, words) => (isDenseView(view) ? networkRows(view, size) : formulaGraphRows(view, size, words)),
};

/** The name of the panel and, in a batch of several samples, the sample whose numbers are shown. */
function graphTitle(view: View, words: NetworkWords): string {
  const sample = sampleShown(view);
  const name = panelNameIn(view, words);
  return sample === undefined ? name : `${name}: ${words.sample(sample + 1)}`;
}

function networkRows(view: DenseView, { columns, rows }: Size): readonly Row[] {
  const canvas = createCanvas(columns, rows);
  const diagram = placeDiagram(view, columns, rows);
  const edges = edgesOf(view, diagram);
  drawEdges(canvas, view, edges);
  for (const column of diagram.columns) drawUnits(canvas, view, diagram, column);
  nameEdges(canvas, view, edges);
  return rowsOf(canvas);
}

/** The name of the panel, the sample in a batch of several samples, and the layers if not all are drawn. */
function networkTitle(view: DenseView, size: Size, words: NetworkWords): string {
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
