import type { Timeline } from '../../engine/timeline/timeline.ts';
import { isSamePosition, type Position } from '../../engine/training/position.ts';
import { askedPosition, shownPosition } from '../practice/practice-model.ts';
import type { Model } from '../state/model.ts';
import { type Snapshot, snapshotAt, snapshotBeside } from '../state/snapshot.ts';
import { createView, type View } from '../state/view.ts';
import type { Timelines } from './timelines.ts';

/** Builds the view of a model. Reuses the snapshots that have not changed since the view `before`. */
export function buildView(
  model: Model,
  timelines: Timelines,
  { glyphs, messages }: Pick<View, 'glyphs' | 'messages'>,
  before?: View,
): View {
  const snapshot = snapshotOf(timelines.present, shownPosition(model), before?.snapshot);
  const askedAt = askedPosition(model);
  return createView(
    { model, snapshot, glyphs, messages },
    {
      marked: markedSnapshot(model, timelines.marked, snapshot, before),
      askedSnapshot: askedAt && snapshotOf(timelines.present, askedAt, before?.askedSnapshot),
    },
  );
}

function snapshotOf(timeline: Timeline, position: Position, before: Snapshot | undefined): Snapshot {
  const isUnchanged = before?.run === timeline.run && isSamePosition(before.position, position);
  return isUnchanged ? before : snapshotAt(timeline, position, before);
}

function markedSnapshot(
  { marked }: Model,
  timeline: Timeline | undefined,
  snapshot: Snapshot,
  before: View | undefined,
): Snapshot | undefined {
  if (timeline === undefined || marked === undefined) return undefined;
  const isUnchanged = before?.snapshot === snapshot && before.model.marked === marked;
  return isUnchanged ? before.marked : snapshotBeside(timeline, snapshot, marked.position, before?.marked);
}
