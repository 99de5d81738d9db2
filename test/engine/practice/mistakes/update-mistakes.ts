import { optimizerQuantity, type Quantity } from '../../../../src/engine/graph/quantity.ts';
import {
  newParameterValue,
  oldStateValue,
  parameterGradient,
  totalErrorValue,
} from '../../../../src/engine/models/dense-quantities.ts';
import { isTrained, parameterAt } from '../../../../src/engine/models/parameters.ts';
import type { UpdateValues } from '../../../../src/engine/pass/update-values.ts';
import type { DenseExperiment } from '../../../../src/engine/training/experiment.ts';
import { hyperparameterOf, weightDecayOf } from '../../../../src/engine/training/optimizers.ts';
import { optimizerStep, sampleAt } from '../../../../src/engine/training/update.ts';
import type { WrongNumber } from './mistakes.ts';

/** The numbers of one parameter's update. */
interface UpdateFacts {
  readonly method: string;
  readonly nesterov: boolean;
  readonly w: number;
  /** ∂E_total/∂w, and the gradient of the next parameter of the same kind. */
  readonly g: number;
  readonly otherGradient: number;
  readonly otherNew: number;
  /** g + λw, or g for a decay that is apart from the gradient. */
  readonly gd: number;
  readonly rate: number;
  readonly decay: number;
  readonly mu: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly rho: number;
  readonly epsilon: number;
  readonly step: number;
  readonly v: number;
  readonly m: number;
  readonly s: number;
}

export interface UpdateMistake {
  readonly id: string;
  readonly about: string;
  readonly slips: readonly string[];
  /** The wrong numbers for w⁺, v⁺, m⁺, s⁺, m̂ or v̂. */
  numbers(facts: UpdateFacts): Partial<Record<'w' | 'v' | 'm' | 's' | 'mhat' | 'vhat', number>>;
}

const isAdam = ({ method }: UpdateFacts): boolean => method === 'adam' || method === 'adamw';
const isMomentum = ({ method, mu }: UpdateFacts): boolean => method === 'sgd' && mu > 0;
const isPlain = ({ method, mu }: UpdateFacts): boolean => method === 'sgd' && mu === 0;

/** The update by the optimizer's rule, with other numbers in it. */
function rule(f: UpdateFacts, changes: Partial<UpdateFacts> & { readonly sign?: number } = {}): Record<string, number> {
  const x = { ...f, ...changes };
  const sign = changes.sign ?? 1;
  const gd = changes.gd ?? (changes.g !== undefined ? x.g + (x.method === 'adamw' ? 0 : x.decay * x.w) : x.gd);
  switch (x.method) {
    case 'sgd': {
      if (x.mu === 0) return { w: x.w - sign * x.rate * gd };
      const v = x.mu * x.v + gd;
      return { v, w: x.w - sign * x.rate * (x.nesterov ? gd + x.mu * v : v) };
    }
    case 'adagrad': {
      const s = x.s + gd ** 2;
      return { s, w: x.w - (sign * x.rate * gd) / (Math.sqrt(s) + x.epsilon) };
    }
    case 'rmsprop': {
      const s = x.rho * x.s + (1 - x.rho) * gd ** 2;
      return { s, w: x.w - (sign * x.rate * gd) / (Math.sqrt(s) + x.epsilon) };
    }
    default:
      return adamRule(x, gd, sign);
  }
}

function adamRule(x: UpdateFacts, gd: number, sign = 1): Record<string, number> {
  const m = x.beta1 * x.m + (1 - x.beta1) * gd;
  const v = x.beta2 * x.v + (1 - x.beta2) * gd ** 2;
  const [mhat, vhat] = [m / (1 - x.beta1 ** x.step), v / (1 - x.beta2 ** x.step)];
  return { m, v, mhat, vhat, w: adamStep(x, mhat, Math.sqrt(vhat) + x.epsilon, sign) };
}

function adamStep(x: UpdateFacts, m: number, divisor: number, sign = 1): number {
  const start = x.method === 'adamw' ? x.w * (1 - x.rate * x.decay) : x.w;
  return start - (sign * x.rate * m) / divisor;
}

function withoutSquare(f: UpdateFacts): Record<string, number> {
  if (f.method === 'rmsprop') return { s: f.rho * f.s + (1 - f.rho) * f.gd };
  return f.method === 'adagrad' ? { s: f.s + f.gd } : {};
}

