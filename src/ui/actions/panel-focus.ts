import { panels } from '../panels/panel-table.ts';
import type { Model } from '../state/model.ts';

/** Focuses the next panel, or the previous one if `by` is −1. The first panel follows the last one. */
export function focusPanel(model: Model, by: 1 | -1): Model {
  const index = panels.findIndex(({ name }) => name === model.focusedPanel) + by + panels.length;
  return { ...model, focusedPanel: panels[index % panels.length]?.name ?? model.focusedPanel, scroll: undefined };
}
