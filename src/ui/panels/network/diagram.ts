import { isOutput, type Network, unitsIn } from '../../../engine/models/network.ts';
import { parameterAt } from '../../../engine/models/parameters.ts';
import { unitName } from '../../../engine/models/quantity-name.ts';
import { experimentOf } from '../../state/model.ts';
import type { View } from '../../state/view.ts';

/** A layer's units one above the other; layer 0 is the inputs. */
export interface Column {
  readonly layer: number;
  /** The first cell of its units' text, and how many cells they take. */
  readonly left: number;
  readonly width: number;
  readonly units: readonly PlacedUnit[];
  /** Units that there is no room for. */
  readonly hidden: number;
}

/** A unit and the row of its number. */
export interface PlacedUnit {
  readonly layer: number;
  readonly unit: number;
  readonly row: number;
}

/** What of the network is drawn where. */
export interface Diagram {
  readonly network: Network;
  /** Neighbouring layers from left to right. */
  readonly columns: readonly Column[];
  /** Whether names stand above or below the numbers, or before them. */
  readonly isTall: boolean;
  /** Cells that a unit's number has. */
  readonly numberWidth: number;
  /** The first row below the drawing. */
  readonly bottom: number;
}

/** Cells between two columns: a blank and an edge and a blank at least, and no more than looks well. */
const [leastGap, mostGap] = [5, 24];
const fewestCells = 5;

/** Places as many layers around the chosen parameter as fit, and of large layers as many units. */
export function placeDiagram(view: View, width: number, height: number): Diagram {
  const { network } = experimentOf(view.model);
  const layers = Array.from({ length: network.layers.length + 1 }, (_, layer) => layer);
  const isTall = Math.max(...layers.map((layer) => unitsIn(network, layer))) <= mostTall(height);
  const widthWith = (cells: number, layer: number): number => {
    if (isTall) return cells;
    return longestName(network, layer).length + 1 + cells + (isOutput(network, layer) ? 1 + cells : 0);
  };
  // A sign, a digit, the point and the decimals, or what of them there is room for.
  let numberWidth = view.model.decimals + 3;
  while (numberWidth > fewestCells && !fits(neededLayers(view), width, (layer) => widthWith(numberWidth, layer))) {
    numberWidth -= 1;
  }
  const widthOf = (layer: number): number => widthWith(numberWidth, layer);
  const shown = layersAround(view, width, widthOf);
  const taken = shown.reduce((total, layer) => total + widthOf(layer), 0);
  const gap = Math.max(1, Math.min((width - taken) / Math.max(shown.length - 1, 1), mostGap));
  // An edge that is steeper than it is wide looks broken, so a wide screen's height is not all used.
  const tallest = Math.max(...shown.map((layer) => unitsIn(network, layer)));
  const usable = isTall ? Math.min(height, Math.max(Math.floor(gap) + 6, 2 * tallest + 1)) : height;
  const top = Math.floor((height - usable) / 2);
  let left = Math.max(0, (width - taken - gap * (shown.length - 1)) / 2);
  const columns = shown.map((layer): Column => {
    const units = unitsOf(view, layer, usable, isTall).map((unit) => ({ ...unit, layer, row: top + unit.row }));
    const column = { layer, left: Math.floor(left), width: widthOf(layer), units };
    left += widthOf(layer) + gap;
    return { ...column, hidden: unitsIn(network, layer) - units.length };
  });
  return { network, columns, isTall, numberWidth, bottom: top + usable };
}

/** How many units can stand one above the other with their names in rows of their own. */
function mostTall(height: number): number {
  return height < 4 ? 1 : Math.max(2, Math.floor(height / 2));
}

function longestName(network: Network, layer: number): string {
  return unitName(network, layer, unitsIn(network, layer) - 1);
}

/** Neighbouring layers. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** The layers that the chosen parameter is between, or the one that it is in. */
function neededLayers({ model, chosen }: View): Range {
  const { kind, layer } = parameterAt(experimentOf(model).network, chosen);
  return { first: kind === 'weight' ? layer - 1 : layer, last: layer };
}

function fits({ first, last }: Range, width: number, widthOf: (layer: number) => number): boolean {
  let taken = (last - first) * leastGap;
  for (let layer = first; layer <= last; layer++) taken += widthOf(layer);
  return taken <= width;
}

/** The chosen parameter's layers, then those after and before in turn, as far as they fit. */
function layersAround(view: View, width: number, widthOf: (layer: number) => number): readonly number[] {
  const all = experimentOf(view.model).network.layers.length;
  let { first, last } = neededLayers(view);
  for (;;) {
    if (last < all && fits({ first, last: last + 1 }, width, widthOf)) last += 1;
    else if (first > 0 && fits({ first: first - 1, last }, width, widthOf)) first -= 1;
    else return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  }
}

/** A layer's units and their rows, evenly spread; of a large layer a window around one unit, and a row for the rest. */
function unitsOf(view: View, layer: number, height: number, isTall: boolean): readonly Omit<PlacedUnit, 'layer'>[] {
  const units = unitsIn(experimentOf(view.model).network, layer);
  if (isTall) return Array.from({ length: units }, (_, unit) => ({ unit, row: tallRow(unit, units, height) }));
  const count = units <= height ? units : Math.max(1, height - 1);
  const first = Math.max(0, Math.min(unitAtHand(view, layer) - Math.floor(count / 2), units - count));
  const last = (units <= height ? height : height - 1) - 1;
  return Array.from({ length: count }, (_, at) => ({
    unit: first + at,
    row: count === 1 ? Math.floor(last / 2) : Math.round((at * last) / (count - 1)),
  }));
}

/** Where a number stands that has its name in the row above, or below where a layer's second unit of two is last. */
function tallRow(unit: number, units: number, height: number): number {
  if (units === 1) return Math.floor(height / 2);
  const margin = height >= 7 ? 2 : 1;
  if (units === 2) return unit === 0 ? margin : height - 1 - margin;
  return 1 + Math.round((unit * (height - 2)) / (units - 1));
}

/** The unit of a layer that the chosen parameter leads from or to; the first of a layer that it does not touch. */
function unitAtHand({ model, chosen }: View, layer: number): number {
  const parameter = parameterAt(experimentOf(model).network, chosen);
  if (layer === parameter.layer) return parameter.unit ?? 0;
  return parameter.kind === 'weight' && layer === parameter.layer - 1 ? parameter.input : 0;
}
