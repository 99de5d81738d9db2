import type { Action } from '../actions/action.ts';
import type { Row } from '../draw/rows.ts';
import type { Panel } from '../panels/panel.ts';
import type { Mode } from '../state/mode.ts';
import type { Model } from '../state/model.ts';
import type { View } from '../state/view.ts';

/** What the keys do in a mode, and which rows differ from those of stepping. */
export interface ModeDefinition {
  readonly name: Mode['kind'];
  /** What its keys do, in the order of the help and of the hints. */
  readonly actions: readonly Action[];
  /** The model after a typed character. In modes without it, characters are keys and pasted text is ignored. */
  type?(model: Model, character: string): Model;
  equation?(view: View, width: number): Row;
  narration?(view: View): string;
  /** The hint line, where it is not made of the actions' hints. */
  hint?(view: View): string;
  /** The panel that is shown in place of another. */
  replacePanel?(panel: Panel): Panel;
  /** Rows with a title that are shown in place of all panels. */
  page?(view: View, columns: number): { readonly title: string; readonly rows: readonly Row[] };
  /** What a screen reader says when the mode is entered, in place of the action's announcement. */
  announceEntry?(view: View): string;
}
