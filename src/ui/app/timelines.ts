import { type Timeline, timelineOf } from '../../engine/timeline/timeline.ts';
import type { Model } from '../state/model.ts';

/** The timelines of a model's run and of the marked run. */
export interface Timelines {
  readonly present: Timeline;
  readonly marked: Timeline | undefined;
}

/** The timelines of a model. They reuse the caches of `before` for the segments that did not change. */
export function timelinesOf({ run, marked }: Pick<Model, 'run' | 'marked'>, before?: Timelines): Timelines {
  const present = before?.present.run === run ? before.present : timelineOf(run, before?.present);
  if (marked === undefined)
    return before?.marked === undefined && before?.present === present ? before : { present, marked: undefined };
  return { present, marked: markedTimeline(marked.run, present, before?.marked) };
}

function markedTimeline(run: Model['run'], present: Timeline, before: Timeline | undefined): Timeline {
  if (run === present.run) return present;
  return before?.run === run ? before : timelineOf(run, before ?? present);
}
