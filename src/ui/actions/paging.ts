import { panelNamed } from '../panels/panel-table.ts';
import { type Outcome, withEffect, withoutEffects } from '../state/input.ts';
import type { Model } from '../state/model.ts';

/** The number of rows by which a page key scrolls a text or moves the selection. */
export const rowsPerPage = 8;

/** Scrolls the help or the formula by `rows` rows. A focused panel with a `page` function moves its selection instead. */
export function page(model: Model, rows: number): Outcome {
  const { page: pageInPanel } = panelNamed(model.focusedPanel);
  return model.mode.kind === 'help' || pageInPanel === undefined
    ? withEffect(model, { kind: 'scroll', rows })
    : withoutEffects(pageInPanel(model, rows));
}
