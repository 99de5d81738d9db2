import { panels } from '../panels/panel-table.ts';
import type { Model } from '../state/model.ts';

/** Focuses the panel `by` places on, around the end of the list. */
export function focusPanel(model: Model, by: 1 | -1): Model {
  const index = panels.findIndex(({ name }) => name === model.focusedPanel) + by + panels.length;
  return { ...model, focusedPanel: panels[index % panels.length]?.name ?? model.focusedPanel, scroll: undefined };
}