const only = (record: Record<string, number>, ...names: string[]): Record<string, number> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
const u = (id: string, about: string, slips: string[], numbers: UpdateMistake['numbers']): UpdateMistake => ({
  id,
  about,
  slips,
  numbers,
});
const a1 = (f: UpdateFacts) => adamRule(f, f.gd);

export const updateMistakes: readonly UpdateMistake[] = [
  u('U1', 'added instead of subtracted', ['update-added', 'sign-flipped', 'target-output-swapped'], (f) =>
    only(rule(f, { sign: -1 }), 'w'),
  ),
  u('U2', 'forgot α', ['rate-forgotten'], (f) => only(rule(f, { rate: 1 }), 'w')),
  u('U3', 'gave the step α·g', ['change-for-new-value'], (f) => ({ w: f.w - (rule(f).w ?? 0) })),
  u('U4', 'gave −α·g', ['change-for-new-value'], (f) => ({ w: (rule(f).w ?? 0) - f.w })),
  u('U5', 'gave the derivative', ['gradient-for-new-value'], (f) => ({ w: f.g })),
  u('U6', 'α 10 times too big', ['decimal-point'], (f) => only(rule(f, { rate: 10 * f.rate }), 'w')),
  u('U7', 'another weight’s value', ['other-quantity'], (f) => ({ w: f.otherNew })),
  u('U8', 'another weight’s derivative', ['other-quantity'], (f) => only(rule(f, { g: f.otherGradient }), 'w')),
  u('U9', 'w(1 − αg)', ['rate-misplaced'], (f) => (isPlain(f) ? { w: f.w * (1 - f.rate * f.g) } : {})),
  u('U10', 'αw − g', ['rate-misplaced'], (f) => ({ w: f.rate * f.w - f.g })),
  u('U11', 'momentum as a running mean', ['momentum-as-mean'], (f) =>
    isMomentum(f) ? rule({ ...f, v: f.v, gd: f.gd }, { gd: (1 - f.mu) * f.gd }) : {},
  ),
  u('U12', 'momentum with the sign turned', ['momentum-subtracted'], (f) =>
    isMomentum(f) ? rule(f, { v: -f.v }) : {},
  ),
  u('U13', 'μ·g for v', ['momentum-misplaced'], (f) => (isMomentum(f) ? { v: f.mu * f.gd } : {})),
  u('U14', 'α inside v', ['rate-in-velocity'], (f) => (isMomentum(f) ? { v: f.mu * f.v + f.rate * f.gd } : {})),
  u('U21', 'momentum: (1 + μ)', ['momentum-misplaced'], (f) => (isMomentum(f) ? { v: (1 + f.mu) * f.v + f.gd } : {})),
  u('U15', 'weight decay left out', ['decay-left-out'], (f) =>
    f.decay > 0 ? rule({ ...f, decay: 0 }, { gd: f.g }) : {},
  ),
  u('U16', 'weight decay subtracted', ['decay-subtracted'], (f) =>
    f.decay > 0 ? rule({ ...f, decay: -f.decay }, { gd: f.method === 'adamw' ? f.g : f.g - f.decay * f.w }) : {},
  ),
  u('U17', '2λ', ['decay-twice'], (f) =>
    f.decay > 0 ? rule({ ...f, decay: 2 * f.decay }, { gd: f.method === 'adamw' ? f.g : f.g + 2 * f.decay * f.w }) : {},
  ),
  u('U18', 'decay not times α', ['decay-decoupled'], (f) =>
    f.decay > 0 && f.method === 'adamw'
      ? { w: f.w * (1 - f.decay) - (f.rate * (a1(f).mhat ?? 0)) / (Math.sqrt(a1(f).vhat ?? 0) + f.epsilon) }
      : {},
  ),
  u('U19', 'nesterov: no look ahead', ['nesterov-left-out'], (f) =>
    f.nesterov ? { w: f.w - f.rate * (f.mu * f.v + f.gd) } : {},
  ),
  u('U20', 'nesterov: μv only', ['nesterov-left-out'], (f) =>
    f.nesterov ? { w: f.w - f.rate * f.mu * (f.mu * f.v + f.gd) } : {},
  ),
  u('A1', 'no bias correction', ['bias-correction-left-out'], (f) =>
    isAdam(f)
      ? { mhat: a1(f).m ?? 0, vhat: a1(f).v ?? 0, w: adamStep(f, a1(f).m ?? 0, Math.sqrt(a1(f).v ?? 0) + f.epsilon) }
      : {},
  ),
  u('A2', 'correction of m missing', ['bias-correction-left-out'], (f) =>
    isAdam(f) ? { w: adamStep(f, a1(f).m ?? 0, Math.sqrt(a1(f).vhat ?? 0) + f.epsilon) } : {},
  ),
  u('A3', 'correction of v missing', ['bias-correction-left-out'], (f) =>
    isAdam(f) ? { w: adamStep(f, a1(f).mhat ?? 0, Math.sqrt(a1(f).v ?? 0) + f.epsilon) } : {},
  ),
  u('A3b', 'correction without the power', ['bias-correction-without-power'], (f) =>
    isAdam(f)
      ? {
          mhat: (a1(f).m ?? 0) / (1 - f.beta1),
          vhat: (a1(f).v ?? 0) / (1 - f.beta2),
          w: adamStep(f, (a1(f).m ?? 0) / (1 - f.beta1), Math.sqrt((a1(f).v ?? 0) / (1 - f.beta2)) + f.epsilon),
        }
      : {},
  ),
  u('A4', 'ε inside the root', ['epsilon-inside-root'], (f) => {
    if (isAdam(f)) return { w: adamStep(f, a1(f).mhat ?? 0, Math.sqrt((a1(f).vhat ?? 0) + f.epsilon)) };
    return f.method === 'sgd' ? {} : { w: f.w - (f.rate * f.gd) / Math.sqrt((rule(f).s ?? 0) + f.epsilon) };
  }),
  u('A5', 'root left out', ['root-left-out'], (f) => {
    if (isAdam(f)) return { w: adamStep(f, a1(f).mhat ?? 0, (a1(f).vhat ?? 0) + f.epsilon) };
    return f.method === 'sgd' ? {} : { w: f.w - (f.rate * f.gd) / ((rule(f).s ?? 0) + f.epsilon) };
  }),
  u('A6', 'ε left out', ['epsilon-left-out'], (f) => (f.method === 'sgd' ? {} : only(rule(f, { epsilon: 0 }), 'w'))),
  u('A7', 'plain gradient descent', ['momentum-left-out'], (f) => (isPlain(f) ? {} : { w: f.w - f.rate * f.gd })),
  u('A8', 'β1 and β2 exchanged', ['betas-swapped'], (f) =>
    isAdam(f) ? rule(f, { beta1: f.beta2, beta2: f.beta1 }) : {},
  ),
  u('A9', 'β for 1 − β', ['average-weights-swapped'], (f) =>
    isAdam(f) ? { m: (1 - f.beta1) * f.m + f.beta1 * f.gd, v: (1 - f.beta2) * f.v + f.beta2 * f.gd ** 2 } : {},
  ),
  u('A10', 'moments without (1 − β)', ['average-weight-left-out'], (f) =>
    isAdam(f) ? { m: f.beta1 * f.m + f.gd, v: f.beta2 * f.v + f.gd ** 2 } : {},
  ),
  u('A11', 'v without square', ['average-square-forgotten'], (f) =>
    isAdam(f) ? { v: f.beta2 * f.v + (1 - f.beta2) * f.gd } : {},
  ),
  u('A12', 'm with square', ['average-square-forgotten'], (f) =>
    isAdam(f) ? { m: f.beta1 * f.m + (1 - f.beta1) * f.gd ** 2 } : {},
  ),
  u('A13', 'multiplied by the correction', ['bias-correction-inverted'], (f) =>
    isAdam(f) ? { mhat: (a1(f).m ?? 0) * (1 - f.beta1 ** f.step), vhat: (a1(f).v ?? 0) * (1 - f.beta2 ** f.step) } : {},
  ),
  u('A14', 'divided by β', ['bias-correction-inverted'], (f) =>
    isAdam(f) ? { mhat: (a1(f).m ?? 0) / f.beta1 ** f.step, vhat: (a1(f).v ?? 0) / f.beta2 ** f.step } : {},
  ),
  u('A15', 'coupled for decoupled decay', ['decay-in-gradient'], (f) =>
    f.method === 'adamw' && f.decay > 0 ? rule({ ...f, method: 'adam' }, { gd: f.g + f.decay * f.w }) : {},
  ),
  u('A16', 'decoupled for coupled decay', ['decay-decoupled'], (f) =>
    f.method === 'adam' && f.decay > 0 ? rule({ ...f, method: 'adamw' }, { gd: f.g }) : {},
  ),
  u('A17', 'multiplied by the root', ['root-multiplied'], (f) =>
    isAdam(f) ? { w: adamStep(f, (a1(f).mhat ?? 0) * (Math.sqrt(a1(f).vhat ?? 0) + f.epsilon), 1) } : {},
  ),
  u('A18', 's without square', ['average-square-forgotten'], (f) => withoutSquare(f)),
  u('A19', '1 − ρ left out', ['average-weight-left-out'], (f) =>
    f.method === 'rmsprop' ? { s: f.rho * f.s + f.gd ** 2 } : {},
  ),
  u('A20', 'ρ and 1 − ρ exchanged', ['average-weights-swapped'], (f) =>
    f.method === 'rmsprop' ? { s: (1 - f.rho) * f.s + f.rho * f.gd ** 2 } : {},
  ),
];

