import { optimizerNames } from '../../../engine/training/optimizers.ts';
import type { NoticeFact, PromptProblem } from '../facts.ts';
import type { ChangeMessages, NoticeMessages } from '../messages.ts';
import { nonFiniteAdvice } from './non-finite-words.ts';

export const notices: NoticeMessages = {
  changed: (fact) => `Changed ${fact.change}, ${when(fact)}. u undoes it.`,
  undone: (fact) => `Undone: changing ${fact.change}, ${when(fact)}.`,
  marked: () => 'Marked: differences from this run are shown from now on. = changes something.',
  'by-hand': () => 'By hand: gradients are also shown as a product of rounded factors. y hides it.',
  'not-by-hand': () => 'Gradients are no longer shown by hand.',
  unmarked: () => 'No run is marked any more.',
  'session-differs': () => 'These numbers differ from the saved ones: another version saved them.',
  predicting: () => 'Predict: → shows an equation, and the next → its value.',
  'not-predicting': () => '→ shows each equation with its value.',
  saved: ({ argument }) => `Saved. Opens again with: backstep ${argument}`,
  'not-saved': ({ reason }) => `Not saved: ${reason}`,
  'older-session': ({ reason }) => `This is an older session. The latest cannot be read: ${reason}`,
  'not-kept': ({ reason }) => `Not kept for --resume: ${reason}`,
  lost: ({ quantity, value, update, epoch, cause }) => {
    const place = `${update === epoch ? '' : `update ${update}, `}epoch ${epoch}`;
    return `Stopped: ${quantity} is ${value} in ${place}. ${nonFiniteAdvice(cause)}`;
  },
  refused: ({ reason }) => `Not now: ${reason}.`,
  kink: ({ derivative }) => `${derivative}: too near a kink to compare with differences.`,
  checked,
};

function when({ isOnce, update }: Extract<NoticeFact, { kind: 'changed' | 'undone' }>): string {
  return isOnce ? `at the start of update ${update}` : `from update ${update} on`;
}

function checked(fact: Extract<NoticeFact, { kind: 'checked' }>): string {
  const { derivative, analytic, numeric, relativeError, verdict, layerByLayer } = fact;
  const error = relativeError === undefined ? '' : `, relative error ${relativeError}`;
  const comparison = `${derivative} ${analytic}, numerically ${numeric}${error}: ${verdicts[verdict]}.`;
  if (layerByLayer === undefined) return comparison;
  return `${comparison} This gradient is for a simultaneous update; the layer-by-layer update uses ${layerByLayer}.`;
}

const verdicts = {
  agrees: 'agree',
  disagrees: 'disagree',
  lost: 'not finite',
  'too-small-to-tell': 'too small to tell',
} as const;

/** Why a typed answer cannot be used. The text is shown after the answer. */
export const problems: Readonly<Record<PromptProblem, string>> = {
  unknown: 'there is no such quantity in this update',
  'no step': 'it has no step: it is given, or only a factor',
  'no change': 'that is computed, not set',
  'no value': 'type a name and its new value',
  'too many values': 'only α can follow the method',
  'too many changes': 'there are too many changes already',
  'no number': 'that is not a number',
  'no method': `the methods are ${optimizerNames.join(', ')}`,
  'no activation': 'there is no such activation',
  'no layer': 'there is no such layer',
  'rate too small': 'α has to be greater than 0',
  'no such setting': 'the optimizer has no such setting',
  'setting out of range': 'that is out of its range',
  'needs momentum': 'nesterov and dampening (τ) need a momentum (μ) above 0',
  'nesterov with dampening': 'nesterov allows no dampening',
  'target out of range': 'the loss allows no such target',
  'activation not possible here': 'the layer or the loss does not allow it',
  'not in a formula': 'a formula has no targets and no layers',
};

export const changes: ChangeMessages = {
  value: (name, value) => `${name} to ${value}`,
  optimizer: (method, settings) => `the optimizer to ${method} (${settings.join(', ')})`,
  activation: (layer, activation) => `layer ${layer} to ${activation}`,
};
