import type { Session } from '../../engine/training/session.ts';
import { sessionOf } from '../state/session-model.ts';
import type { View } from '../state/view.ts';

/** Saves a session soon, or at once if it is an edit. Rejects with an Error that says why it could not. */
export type Autosave = (session: () => Session, isEdit: boolean) => Promise<void>;

/**
 * Returns a function that saves the session of each view that has another run or position than the view before. Calls
 * `onFailure` for the first save that fails.
 */
export function createAutosaver(
  autosave: Autosave,
  firstView: View,
  onFailure: (error: unknown) => void,
): (view: View) => void {
  let saved = firstView;
  let hasFailed = false;
  return (view) => {
    const { model, snapshot } = view;
    const isEdit = saved.model.run !== model.run || saved.model.marked !== model.marked;
    const isMove = saved.snapshot !== snapshot || model.travelTarget !== undefined;
    saved = view;
    if (!isEdit && !isMove) return;
    autosave(() => sessionOf(model, snapshot), isEdit).catch((error: unknown) => {
      if (!hasFailed) onFailure(error);
      hasFailed = true;
    });
  };
}
