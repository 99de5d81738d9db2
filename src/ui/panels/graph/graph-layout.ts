import { cellsAroundLabel } from './edge-labels.ts';
import { bundlesBetween, type Link, type LinkBundle } from './graph-bundles.ts';
import { type Edges, level, nodesReached, type Stroke, upright } from './graph-lines.ts';
import type { OrderedItem } from './graph-order.ts';
import { placeRows } from './graph-row-places.ts';
import { assignTracks, type Tracks } from './graph-tracks.ts';
import { type Shape, widthOfShape } from './node-shape.ts';
import { portOf, type RowPlace } from './row-place.ts';

/** A node in its cells. */
export interface PlacedNode {
  readonly node: number;
  readonly shape: Shape;
  readonly top: number;
  readonly left: number;
  /** The width of all nodes of the column. */
  readonly width: number;
  /** The width of the names of the column. */
  readonly nameWidth: number;
}

/** The cells of nodes and lines. They do not depend on the values of the nodes. */
export interface GraphLayout {
  readonly nodes: readonly PlacedNode[];
  readonly strokes: readonly Stroke[];
  /** The width of a number in cells. */
  readonly valueWidth: number;
}

/** The room for a drawing. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
  readonly valueWidth: number;
  /** Whether the lines between columns take as few cells as possible. */
  readonly isTight: boolean;
  /** The width of a node's name. */
  nameWidthOf(node: number): number;
}

/** A column of the drawing, with the gap after it. */
interface Band {
  readonly places: readonly RowPlace[];
  readonly shape: Shape | undefined;
  readonly width: number;
  readonly nameWidth: number;
  readonly bundles: readonly LinkBundle[];
  readonly tracks: Tracks;
  /** The minimum width of the gap, and the width that also has room for the local derivatives. */
  readonly minGap: number;
  readonly roomyGap: number;
}

/** The cells of a drawing. Undefined if it does not fit. */
export function layOut(columns: readonly (readonly OrderedItem[])[], room: Room): GraphLayout | undefined {
  const placed = placeRows(columns, room.rows);
  if (placed === undefined) return undefined;
  const bands = bandsOf(placed, room);
  if (bands === undefined) return undefined;
  const gaps = gapsOf(bands, room.columns);
  if (gaps === undefined) return undefined;
  const used = bands.reduce((total, { width }, at) => total + width + (gaps[at] ?? 0), 0);
  let left = Math.max(markWidth, Math.floor((room.columns - used) / 2));
  const nodes: PlacedNode[] = [];
  const strokes: Stroke[] = [];
  bands.forEach((band, at) => {
    const gap = gaps[at] ?? 0;
    nodes.push(...nodesIn(band, left));
    strokes.push(...strokesThrough(band, left));
    const next = bands[at + 1];
    if (next !== undefined) strokes.push(...strokesBetween(band, next, left, gap, room));
    left += band.width + gap;
  });
  return { nodes, strokes, valueWidth: room.valueWidth };
}

/** The width of the mark of a selected node or of a computed number. The cell before a column is left for it. */
export const markWidth = 1;

function bandsOf(placed: readonly (readonly RowPlace[])[], room: Room): readonly Band[] | undefined {
  const boxes = placed.map((places) => {
    const nodes = places.filter(({ ordered }) => !ordered.item.isPass);
    const shape = nodes[0]?.shape;
    const nameWidth = Math.max(0, ...nodes.map(({ ordered }) => room.nameWidthOf(ordered.item.node)));
    return { places, shape, nameWidth, width: shape ? widthOfShape(shape, nameWidth, room.valueWidth) : 1 };
  });
  const bands: Band[] = [];
  for (const [at, box] of boxes.entries()) {
    const next = boxes[at + 1];
    const bundles = next === undefined ? [] : bundlesBetween(box.places, next.places);
    const tracks = assignTracks(bundles);
    if (tracks === undefined) return undefined;
    const gap = next === undefined ? { minGap: 0, roomyGap: 0 } : gapBetween(box, next, bundles, tracks, room);
    bands.push({ ...box, bundles, tracks, ...gap });
  }
  return bands;
}

