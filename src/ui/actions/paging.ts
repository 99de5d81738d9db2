import { panelNamed } from '../panels/panel-table.ts';
import type { Effect } from '../state/input.ts';
import type { Model } from '../state/model.ts';

/** The number of rows by which a page key scrolls a text or moves the selection. */
export const rowsPerPage = 8;

/** Moves the selection by `rows` rows if the focused panel has its own `page` function for the page keys. */
export function page(model: Model, rows: number): Model {
  return panelNamed(model.focusedPanel).page?.(model, rows) ?? model;
}

/** Scrolls the formula, unless the focused panel has its own `page` function for the page keys. */
export function pageEffect(model: Model, rows: number): Effect | undefined {
  return panelNamed(model.focusedPanel).page === undefined ? { kind: 'scroll', rows } : undefined;
}
