import { firstDivergence, isAllFinite } from '../../engine/timeline/divergence.ts';
import { endOfUpdate } from '../../engine/timeline/navigation.ts';
import { firstLostError, type Timeline } from '../../engine/timeline/timeline.ts';
import type { Position } from '../../engine/training/position.ts';
import type { Input } from '../state/input.ts';
import type { Model } from '../state/model.ts';
import type { View } from '../state/view.ts';

/**
 * A number is lost if it is infinite or NaN. All numbers that are computed from it are lost, too. A move forwards ends
 * at the end of the first update in which a number is lost. Returns this end as an input if the model has moved forwards
 * beyond it since `before`; if `before` is already beyond it, the input leads back to `before`. `view` is the view of the
 * model.
 */
export function stopAtLostNumber(before: Model, { model, snapshot }: View, timeline: Timeline): Input | undefined {
  const { position, run } = model;
  const { values } = snapshot;
  const isErrorLost = (firstLostError(timeline) ?? Number.POSITIVE_INFINITY) <= position.update;
  if (!isErrorLost && values.isErrorFinite && isAllFinite(values.before)) return undefined;
  const divergence = firstDivergence(timeline, position.update);
  const end = endOfUpdate(run, divergence.update);
  if (!isAfter(position, end)) return undefined;
  const wasBeyond = run === before.run && isAfter(before.position, end);
  return { kind: 'diverged', position: wasBeyond ? before.position : end, divergence };
}

/** Whether the model has moved forwards since `before`, or has another run. */
export function hasMovedForwards(before: Model, { run, position }: Model): boolean {
  return run !== before.run || isAfter(position, before.position);
}

function isAfter(a: Position, b: Position): boolean {
  return a.update > b.update || (a.update === b.update && a.step > b.step);
}
