import { panelNamed } from '../panels/panel-table.ts';
import type { Effect } from '../state/input.ts';
import type { Model } from '../state/model.ts';

/** Rows that one key scrolls. */
export const rowsPerPage = 8;

/** Pages in the focused panel, if it has pages of its own. */
export function page(model: Model, rows: number): Model {
  return panelNamed(model.focusedPanel).page?.(model, rows) ?? model;
}

/** Scrolls, unless the focused panel has pages of its own. */
export function pageEffect(model: Model, rows: number): Effect | undefined {
  return panelNamed(model.focusedPanel).page === undefined ? { kind: 'scroll', rows } : undefined;
}
