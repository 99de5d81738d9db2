import { leaveHelp } from '../actions/leave-help.ts';
import { pageDown } from '../actions/page-down.ts';
import { pageUp } from '../actions/page-up.ts';
import { quitByControlC } from '../actions/quit.ts';
import { redraw } from '../actions/redraw.ts';
import { scrollDown } from '../actions/scroll-down.ts';
import { scrollUp } from '../actions/scroll-up.ts';
import { suspend } from '../actions/suspend.ts';
import type { Row } from '../draw/rows.ts';
import type { View } from '../state/view.ts';
import { helpRows, helpText } from './help-rows.ts';
import type { ModeDefinition } from './mode-definition.ts';

/** The help lists the keys and the signs in place of the panels. */
export const helpMode: ModeDefinition = {
  name: 'help',
  actions: [scrollDown, scrollUp, leaveHelp, pageDown, pageUp, redraw, suspend, quitByControlC],
  page: (view: View, columns: number): { readonly title: string; readonly rows: readonly Row[] } => ({
    title: view.messages.help.title,
    rows: helpRows(view, columns),
  }),
  announceEntry: helpText,
};
