import { announceNotice } from '../speech/announcements.ts';
import type { Model } from '../state/model.ts';
import type { Action } from './action.ts';

export const predict: Action = {
  name: 'predict',
  keys: ['t'],
  group: 'try',
  words: { help: 'predict: each step shows its equation first, its value on the next key' },
  change: togglePrediction,
  announce: announceNotice,
};

function togglePrediction(model: Model): Model {
  return model.prediction === 'off'
    ? { ...model, prediction: 'answer', notice: { kind: 'predicting' } }
    : { ...model, prediction: 'off', notice: { kind: 'not-predicting' } };
}
