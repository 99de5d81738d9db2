import { parameterCountOf } from '../models/parameters.ts';
import { type Change, changedExperiment, type Edit } from './edits.ts';
import { type Experiment, modelOf } from './experiment.ts';
import { initialState, stateLength } from './training-state.ts';
import { type Update, updateAt } from './update.ts';

/** An experiment and its edits. Together they determine every number of every update. */
export interface Run {
  readonly experiment: Experiment;
  /** In the order in which they were made, which may differ from the order of their updates. */
  readonly edits: readonly Edit[];
  /** The parts of the run between its edits, in the order of their updates. The first segment starts at update 1. */
  readonly segments: readonly Segment[];
}

/** Consecutive updates of a run that have the same experiment. */
export interface Segment {
  /** The number of the first update of the segment. */
  readonly firstUpdate: number;
  readonly experiment: Experiment;
  /** The changes at the start of the segment, in the order in which they were made. */
  readonly changes: readonly Change[];
}

export function createRun(experiment: Experiment, edits: readonly Edit[] = []): Run {
  const segments: Segment[] = [{ firstUpdate: 1, experiment, changes: [] }];
  // The sort is stable: edits of the same update stay in the order in which they were made.
  for (const edit of edits.toSorted((a, b) => a.update - b.update)) {
    const last = segments.at(-1);
    if (last === undefined) continue;
    const changed = changedExperiment(last.experiment, edit);
    if (last.firstUpdate === edit.update) segments.pop();
    const changes = last.firstUpdate === edit.update ? [...last.changes, edit.change] : [edit.change];
    segments.push({ firstUpdate: edit.update, experiment: changed, changes });
  }
  return { experiment, edits, segments };
}

/** The run with one more edit. Segments before the edit stay the same objects, so a timeline keeps their caches. */
export function withEdit(run: Run, edit: Edit): Run {
  return reuseSegments(createRun(run.experiment, [...run.edits, edit]), run);
}

/** The run without the edit that was made last. Unchanged segments stay the same objects. */
export function withoutLastEdit(run: Run): Run {
  return reuseSegments(createRun(run.experiment, run.edits.slice(0, -1)), run);
}

/** Whether two runs have the same experiment and the same edits. */
export function isSameRun(a: Run, b: Run): boolean {
  return a === b || (a.experiment === b.experiment && haveSameItems(a.edits, b.edits));
}

/** Replaces the first segments of `run` by the equal segments of `previous`, up to the first difference. */
function reuseSegments(run: Run, previous: Run): Run {
  const isDifferent = ({ firstUpdate, changes }: Segment, at: number): boolean => {
    const other = previous.segments[at];
    return other?.firstUpdate !== firstUpdate || !haveSameItems(other.changes, changes);
  };
  const firstDifference = run.segments.findIndex(isDifferent);
  const common = firstDifference === -1 ? run.segments.length : firstDifference;
  return { ...run, segments: [...previous.segments.slice(0, common), ...run.segments.slice(common)] };
}

function haveSameItems<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}

/** The index of the segment that contains an update. */
export function segmentIndexAt({ segments }: Run, update: number): number {
  return Math.max(
    0,
    segments.findLastIndex(({ firstUpdate }) => firstUpdate <= update),
  );
}

/** The experiment that update `update` uses. It contains all edits up to the start of this update. */
export function experimentAt(run: Run, update: number): Experiment {
  return run.segments[segmentIndexAt(run, update)]?.experiment ?? run.experiment;
}

/** Update `number` of a run. */
export function updateOf(run: Run, number: number): Update {
  return updateAt(experimentAt(run, number), number);
}

/**
 * The state at the start of a segment, after its changes. `endOfPrevious` is the state at the end of the previous
 * segment, undefined for the first segment. If a change replaces the optimizer, all optimizer states start at 0.
 */
export function segmentStart({ experiment, changes }: Segment, endOfPrevious: Float64Array | undefined): Float64Array {
  const isNewOptimizer = changes.some(({ kind }) => kind === 'optimizer');
  const unchanged = endOfPrevious ?? initialState(experiment);
  const state = new Float64Array(stateLength(experiment));
  state.set(isNewOptimizer ? unchanged.subarray(0, parameterCountOf(modelOf(experiment))) : unchanged);
  for (const change of changes) if (change.kind === 'parameter') state[change.parameter] = change.value;
  return state;
}
