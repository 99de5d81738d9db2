import { clamped } from '../../engine/timeline/navigation.ts';
import { isSame } from '../../engine/training/position.ts';
import { createRun } from '../../engine/training/run.ts';
import { fingerprintOf, type Session } from '../../engine/training/session.ts';
import { initialModel, type Model } from './model.ts';
import type { Moment } from './snapshot.ts';
import { goTo } from './travel-target.ts';

/** The model that a session opens with: at its place, or on the way there where that is far. */
export function modelOf({ experiment, edits, position, marks }: Session): Model {
  const run = createRun(experiment, edits);
  const [mark] = marks;
  const marked = mark && { run: createRun(experiment, mark.edits), position: mark.position };
  return goTo({ ...initialModel(run), mark: marked }, clamped(run, position));
}

/** Whether a long way leads back to where a session was left. */
export function isReturning({ run, going }: Model, { edits, position }: Session): boolean {
  return run.edits === edits && going !== undefined && isSame(going, clamped(run, position));
}

/** What has to be kept of a model to be there again, given the moment that it shows. */
export function sessionOf(
  { run, mark, going, position }: Pick<Model, 'run' | 'mark' | 'going' | 'position'>,
  { reading }: Moment,
): Session {
  const isHere = going === undefined && reading.update.number === position.update;
  return {
    experiment: run.experiment,
    edits: run.edits,
    // Who is on a long way wants to be at its end.
    position: going ?? position,
    marks: mark === undefined ? [] : [{ edits: mark.run.edits, position: mark.position }],
    fingerprint: isHere ? fingerprintOf(reading.before) : undefined,
  };
}

/** What a session is saved as unless another name is typed. */
export function sessionName({ run }: Pick<Model, 'run'>): string {
  return `${run.experiment.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.session.json`;
}