/** The wrong numbers of a mistake for the first and the last weight, and for the first bias. */
export function updateNumbers(
  mistake: UpdateMistake,
  experiment: DenseExperiment,
  values: UpdateValues,
): readonly WrongNumber[] {
  const { network } = experiment;
  const trained = Array.from({ length: network.parameterCount }, (_, index) => index).filter((index) =>
    isTrained(network, index),
  );
  const chosen = trained.filter(
    (index) => index === 0 || index === network.weightCount - 1 || index === network.weightCount,
  );
  return chosen.flatMap((index) => {
    const numbers = mistake.numbers(updateFacts(experiment, values, index, trained));
    return Object.entries(numbers).map(([name, value]) => ({ quantity: quantityOf(name, index), value }));
  });
}

function quantityOf(name: string, index: number): Quantity {
  return name === 'w' ? newParameterValue(index) : optimizerQuantity(index, name as 'v');
}

function updateFacts(
  experiment: DenseExperiment,
  values: UpdateValues,
  index: number,
  trained: readonly number[],
): UpdateFacts {
  const { optimizer, network } = experiment;
  const next = trained[(trained.indexOf(index) + 1) % trained.length] ?? index;
  const state = (name: 'v' | 'm' | 's'): number => {
    try {
      return values.numberOf(oldStateValue(name, index));
    } catch {
      return 0;
    }
  };
  const w = values.before[index] ?? Number.NaN;
  const g = values.numberOf(parameterGradient(index));
  const decay = weightDecayOf(optimizer, parameterAt(network, index).kind);
  return {
    method: optimizer.method,
    nesterov: optimizer.nesterov === true,
    w,
    g,
    otherGradient: values.numberOf(parameterGradient(next)),
    otherNew: values.after[next] ?? Number.NaN,
    gd: optimizer.method === 'adamw' ? g : g + decay * w,
    rate: optimizer.learningRate,
    decay,
    mu: optimizer.momentum ?? 0,
    beta1: hyperparameterOf(optimizer, 'beta1'),
    beta2: hyperparameterOf(optimizer, 'beta2'),
    rho: hyperparameterOf(optimizer, 'rho'),
    epsilon: hyperparameterOf(optimizer, 'epsilon'),
    step: optimizerStep(values.update),
    v: state('v'),
    m: state('m'),
    s: state('s'),
  };
}

