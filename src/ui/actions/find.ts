import type { Quantity } from '../../engine/expressions/quantity.ts';
import { stepOf } from '../../engine/steps/steps.ts';
import { updateOf } from '../../engine/training/run.ts';
import type { PromptProblem } from '../messages/facts.ts';
import { wordsOf } from '../messages/word-table.ts';
import { announcePrompt } from '../speech/prompt-announcement.ts';
import { type Outcome, withoutEffects } from '../state/input.ts';
import type { Model } from '../state/model.ts';
import { goTo } from '../state/prediction.ts';
import type { Prompt } from '../state/prompt.ts';
import { quantityMeant } from '../state/selection.ts';
import type { Action, ActionWords } from './action.ts';
import { hintUnlessMoving } from './hints.ts';
import { openPrompt } from './prompts.ts';

interface FindWords extends ActionWords {
  readonly question: string;
  readonly examples: string;
}

const maxCharacters = 40;

export const find: Action<FindWords> = {
  name: 'find',
  keys: ['/'],
  group: 'look',
  words: {
    help: 'find a quantity by name: w12, dE_total/dout_h1',
    hint: 'find',
    question: 'find:',
    examples: 'w12, net_h1, dE_total/dout_h1 … then Enter; Esc goes back',
  },
  hint: hintUnlessMoving(13),
  change: (model) => openPrompt(model, namePrompt),
  announce: announcePrompt,
};

const namePrompt: Prompt = {
  question: ({ messages }) => wordsOf(messages.actions, find).question,
  hint: ({ messages }) => wordsOf(messages.actions, find).examples,
  accepts: (typed, character) => character > ' ' && typed.length < maxCharacters,
  submit: findQuantity,
};

/** Selects the parameter that a name such as w5 or dE_total/dw5 means. For another quantity, goes to its step. */
function findQuantity(model: Model, name: string): Outcome | PromptProblem {
  const { run, position } = model;
  const update = updateOf(run, position.update);
  const quantity = quantityMeant(model, name);
  if (quantity === undefined) return 'unknown';
  const parameter = parameterMeant(quantity);
  if (parameter !== undefined) return withoutEffects({ ...model, selected: parameter, scroll: undefined });
  const step = stepOf(update, quantity);
  if (step === undefined) return 'no step';
  return withoutEffects(goTo({ ...model, selected: undefined }, { ...position, step }));
}

/**
 * The parameter of w5, w5⁺, dnet_o1/dw5 or dE_total/dw5. Undefined for other quantities, and for the gradient of one
 * sample of a batch: dE_total/dw5@2.
 */
function parameterMeant(quantity: Quantity): number | undefined {
  if (quantity.kind === 'gradient') return quantity.sample === undefined ? quantity.parameter : undefined;
  const meansParameter =
    quantity.kind === 'updated' || quantity.kind === 'parameter' || quantity.kind === 'net-by-parameter';
  return meansParameter ? quantity.parameter : undefined;
}
