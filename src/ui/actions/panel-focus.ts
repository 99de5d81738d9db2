import { panels } from '../panels/panel-table.ts';
import type { Model } from '../state/model.ts';

/** Focuses the next panel, or the previous one if `direction` is −1. The first panel follows the last one. */
export function focusPanel(model: Model, direction: 1 | -1): Model {
  const index = panels.findIndex(({ name }) => name === model.focusedPanel) + direction + panels.length;
  return { ...model, focusedPanel: panels[index % panels.length]?.name ?? model.focusedPanel, scroll: undefined };
}