type Box = Pick<Band, 'shape' | 'width' | 'nameWidth'>;

function gapBetween(
  left: Box,
  right: Box,
  bundles: readonly LinkBundle[],
  { count }: Tracks,
  { valueWidth, isTight }: Room,
): Pick<Band, 'minGap' | 'roomyGap'> {
  const labelWidth = valueWidth + cellsAroundLabel + 1;
  if (count > 0) {
    const minGap = count + (isTight ? 1 : 4);
    const isMixed = bundles.some(isSplit) && bundles.some(isJoin);
    return { minGap, roomyGap: count + 3 + labelWidth * (isMixed ? 2 : 1) };
  }
  const free = freeBeside(left) + freeBeside(right);
  const isVisible = free >= 2;
  const wide = isTight ? 2 : 3;
  return { minGap: isVisible ? markWidth : wide, roomyGap: Math.max(markWidth, labelWidth - free + 2) };
}

/** The cells between the name of a tall node and the edge of its column. */
function freeBeside({ shape, width, nameWidth }: Box): number {
  if (shape === undefined) return 1;
  return shape === 'tall' ? Math.floor((width - nameWidth) / 2) : 0;
}

function isSplit({ targetRows }: LinkBundle): boolean {
  return targetRows.length > 1;
}

function isJoin({ sourceRows }: LinkBundle): boolean {
  return sourceRows.length > 1;
}

/** The maximum number of cells that a gap gets besides those that it needs for local derivatives. */
const maxExtraGap = 4;

/** The widths of the gaps after the columns. They share the room that is left. Undefined if there is too little room. */
function gapsOf(bands: readonly Band[], columns: number): readonly number[] | undefined {
  const gaps = bands.map(({ minGap }) => minGap);
  let free = columns - markWidth - bands.reduce((total, { width, minGap }) => total + width + minGap, 0);
  if (free < 0) return undefined;
  for (const extra of [0, maxExtraGap]) {
    for (let hasGrown = true; hasGrown && free > 0; ) {
      hasGrown = false;
      for (const [at, { roomyGap }] of bands.slice(0, -1).entries()) {
        if (free === 0 || (gaps[at] ?? 0) >= roomyGap + extra) continue;
        gaps[at] = (gaps[at] ?? 0) + 1;
        free -= 1;
        hasGrown = true;
      }
    }
  }
  return gaps;
}

function nodesIn({ places, shape, width, nameWidth }: Band, left: number): readonly PlacedNode[] {
  if (shape === undefined) return [];
  return places.flatMap(({ ordered: { item }, top }) =>
    item.isPass ? [] : [{ node: item.node, shape, top, left, width, nameWidth }],
  );
}

/** The lines that pass a column without ending there. */
function strokesThrough({ places, width }: Band, left: number): readonly Stroke[] {
  return places.flatMap(({ ordered: { item }, top }) =>
    item.isPass ? level(top, [left, left + width - 1], { from: item.node, to: nodesReached(item) }, [true, true]) : [],
  );
}

function strokesBetween(band: Band, next: Band, left: number, gap: number, room: Room): readonly Stroke[] {
  const gapStart = left + band.width;
  const nextLeft = gapStart + gap;
  const firstTrack = gapStart + trackOffset(band, gap, room.isTight);
  const lastTrack = firstTrack + band.tracks.count - 1;
  const placeIn = (places: readonly RowPlace[], id: number): RowPlace | undefined =>
    places.find(({ ordered }) => ordered.item.id === id);
  return band.bundles.flatMap(({ links }, at) =>
    links.flatMap((link): readonly Stroke[] => {
      const { source, target, sourceRow, targetRow } = link;
      const edges = { from: source.node, to: nodesReached(target) };
      const sourcePlace = placeIn(band.places, source.id);
      const targetPlace = placeIn(next.places, target.id);
      if (sourcePlace === undefined || targetPlace === undefined) return [];
      const start = exitOf(sourcePlace, band, left, { lineRoom: firstTrack - gapStart, room });
      const trackAt = band.tracks.tracks[at];
      const strokesFrom = (first: number): readonly Stroke[] =>
        strokesInto(targetPlace, { next, nextLeft, room }, { first, lastTrack, targetRow, edges });
      if (trackAt === undefined) return strokesFrom(start);
      const track = firstTrack + trackAt;
      return [
        ...level(sourceRow, [start, track - 1], edges, [true, true]),
        ...strokesOnTrack(track, link, edges),
        ...strokesFrom(track + 1),
      ];
    }),
  );
}