/** The mistakes in the mean over a batch: in E_total, and in the gradients of the first and the last weight. */
export function batchNumbers(id: 'E19' | 'E20' | 'E21' | 'E22' | 'W20', values: UpdateValues): readonly WrongNumber[] {
  const { update } = values;
  const { size, experiment } = update;
  if (size < 2 || experiment.kind !== 'dense') return [];
  const last = experiment.network.weightCount - 1;
  return [totalErrorValue(), parameterGradient(0), parameterGradient(last)].map((quantity) => {
    const right = values.numberOf(quantity);
    const ofSample = (place: number): number => values.numberOf({ ...quantity, sample: sampleAt(update, place) });
    const value = {
      E19: size * right,
      E20: ofSample(0),
      E21: ofSample(size - 1),
      E22: (right * size) / (size - 1),
      W20: ofSample(Math.min(1, size - 1)),
    }[id];
    return { quantity, value };
  });
}

export const batchMistakes = [
  { id: 'E19', about: 'batch: sum for mean', slips: ['sum-for-mean'] },
  { id: 'E20', about: 'batch: only the first sample', slips: ['first-sample-only'] },
  { id: 'E21', about: 'batch: only the last sample', slips: ['first-sample-only'] },
  { id: 'E22', about: 'batch: divided by n − 1', slips: ['mean-of-one-less'] },
  { id: 'W20', about: 'another sample for the batch', slips: ['first-sample-only'] },
] as const;
