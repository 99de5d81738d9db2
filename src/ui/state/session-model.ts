import { clampPosition } from '../../engine/timeline/navigation.ts';
import { isSamePosition } from '../../engine/training/position.ts';
import { createRun } from '../../engine/training/run.ts';
import { fingerprintOf, type Session } from '../../engine/training/session.ts';
import { initialModel, type Model } from './model.ts';
import type { Snapshot } from './snapshot.ts';
import { travelTo } from './travel-target.ts';

/** The model that a session opens with: at its position, or on the way there if that is far. */
export function modelOf({ experiment, edits, position, marks }: Session): Model {
  const run = createRun(experiment, edits);
  const [mark] = marks;
  const marked = mark && { run: createRun(experiment, mark.edits), position: mark.position };
  return travelTo({ ...initialModel(run), marked }, clampPosition(run, position));
}

/** Whether a long move leads back to where a session was left. */
export function isReturning({ run, travelTarget }: Model, { edits, position }: Session): boolean {
  return (
    run.edits === edits && travelTarget !== undefined && isSamePosition(travelTarget, clampPosition(run, position))
  );
}

/** The session of a model. During a long move it is saved at the target of the move. */
export function sessionOf({ run, marked, travelTarget, position }: Model, { values }: Snapshot): Session {
  const hasValues = travelTarget === undefined && values.update.number === position.update;
  return {
    experiment: run.experiment,
    edits: run.edits,
    position: travelTarget ?? position,
    marks: marked === undefined ? [] : [{ edits: marked.run.edits, position: marked.position }],
    fingerprint: hasValues ? fingerprintOf(values.before) : undefined,
  };
}

/** The file that a session is saved as unless another name is typed. */
export function sessionFileName({ run }: Model): string {
  return `${run.experiment.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.session.json`;
}
