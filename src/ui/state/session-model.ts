import { clampPosition } from '../../engine/timeline/navigation.ts';
import { isSamePosition } from '../../engine/training/position.ts';
import { createRun } from '../../engine/training/run.ts';
import { fingerprintOf, type Session } from '../../engine/training/session.ts';
import { initialModel, type Model } from './model.ts';
import type { Snapshot } from './snapshot.ts';
import { travelTo } from './travel-target.ts';

/** The model of an opened session, at its position. If the position is far from the start, a long move leads to it. */
export function modelOf({ experiment, edits, position, marks }: Session): Model {
  const run = createRun(experiment, edits);
  const [mark] = marks;
  const marked = mark && { run: createRun(experiment, mark.edits), position: mark.position };
  return travelTo({ ...initialModel(run), marked }, clampPosition(run, position));
}

/** Whether a long move leads to the saved position of an opened session. */
export function isReturning({ run, travelTarget }: Model, { edits, position }: Session): boolean {
  return (
    run.edits === edits && travelTarget !== undefined && isSamePosition(travelTarget, clampPosition(run, position))
  );
}

/** The session of a model. Its position is the target of a long move, or else the present position. */
export function sessionOf({ run, marked, travelTarget, position }: Model, { values }: Snapshot): Session {
  const hasStateOfPosition = travelTarget === undefined && values.update.number === position.update;
  return {
    experiment: run.experiment,
    edits: run.edits,
    position: travelTarget ?? position,
    marks: marked === undefined ? [] : [{ edits: marked.run.edits, position: marked.position }],
    fingerprint: hasStateOfPosition ? fingerprintOf(values.before) : undefined,
  };
}

/** The name of the file that a session is saved as unless the user types another name. */
export function sessionFileName({ run }: Model): string {
  return `${run.experiment.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.session.json`;
}