/**
 * The level piece of a line, from its cell `first`, to an item. A line in another row than the name ends in the last cell
 * before the item, where it joins the lines to the name.
 */
function strokesInto(
  place: RowPlace,
  { next, nextLeft, room }: { readonly next: Band; readonly nextLeft: number; readonly room: Room },
  line: { readonly first: number; readonly lastTrack: number; readonly targetRow: number; readonly edges: Edges },
): readonly Stroke[] {
  const { first, lastTrack, targetRow, edges } = line;
  const end = nameEntry(place, next, nextLeft, room);
  const nameRow = portOf(place);
  if (targetRow === nameRow) return level(targetRow, [first, end], edges, [true, true]);
  const joint = nextLeft - 1 - markWidth;
  // In a narrow gap, the joint would be in a cell of a track.
  if (joint <= lastTrack || joint < first) return level(targetRow, [first, joint], edges, [true, true]);
  return [
    ...level(targetRow, [first, joint - 1], edges, [true, true]),
    ...strokesOnTrack(joint, { sourceRow: targetRow, targetRow: nameRow }, edges),
    ...level(nameRow, [joint + 1, end], edges, [true, true]),
  ];
}

/** The pieces of a line in the cells of a track. */
function strokesOnTrack(
  track: number,
  { sourceRow, targetRow }: Pick<Link, 'sourceRow' | 'targetRow'>,
  edges: Edges,
): readonly Stroke[] {
  if (sourceRow === targetRow) return level(sourceRow, [track, track], edges, [true, true]);
  return [
    ...level(sourceRow, [track, track], edges, [true, false]),
    ...upright(track, [sourceRow, targetRow], edges),
    ...level(targetRow, [track, track], edges, [false, true]),
  ];
}

/** The first track, counted from the start of the gap. Labels of joining lines are before the tracks, of splitting lines after them. */
function trackOffset({ bundles, tracks, minGap }: Band, gap: number, isTight: boolean): number {
  const extra = gap - minGap;
  const joins = bundles.filter(isJoin).length;
  const splits = bundles.filter(isSplit).length;
  const before = joins + splits === 0 ? 0.5 : joins / (joins + splits);
  if (tracks.count === 0) return gap - markWidth;
  return (isTight ? 0 : 2) + Math.round(extra * before);
}

/** The first cell of the lines that start at an item. */
function exitOf(
  { ordered: { item } }: RowPlace,
  band: Band,
  left: number,
  { lineRoom, room }: { readonly lineRoom: number; readonly room: Room },
): number {
  const right = left + band.width;
  if (item.isPass) return right;
  // A blank follows the number if the line still has a cell of its own.
  if (band.shape !== 'tall') return lineRoom < 2 ? right : right + 1;
  return nameStart(band, left, room.nameWidthOf(item.node)) + room.nameWidthOf(item.node);
}

/** The last cell of the lines that end at an item, in the row of its name. */
function nameEntry({ ordered: { item } }: RowPlace, band: Band, left: number, room: Room): number {
  if (item.isPass) return left - 1;
  return band.shape === 'tall' ? nameStart(band, left, room.nameWidthOf(item.node)) - 1 : left - 1 - markWidth;
}

/** The first cell of the name of a tall node. The name is in the middle of its column. */
export function nameStart({ width }: Pick<Band, 'width'>, left: number, nameWidth: number): number {
  return left + Math.floor((width - nameWidth + 1) / 2);
}
