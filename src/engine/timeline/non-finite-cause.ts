import { evaluate } from '../expressions/evaluate.ts';
import { childrenOf, type Expression, leavesIn, ref } from '../expressions/expression.ts';
import { items } from '../expressions/lazy-list.ts';
import { isAfterUpdate, isNewParameter, isValueOf, type Quantity } from '../graph/quantity.ts';
import { equationNode } from '../models/formula-graph.ts';
import { readUpdate, type UpdateValues } from '../pass/update-values.ts';
import { equationOf } from '../steps/equation.ts';
import { phaseSpans, stepOf } from '../steps/steps.ts';
import { hyperparameterOf, type Optimizer, weightDecayOf } from '../training/optimizers.ts';
import { initialState } from '../training/training-state.ts';

/** The operation of an equation whose operands are finite and whose result is not. */
export type FailedOperation =
  /** A result larger than the largest double. */
  | { readonly kind: 'overflow'; readonly operation: OverflowingOperation }
  /** A function or a power that has no value for its operands: ln(−1), (−1)^0.5. */
  | { readonly kind: 'undefined'; readonly operation: 'power' | 'function' }
  | DivisionByZero;

export type OverflowingOperation = 'sum' | 'product' | 'quotient' | 'power' | 'function';

/** 0/0 or x/0. `isEpsilonZero`: the denominator contains ε, as √v̂ + ε does, and ε is 0. */
export interface DivisionByZero {
  readonly kind: 'division-by-zero';
  readonly isNumeratorZero: boolean;
  readonly denominator: Expression<Quantity>;
  readonly isEpsilonZero: boolean;
}

/** Why a quantity is infinite or NaN. It is the first infinite or NaN quantity of its update. */
export interface NonFiniteCause {
  /** Undefined if the loops overflow where the equation, which has another order of operations, does not. */
  readonly failed: FailedOperation | undefined;
  /** Whether the quantity is infinite or NaN with the initial parameters. The learning rate is then not the cause. */
  readonly isFromStart: boolean;
  /** The setting without which the quantity would be finite. Only a momentum of at least 1 is named. */
  readonly setting: 'momentum' | 'weightDecay' | undefined;
}

/** Why `quantity` is infinite or NaN. All quantities of the update before it are finite. */
export function nonFiniteCause(values: UpdateValues, quantity: Quantity): NonFiniteCause {
  return {
    failed: failedOperation(values, ref(quantity)),
    isFromStart: isFromStart(values, quantity),
    setting: causingSetting(values, quantity),
  };
}

function causingSetting({ update, before }: UpdateValues, quantity: Quantity): NonFiniteCause['setting'] {
  const { experiment, number } = update;
  const { optimizer } = experiment;
  if (!isValueOf(quantity, 'optimizer') && !isAfterUpdate(quantity)) return undefined;
  const isFiniteWith = (changed: Optimizer): boolean =>
    Number.isFinite(readUpdate({ ...experiment, optimizer: changed }, number, before).numberOf(quantity));
  const hasDecay = weightDecayOf(optimizer, 'weight') > 0 || weightDecayOf(optimizer, 'bias') > 0;
  if (hasDecay && isFiniteWith({ ...optimizer, weightDecay: 0 })) return 'weightDecay';
  // The smallest momentum stands for 0, because with 0 the state would have no velocities.
  const isGrowing = hyperparameterOf(optimizer, 'momentum') >= 1;
  return isGrowing && isFiniteWith({ ...optimizer, momentum: Number.MIN_VALUE }) ? 'momentum' : undefined;
}

/**
 * The first operation, from the inside out and from left to right, whose result is infinite or NaN. It can be in the
 * equation of a quantity of the expression: the nets, outs and errors behind E_total⁺ have no steps of their own.
 */
