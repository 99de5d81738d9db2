import { hasRole } from '../../engine/graph/node.ts';
import type { Quantity } from '../../engine/graph/quantity.ts';
import { nodeOf } from '../../engine/graph/quantity.ts';
import { formulaNames } from '../../engine/models/formula.ts';
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
import { errorNameOf } from '../state/view.ts';
import type { Action, ActionWords } from './action.ts';
import { hintUnlessMoving } from './hints.ts';
import { openPrompt } from './prompts.ts';

interface FindWords extends ActionWords {
  readonly question: string;
  readonly examples: string;
  /** `error` is the name of the error, `name` that of another quantity. */
  formulaExamples(error: string, name: string): string;
}

const maxCharacters = 40;

export const find: Action<FindWords> = {
  name: 'find',
  keys: ['/'],
  group: 'look',
  words: {
    help: 'find a quantity by name: w12, dE_total/dout_h1',
    hint: 'find',
    helpInFormulas: 'find a quantity by name: x, df/dx, h[3]',
    question: 'find:',
    examples: 'w12, net_h1, dE_total/dout_h1 … then Enter; Esc goes back',
    formulaExamples: (error, name) => `${name}, d${error}/d${name}, ${error} … then Enter; Esc goes back`,
  },
  hint: hintUnlessMoving(13),
  change: (model) => openPrompt(model, namePrompt),
  announce: announcePrompt,
};

const namePrompt: Prompt = {
  question: ({ messages }) => wordsOf(messages.actions, find).question,
  hint: (view) => {
    const { examples, formulaExamples } = wordsOf(view.messages.actions, find);
    const { experiment } = view;
    if (experiment.kind === 'dense') return examples;
    return formulaExamples(errorNameOf(view), formulaNames(experiment.formula)[0] ?? '');
  },
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
  const step = stepOf(update, quantity);
  // In a formula, ∂q/∂x and the terms of ∂f/∂x have steps of their own.
  const isPart = quantity.kind === 'local' || quantity.kind === 'path';
  if (parameter !== undefined && !(isPart && step !== undefined)) {
    return withoutEffects({ ...model, selected: parameter, scroll: undefined });
  }
  if (step === undefined) return 'no step';
  return withoutEffects(goTo({ ...model, selected: undefined }, { ...position, step }));
}

/**
 * The parameter of w5, w5⁺, dnet_o1/dw5 or dE_total/dw5. Undefined for other quantities, and for the gradient of one
 * sample of a batch: dE_total/dw5@2.
 */
function parameterMeant(quantity: Quantity): number | undefined {
  if (quantity.kind === 'gradient' && quantity.sample !== undefined) return undefined;
  const node = nodeOf(quantity);
  return hasRole(node, 'parameter') ? node.index : undefined;
}
