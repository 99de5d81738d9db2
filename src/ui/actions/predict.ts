import type { Model } from '../state/model.ts';
import { goTo, moved } from '../state/travel-target.ts';

/** The model after a step one way, where each step shows its equation first and its value on the next key. */
export function predicted(model: Model, direction: 1 | -1): Model {
  const isAnnounced = model.predicting === 'equation shown';
  if (direction === 1) {
    return isAnnounced
      ? { ...goTo(model, moved(model, 'step', 1)), predicting: 'value shown' }
      : { ...model, predicting: 'equation shown' };
  }
  if (isAnnounced) return { ...model, predicting: 'value shown' };
  if (model.position.step === 0) return model;
  return { ...goTo(model, moved(model, 'step', -1)), predicting: 'equation shown' };
}

/** Nothing is announced where the next key leads elsewhere. */
export function unannounced({ predicting }: Model): Model['predicting'] {
  return predicting === 'off' ? 'off' : 'value shown';
}