function failedOperation(values: UpdateValues, expression: Expression<Quantity>): FailedOperation | undefined {
  const { update, numberOf } = values;
  const inside = (part: Expression<Quantity>): FailedOperation | undefined => failedOperation(values, part);
  switch (expression.kind) {
    case 'constant':
      return undefined;
    case 'leaf': {
      if (Number.isFinite(numberOf(expression.leaf))) return undefined;
      const equation = equationOf(update, earliestNonFinite(values, expression.leaf));
      return equation.kind === 'given' ? undefined : inside(equation);
    }
    case 'rewritten':
      return inside(expression.computed);
    case 'conditional':
      return inside(expression.test) ?? inside(chosenBranch(expression, numberOf));
    case 'negative':
      return inside(expression.operand);
    case 'quotient':
      return (
        inside(expression.numerator) ??
        inside(expression.denominator) ??
        divisionByZero(expression, numberOf) ??
        failureOf(expression, 'quotient', numberOf)
      );
    case 'sum':
    case 'difference':
    case 'product':
    case 'power':
    case 'call': {
      for (const part of items(childrenOf(expression))) {
        const failed = inside(part);
        if (failed !== undefined) return failed;
      }
      return failureOf(expression, operationNames[expression.kind], numberOf);
    }
  }
}

/**
 * For an equation of a formula that is infinite or NaN: the first such equation in the same pass. All numbers that it
 * uses are finite, so the search needs no deep recursion.
 */
function earliestNonFinite({ update: { experiment }, numberOf }: UpdateValues, quantity: Quantity): Quantity {
  if (experiment.kind !== 'formula' || !isValueOf(quantity, 'equation')) return quantity;
  for (let index = 0; index < quantity.of.index; index++) {
    const earlier: Quantity = { ...quantity, of: equationNode(index) };
    if (!Number.isFinite(numberOf(earlier))) return earlier;
  }
  return quantity;
}

const operationNames = {
  sum: 'sum',
  difference: 'sum',
  product: 'product',
  power: 'power',
  call: 'function',
} as const;

function chosenBranch(
  { test, ifPositive, otherwise }: Extract<Expression<Quantity>, { kind: 'conditional' }>,
  numberOf: (quantity: Quantity) => number,
): Expression<Quantity> {
  return evaluate(test, numberOf) <= 0 ? otherwise : ifPositive;
}

function failureOf(
  expression: Expression<Quantity>,
  operation: OverflowingOperation,
  numberOf: (quantity: Quantity) => number,
): FailedOperation | undefined {
  const value = evaluate(expression, numberOf);
  if (Number.isFinite(value)) return undefined;
  const hasNoValue = Number.isNaN(value) && (operation === 'power' || operation === 'function');
  return hasNoValue ? { kind: 'undefined', operation } : { kind: 'overflow', operation };
}

function divisionByZero(
  { numerator, denominator }: Extract<Expression<Quantity>, { kind: 'quotient' }>,
  numberOf: (quantity: Quantity) => number,
): DivisionByZero | undefined {
  if (evaluate(denominator, numberOf) !== 0) return undefined;
  const isEpsilonZero = Array.from(leavesIn(denominator)).some(
    (quantity) => isValueOf(quantity, 'setting') && quantity.of.block.name === 'epsilon' && numberOf(quantity) === 0,
  );
  const isNumeratorZero = evaluate(numerator, numberOf) === 0;
  return { kind: 'division-by-zero', isNumeratorZero, denominator, isEpsilonZero };
}

/**
 * Whether a quantity of an update is infinite or NaN without any training. In update 1, this is true of a quantity that
 * is computed from the initial parameters. In a later update, the quantity is computed again from these parameters.
 */
function isFromStart({ update }: UpdateValues, quantity: Quantity): boolean {
  if (isNewParameter(quantity) || (isAfterUpdate(quantity) && !isValueOf(quantity, 'optimizer'))) return false;
  const { experiment, number } = update;
  if (number > 1) return !Number.isFinite(readUpdate(experiment, number, initialState(experiment)).numberOf(quantity));
  if (experiment.updateOrder === 'simultaneous') return true;
  // A layer-by-layer update computes the δ of hidden layers from the new weights of the output layer.
  const firstChange = phaseSpans(update).find(({ phase }) => phase === 'update');
  const step = stepOf(update, quantity);
  return step === undefined || firstChange === undefined || step < firstChange.first;
}
