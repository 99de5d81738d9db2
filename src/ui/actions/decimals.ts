import { announceDecimals } from '../speech/announcements.ts';
import { decimalChoices, type Model } from '../state/model.ts';
import type { Action } from './action.ts';

export const decimals: Action = {
  name: 'decimals',
  keys: ['.'],
  group: 'show',
  words: { help: `decimals: ${decimalChoices.join(', ')}` },
  change: withNextDecimals,
  announce: announceDecimals,
};

function withNextDecimals(model: Model): Model {
  const next = decimalChoices[(decimalChoices.indexOf(model.decimals) + 1) % decimalChoices.length];
  return { ...model, decimals: next ?? model.decimals };
}
