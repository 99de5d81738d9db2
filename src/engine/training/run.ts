import { type Change, changedExperiment, type Edit } from './edits.ts';
import type { Experiment } from './experiment.ts';
import { initialState, stateLength } from './training-state.ts';
import { type Update, updateAt } from './update.ts';

/** An experiment and the edits made on its way. Every number of every update follows from these two alone. */
export interface Run {
  readonly experiment: Experiment;
  /** In the order in which they were made, which need not be that of their updates. */
  readonly edits: readonly Edit[];
  /** The stretches between the edits, in the order of time; the first is from update 1 on. */
  readonly segments: readonly Segment[];
}

/** A stretch of a run under one experiment. */
export interface Segment {
  /** Its first update. */
  readonly from: number;
  readonly experiment: Experiment;
  /** What was changed at its start. */
  readonly changes: readonly Change[];
}

/** A run of an experiment with some edits, by their updates; of one update, in the order in which they were made. */
export function createRun(experiment: Experiment, edits: readonly Edit[] = []): Run {
  const stages: Segment[] = [{ from: 1, experiment, changes: [] }];
  for (const edit of edits.toSorted((a, b) => a.update - b.update)) {
    const before = stages.at(-1);
    if (before === undefined) continue;
    const changed = changedExperiment(before.experiment, edit);
    if (before.from === edit.update) stages.pop();
    const changes = before.from === edit.update ? [...before.changes, edit.change] : [edit.change];
    stages.push({ from: edit.update, experiment: changed, changes });
  }
  return { experiment, edits, segments: stages };
}

/** The run with one more edit. The stages before it stay the very same objects, so that what is known of them holds. */
export function withEdit(run: Run, edit: Edit): Run {
  return reuseSegments(createRun(run.experiment, [...run.edits, edit]), run);
}

/** Whether two runs of one experiment have the same edits. */
export function isSameRun(a: Run, b: Run): boolean {
  return a === b || (a.experiment === b.experiment && isSameList(a.edits, b.edits));
}

/** The run without the edit that was made last. */
export function withoutLastEdit(run: Run): Run {
  return reuseSegments(createRun(run.experiment, run.edits.slice(0, -1)), run);
}

/** The same run with the stages that it has in common with another, from the first on. */
function reuseSegments(run: Run, { segments }: Run): Run {
  const isOther = ({ from, changes }: Segment, at: number): boolean =>
    segments[at]?.from !== from || !isSameList(segments[at].changes, changes);
  const firstOther = run.segments.findIndex(isOther);
  const common = firstOther === -1 ? run.segments.length : firstOther;
  return { ...run, segments: [...segments.slice(0, common), ...run.segments.slice(common)] };
}

function isSameList<Item>(some: readonly Item[], others: readonly Item[]): boolean {
  return some.length === others.length && some.every((item, at) => item === others[at]);
}

/** Which of a run's stages update `update` is in. */
export function segmentIndexAt({ segments }: Run, update: number): number {
  return Math.max(
    0,
    segments.findLastIndex(({ from }) => from <= update),
  );
}

/** The experiment that update `update`, from 1, is run by. */
export function experimentAt(run: Run, update: number): Experiment {
  return run.segments[segmentIndexAt(run, update)]?.experiment ?? run.experiment;
}

/** Update `number` of a run. */
export function updateOf(run: Run, number: number): Update {
  return updateAt(experimentAt(run, number), number);
}

/**
 * The state that a stage starts from, given that after the update before it; without one, the first stage's. A changed
 * optimizer keeps nothing from before.
 */
export function segmentStart({ experiment, changes }: Segment, before: Float64Array | undefined): Float64Array {
  const { parameterCount } = experiment.network;
  const isFresh = changes.some(({ kind }) => kind === 'optimizer');
  const given = before ?? initialState(experiment);
  const state = new Float64Array(stateLength(experiment));
  state.set(isFresh ? given.subarray(0, parameterCount) : given);
  for (const change of changes) if (change.kind === 'parameter') state[change.parameter] = change.value;
  return state;
}
