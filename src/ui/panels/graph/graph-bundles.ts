import type { Item } from './graph-columns.ts';
import type { Bundle } from './graph-tracks.ts';
import { heightOf, portOf, type RowPlace } from './row-place.ts';

/** One item's value on its way to one item of the next column. */
export interface Link {
  readonly source: Item;
  readonly target: Item;
  readonly sourceRow: number;
  readonly targetRow: number;
}

/** A bundle with the links in it. */
export interface LinkBundle extends Bundle {
  readonly links: readonly Link[];
}

/**
 * The bundles between two neighbouring columns. A value that goes to several items makes one bundle. The other values
 * make one bundle for each item that they go to. If several bundles lead to a node of several rows, each leads to a row of
 * its own, so that no line seems to lead from one bundle into another.
 */
export function bundlesBetween(left: readonly RowPlace[], right: readonly RowPlace[]): readonly LinkBundle[] {
  const rowOf = new Map(left.map((place) => [place.ordered.item, portOf(place)]));
  const links = right.flatMap((place) => {
    const target = place.ordered.item;
    const sources = left.flatMap(({ ordered: { item } }) => (item.next.includes(target) ? [item] : []));
    const arriving = sources.map((source) => ({ source, target, sourceRow: rowOf.get(source) ?? 0 }));
    return linksInto(place, arriving);
  });
  const bundles = Map.groupBy(links, ({ source, target }) => (hasSeveralUsers(source) ? source : target));
  return [...bundles.values()].map((bundled) => ({
    links: bundled,
    sourceRows: [...new Set(bundled.map(({ sourceRow }) => sourceRow))],
    targetRows: [...new Set(bundled.map(({ targetRow }) => targetRow))],
  }));
}

function hasSeveralUsers({ next }: Item): boolean {
  return next.length > 1;
}

function linksInto(place: RowPlace, arriving: readonly Omit<Link, 'targetRow'>[]): readonly Link[] {
  const groups = arrivalsAt(arriving, ({ source }) => source).map((links) => ({ links, row: meanRow(links) }));
  const sorted = groups.toSorted((a, b) => a.row - b.row);
  const rows = portRows(
    place,
    sorted.map(({ row }) => row),
  );
  return sorted.flatMap(({ links }, at) => links.map((link) => ({ ...link, targetRow: rows[at] ?? portOf(place) })));
}

/** The things that arrive at an item, in groups: those of a value that goes to several items are a group of their own. */
export function arrivalsAt<T>(arriving: readonly T[], sourceOf: (each: T) => Item): readonly (readonly T[])[] {
  return [...Map.groupBy(arriving, (each) => (hasSeveralUsers(sourceOf(each)) ? sourceOf(each) : undefined)).values()];
}

function meanRow(links: readonly Omit<Link, 'targetRow'>[]): number {
  return links.reduce((total, { sourceRow }) => total + sourceRow, 0) / links.length;
}

/** The rows of an item at which bundles arrive that come from the given rows, from top to bottom. */
function portRows(place: RowPlace, sourceRows: readonly number[]): readonly number[] {
  const [height, count] = [heightOf(place.shape), sourceRows.length];
  if (count === 1 || height === 1) return sourceRows.map(() => portOf(place));
  const last = height - 1;
  if (count === 2 && last === 2) {
    // The bundle from the nearer row leads to the name.
    const [upper = 0, lower = 0] = sourceRows.map((row) => Math.abs(row - portOf(place)));
    return upper < lower ? [place.top + 1, place.top + 2] : [place.top, place.top + 1];
  }
  return sourceRows.map((_, at) => place.top + Math.round((at * last) / (count - 1)));
}
