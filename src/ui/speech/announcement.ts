import type { View } from '../state/view.ts';

/** Returns what a screen reader says after an action; undefined for nothing. `before` is the view before the action. */
export type Announcement = (view: View, before: View) => string | undefined;
