import type { Quantity } from '../../engine/expressions/quantity.ts';
import { quantityNamed } from '../../engine/steps/name-parser.ts';
import { stepOf } from '../../engine/steps/steps.ts';
import { endOfEpoch } from '../../engine/timeline/navigation.ts';
import { updateOf } from '../../engine/training/run.ts';
import { ascii, inGlyphs } from '../../notation/glyphs.ts';
import type { Action } from '../actions/action.ts';
import { edited } from '../actions/run-edits.ts';
import { type Asking, type Model, type Problem, presentStep, sampleInSight } from '../state/model.ts';
import { goTo } from '../state/travel-target.ts';
import { typedAfter } from './typing.ts';

const mostDigits = 9;
const mostLetters = { quantity: 40, change: 60, file: 200 } as const;

/** The model after an action while a question is open. */
export function reduceAsking(model: Model, asking: Asking, action: Action): Model {
  const typed = typedAfter(asking.typed, action);
  if (typed !== undefined) {
    const isTaken = action.kind !== 'type' || fits(asking, action.text);
    return isTaken ? { ...model, mode: { ...asking, typed, problem: undefined } } : model;
  }
  switch (action.kind) {
    case 'cancel':
      return { ...model, mode: { kind: 'stepping' } };
    case 'confirm':
      return answered(model, asking);
    default:
      return model;
  }
}

function fits({ for: what, typed }: Asking, text: string): boolean {
  if (what === 'epoch') return /^\d$/.test(text) && typed.length < mostDigits;
  const isOneWord = what === 'quantity';
  return text >= ' ' && !(isOneWord && text === ' ') && typed.length < mostLetters[what];
}

function answered(model: Model, asking: Asking): Model {
  const stepping: Model = { ...model, mode: { kind: 'stepping' } };
  if (asking.typed === '') return stepping;
  if (asking.for === 'epoch') return goTo(stepping, endOfEpoch(model.run, Number(asking.typed)));
  // The caller saves, and says how that went.
  if (asking.for === 'file') return stepping;
  const outcome = asking.for === 'change' ? edited(stepping, asking.typed) : found(stepping, asking.typed);
  return typeof outcome === 'string' ? { ...model, mode: { ...asking, problem: outcome } } : outcome;
}

/**
 * Chooses a parameter by its name or that of its derivative; goes to the step of any other quantity in this update. What
 * is not there, or has no step to go to, is a problem.
 */
function found(model: Model, name: string): Model | Problem {
  const { run, position } = model;
  const update = updateOf(run, position.update);
  const text = inGlyphs(name, ascii);
  const sample = sampleInSight(update, presentStep(model));
  const quantity = quantityNamed(update, text) ?? quantityNamed(update, `${text}@${sample + 1}`);
  if (quantity === undefined) return 'unknown';
  const parameter = parameterIn(quantity);
  if (parameter !== undefined) return { ...model, pinned: parameter, scroll: undefined };
  const step = stepOf(update, quantity);
  return step === undefined ? 'no step' : goTo({ ...model, pinned: undefined }, { ...position, step });
}

/** The parameter that a name stands for by itself: w5, dE_total/dw5 of the whole batch, w5+. */
function parameterIn(quantity: Quantity): number | undefined {
  if (quantity.kind === 'gradient') return quantity.sample === undefined ? quantity.parameter : undefined;
  const isNew = quantity.kind === 'updated' || quantity.kind === 'parameter' || quantity.kind === 'net-by-parameter';
  return isNew ? quantity.parameter : undefined;
}
