import { formulaPanel } from './formula-panel.ts';
import { networkPanel } from './network/network-panel.ts';
import type { Panel } from './panel.ts';
import { picturePanel } from './picture-panel.ts';
import { weightsPanel } from './weights-panel.tsx';

/** Every panel, in the order in which Tab focuses them. */
export const panels: readonly Panel[] = [networkPanel, formulaPanel, weightsPanel, picturePanel];

/** Throws a RangeError if no panel has the name. */
export function panelNamed(name: string): Panel {
  const panel = panels.find((each) => each.name === name);
  if (panel === undefined) throw new RangeError(`there is no panel ${name}`);
  return panel;
}
