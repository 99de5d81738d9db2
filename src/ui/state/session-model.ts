import { fingerprintOf, type Session } from '../../engine/training/session.ts';
import type { Model } from './model.ts';
import { savedViewOf } from './saved-view.ts';
import type { Snapshot } from './snapshot.ts';

/** The session of a model. Its position is the target of a long move, or else the present position. */
export function sessionOf(model: Model, { values }: Snapshot): Session {
  const { run, marked, travelTarget, position } = model;
  const hasStateOfPosition = travelTarget === undefined && values.update.number === position.update;
  return {
    experiment: run.experiment,
    edits: run.edits,
    position: travelTarget ?? position,
    marks: marked === undefined ? [] : [{ edits: marked.run.edits, position: marked.position }],
    fingerprint: hasStateOfPosition ? fingerprintOf(values.before) : undefined,
    view: savedViewOf(model),
  };
}

/** The name of the file that a session is saved as unless the user types another name. */
export function sessionFileName({ run }: Model): string {
  return `${run.experiment.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.session.json`;
}
