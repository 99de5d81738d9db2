import type { Session } from '../../engine/training/session.ts';
import { hasSameSavedView } from '../state/saved-view.ts';
import { sessionOf } from '../state/session-model.ts';
import type { View } from '../state/view.ts';

/** Saves a session: at once if `isEdit`, else soon. Rejects with an Error that says why the session is not saved. */
export type Autosave = (session: () => Session, isEdit: boolean) => Promise<void>;

/**
 * Returns a function that takes each view in turn. This function saves the session during a long move, and if a part of
 * it has changed since the previous view. It calls `onFailure` for the first failed save.
 */
export function createAutosaver(
  autosave: Autosave,
  firstView: View,
  onFailure: (error: unknown) => void,
): (view: View) => void {
  let previous = firstView;
  let hasFailed = false;
  return (view) => {
    const { model, snapshot } = view;
    const isEdit = previous.model.run !== model.run || previous.model.marked !== model.marked;
    const isMove = previous.snapshot !== snapshot || model.travelTarget !== undefined;
    const isSame = !isEdit && !isMove && hasSameSavedView(previous.model, model);
    previous = view;
    if (isSame) return;
    autosave(() => sessionOf(model, snapshot), isEdit).catch((error: unknown) => {
      if (!hasFailed) onFailure(error);
      hasFailed = true;
    });
  };
}
