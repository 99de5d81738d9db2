import type { Model } from '../../engine/models/network-or-formula.ts';

/** Whether updates change any parameter. They do in every network. */
export function hasTrainedParameters(model: Model): boolean {
  return model.kind === 'dense' || model.parameters.some(({ isTrained }) => isTrained);
}
