import { isOutput, type Network, unitsIn } from '../../../engine/models/network.ts';
import { parameterAt } from '../../../engine/models/parameters.ts';
import { unitName } from '../../../engine/models/quantity-name.ts';
import type { DenseView } from '../../state/view.ts';

/** A layer of the diagram, with its units below each other. Layer 0 is the inputs. */
export interface Column {
  readonly layer: number;
  /** The first cell that a unit of the column takes in its row. */
  readonly left: number;
  /** The number of cells that a unit takes in its row. */
  readonly width: number;
  readonly units: readonly PlacedUnit[];
  /** The number of units that do not fit. */
  readonly hidden: number;
}

/** A unit and the row in which its value (its input or its out) is written. */
export interface PlacedUnit {
  readonly layer: number;
  readonly unit: number;
  readonly row: number;
}

/**
 * The places of the layers and units that are drawn. A tall diagram has the names above or below the values:
 *
 *      i1             h1             o1 →0.01
 *     0.0500 ──w1── 0.5069 ──w5── 0.5943
 *           w3╲╱           w7╲╱
 *           w2╱╲           w6╱╲
 *     0.1000 ──w4── 0.5106 ──w8── 0.6186
 *      i2             h2             o2 →0.99
 *     ╰ column ╯╰ gap ╯╰ column ╯
 *
 * A flat diagram has the names in front of the values: h2 0.5106.
 */
export interface Diagram {
  readonly network: Network;
  /** Neighbouring layers from left to right. */
  readonly columns: readonly Column[];
  readonly isTall: boolean;
  /** The width of the value of a unit, in cells. */
  readonly valueWidth: number;
  /** The first row below the drawing. */
  readonly bottom: number;
}

/** The minimum number of cells between two columns, and the maximum. */
const minGap = 5;
const maxGap = 24;

/** The number of cells of a sign, a digit, the point and two decimals. */
const minValueWidth = 5;

/** Places as many layers around the selected parameter as fit, and as many units of these layers as fit. */
export function placeDiagram(view: DenseView, width: number, height: number): Diagram {
  const { network } = view.experiment;
  const layers = Array.from({ length: network.layers.length + 1 }, (_, layer) => layer);
  const isTall = Math.max(...layers.map((layer) => unitsIn(network, layer))) <= maxTallUnits(height);
  const widthWith = (valueWidth: number, layer: number): number => {
    if (isTall) return valueWidth;
    const target = isOutput(network, layer) ? 1 + valueWidth : 0;
    return longestName(network, layer).length + 1 + valueWidth + target;
  };
  const valueWidth = valueWidthIn(view, width, widthWith);
  const widthOf = (layer: number): number => widthWith(valueWidth, layer);
  const shown = layersAround(view, width, widthOf);
  const taken = shown.reduce((total, layer) => total + widthOf(layer), 0);
  const gap = Math.max(1, Math.min((width - taken) / Math.max(shown.length - 1, 1), maxGap));
  const used = isTall ? usedHeight(network, shown, height, gap) : height;
  const top = Math.floor((height - used) / 2);
  let left = Math.max(0, (width - taken - gap * (shown.length - 1)) / 2);
  const columns = shown.map((layer): Column => {
    const units = unitsOf(view, layer, used, isTall).map((unit) => ({ ...unit, layer, row: top + unit.row }));
    const column = { layer, left: Math.floor(left), width: widthOf(layer), units };
    left += widthOf(layer) + gap;
    return { ...column, hidden: unitsIn(network, layer) - units.length };
  });
  return { network, columns, isTall, valueWidth, bottom: top + used };
}

/**
 * The width of the value of a unit: cells for a sign, a digit, the point and the decimals. If the layers of the
 * selected parameter do not fit, the values get fewer cells, and so fewer decimals.
 */
function valueWidthIn(
  view: DenseView,
  width: number,
  widthWith: (valueWidth: number, layer: number) => number,
): number {
  const needed = neededLayers(view);
  let valueWidth = view.model.decimals + 3;
  while (valueWidth > minValueWidth && !fits(needed, width, (layer) => widthWith(valueWidth, layer))) {
    valueWidth -= 1;
  }
  return valueWidth;
}

