import type { View } from '../state/view.ts';

/** What a screen reader says after an action, given the view after and before it. Undefined says nothing. */
export type Announcement = (view: View, before: View) => string | undefined;
