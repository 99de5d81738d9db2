import type { Action } from '../actions/action.ts';
import type { Row } from '../draw/rows.ts';
import type { Panel } from '../panels/panel.ts';
import type { Announcement } from '../speech/announcement.ts';
import type { Mode } from '../state/mode.ts';
import type { Model } from '../state/model.ts';
import type { View } from '../state/view.ts';

/** What the keys do in a mode, and the rows of the screen that are not the same as in stepping mode. */
export interface ModeDefinition {
  readonly name: Mode['kind'];
  /** The actions that keys have in this mode, in the order of the help and of the hint line. */
  readonly actions: readonly Action[];
  /** Whether a character can be typed now. In a mode without this function, only keys of actions do anything. */
  accepts?(model: Model, character: string): boolean;
  equation?(view: View, width: number): Row;
  /** Undefined: the row shows what it shows in stepping mode. */
  narration?(view: View): string | undefined;
  /** The hint line, if it does not consist of the actions' hints. */
  hint?(view: View): string;
  /** The panel that is shown in place of `panel`: `panel` itself, unless this mode replaces it. */
  replacePanel?(panel: Panel): Panel;
  /** A title and rows that are shown in place of all panels. */
  page?(view: View, columns: number): { readonly title: string; readonly rows: readonly Row[] };
  /** What a screen reader says when the mode is entered, in place of the action's announcement. */
  readonly announceEntry?: Announcement;
}