/** In a tall diagram of few units, a unit takes three rows: its value, its name, and the quantity computed last (δ). */
const rowsOfTwoUnits = 2 * 3;

/**
 * The number of rows that a tall diagram uses. A steep edge looks broken, so two units have at most as many rows
 * between them as the gap has columns.
 */
function usedHeight(network: Network, layers: readonly number[], height: number, gap: number): number {
  const maxUnits = Math.max(...layers.map((layer) => unitsIn(network, layer)));
  return Math.min(height, Math.max(Math.floor(gap) + rowsOfTwoUnits, 2 * maxUnits + 1));
}

/** The maximum number of units in a column of a tall diagram, where each name needs a row of its own. */
function maxTallUnits(height: number): number {
  return height < 4 ? 1 : Math.max(2, Math.floor(height / 2));
}

/** The last unit of a layer has the longest name, because it has the highest number. */
function longestName(network: Network, layer: number): string {
  return unitName(network, layer, unitsIn(network, layer) - 1);
}

/** Neighbouring layers. */
interface LayerRange {
  readonly first: number;
  readonly last: number;
}

/** The two layers that the selected weight connects, or the layer of the selected bias. */
function neededLayers({ experiment, selected }: DenseView): LayerRange {
  const { kind, layer } = parameterAt(experiment.network, selected);
  return { first: kind === 'weight' ? layer - 1 : layer, last: layer };
}

function fits({ first, last }: LayerRange, width: number, widthOf: (layer: number) => number): boolean {
  let taken = (last - first) * minGap;
  for (let layer = first; layer <= last; layer++) taken += widthOf(layer);
  return taken <= width;
}

/** The needed layers, as many layers after them as fit, and as many layers before them as still fit. */
function layersAround(view: DenseView, width: number, widthOf: (layer: number) => number): readonly number[] {
  const outputLayer = view.experiment.network.layers.length;
  let { first, last } = neededLayers(view);
  for (;;) {
    if (last < outputLayer && fits({ first, last: last + 1 }, width, widthOf)) last += 1;
    else if (first > 0 && fits({ first: first - 1, last }, width, widthOf)) first -= 1;
    else return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  }
}

/**
 * The drawn units of a layer, evenly spaced over `height` rows. If not all fit, the units around the unit of the
 * selected parameter are drawn, and the last row is left for the number of hidden units.
 */
function unitsOf(
  view: DenseView,
  layer: number,
  height: number,
  isTall: boolean,
): readonly Omit<PlacedUnit, 'layer'>[] {
  const units = unitsIn(view.experiment.network, layer);
  if (isTall) return Array.from({ length: units }, (_, unit) => ({ unit, row: tallRow(unit, units, height) }));
  const count = units <= height ? units : Math.max(1, height - 1);
  const first = Math.max(0, Math.min(unitOfParameter(view, layer) - Math.floor(count / 2), units - count));
  const last = (units <= height ? height : height - 1) - 1;
  return Array.from({ length: count }, (_, at) => ({
    unit: first + at,
    row: count === 1 ? Math.floor(last / 2) : Math.round((at * last) / (count - 1)),
  }));
}

/**
 * The row of the value of a unit in a tall diagram. The name of the unit is in the row above. The second of two units
 * has its name in the row below.
 */
function tallRow(unit: number, units: number, height: number): number {
  if (units === 1) return Math.floor(height / 2);
  // One row is for the name. If there is room, a second row is for the quantity computed last.
  const margin = height >= 7 ? 2 : 1;
  if (units === 2) return unit === 0 ? margin : height - 1 - margin;
  return 1 + Math.round((unit * (height - 2)) / (units - 1));
}

/** The unit of a layer at which the selected parameter starts or ends. In any other layer, the first unit. */
function unitOfParameter({ experiment, selected }: DenseView, layer: number): number {
  const parameter = parameterAt(experiment.network, selected);
  if (layer === parameter.layer) return parameter.unit ?? 0;
  return parameter.kind === 'weight' && layer === parameter.layer - 1 ? parameter.input : 0;
}
