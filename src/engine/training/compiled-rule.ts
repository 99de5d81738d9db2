import { compileCode } from '../expressions/compile-code.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { childrenOf, constant, type Expression, leavesIn, ref, withParts } from '../expressions/expression.ts';
import { javascriptOf } from '../expressions/javascript.ts';
import { items } from '../expressions/lazy-list.ts';
import type { Hyperparameter, OptimizerState } from '../graph/optimizer-names.ts';
import type { UpdateRule, UpdateTerms } from './optimizers/optimizer-method.ts';

/**
 * An update rule as fast code, compiled from its equations, with the same operations in the same order. Each function
 * changes `state` in place, which `training-state.ts` describes, and allocates nothing.
 */
export interface CompiledRule {
  /** Updates the parameter at `index` by ∂E_total/∂θ. */
  updateOne(state: Float64Array, index: number, derivative: number): void;
  /** Updates `count` parameters from index `first` on by `sums[index] / divisor`. */
  updateRange(state: Float64Array, first: number, count: number, sums: Float64Array, divisor: number): void;
  /** Updates the weights of a layer by ∂E_total/∂w = δ·input. */
  updateWeights(state: Float64Array, layer: WeightBlock, deltas: Float64Array, inputs: Float64Array): void;
  /** Sets the numbers that change with t, for the optimizer's t-th update. t counts from 1. */
  setTimeStep(t: number): void;
}

/** The weights of a layer: `units` rows of `fanIn` numbers, from index `firstWeight` of the state on. */
export interface WeightBlock {
  readonly firstWeight: number;
  readonly units: number;
  readonly fanIn: number;
  /** The indices of the first δ in the array of δ, and of the first input in the array of inputs. */
  readonly firstDelta: number;
  readonly firstInput: number;
}

/** A number in a compiled rule: a variable of the code, or a number that is the same for all parameters. */
type RuleLeaf =
  | { readonly kind: 'variable'; readonly code: string }
  | { readonly kind: 'shared'; readonly name: Hyperparameter | 't' };

/**
 * Compiles a rule. `parameterCount` is the length of each part of a state. `addsDecay` says whether the first variable
 * of the rule is g, the gradient with weight decay. Returns a function that creates the compiled rule. Each rule that it
 * creates has its own t, but all of them share their code, so that V8 optimizes the code once.
 */
export function compileRule(
  rule: UpdateRule,
  parameterCount: number,
  addsDecay: boolean,
  settingOf: (name: Hyperparameter) => number,
): () => CompiledRule {
  const shared: Expression<RuleLeaf>[] = [];
  const terms = ruleTerms(addsDecay);
  const code = (expression: Expression<RuleLeaf>): string =>
    javascriptOf(withSharedNumbers(expression, shared), {
      leaf: (leaf) => (leaf.kind === 'variable' ? leaf.code : ''),
      constant: (value) => `(${value})`,
    });
  const place = (name: OptimizerState, index: string): string =>
    `state[${index} + ${(rule.states.indexOf(name) + 1) * parameterCount}]`;
  const equations = [
    ...rule.variables.map(([name, equation]) => `const new_${name} = ${code(equation(terms))};`),
    `const new_theta = ${code(rule.updated(terms))};`,
  ];
  /** The statements that update the parameter at `index`. Both texts are names of variables. */
  const update = (index: string, derivative: string): string =>
    [
      `{ const derivative = ${derivative};`,
      `const theta = state[${index}];`,
      ...rule.states.map((name) => `const old_${name} = ${place(name, index)};`),
      ...equations,
      ...rule.states.map((name) => `${place(name, index)} = new_${name};`),
      `state[${index}] = new_theta; }`,
    ].join('\n');
  const locals = Array.from(shared.keys(), (at) => `const c${at} = c[${at}];`).join(' ');
  const compile = <Inputs extends unknown[]>(
    parameters: string,
    body: string,
  ): ((coefficients: Float64Array, ...inputs: Inputs) => void) =>
    compileCode(`(c, ${parameters}) => {\n${locals}\n${body}\n}`);
  const updateOne = compile<Parameters<CompiledRule['updateOne']>>('state, index, value', update('index', 'value'));
  const updateRange = compile<Parameters<CompiledRule['updateRange']>>(
    'state, first, count, sums, divisor',
    `for (let index = first, end = first + count; index < end; index++) ${update('index', 'sums[index] / divisor')}`,
  );
  const updateWeights = compile<Parameters<CompiledRule['updateWeights']>>(
    'state, { firstWeight, units, fanIn, firstDelta, firstInput }, deltas, inputs',
    weightLoops(update),
  );
  return () => {
    const { coefficients, setTimeStep } = createCoefficients(shared, settingOf);
    return {
      updateOne: (state, index, derivative) => updateOne(coefficients, state, index, derivative),
      updateRange: (state, first, count, sums, divisor) =>
        updateRange(coefficients, state, first, count, sums, divisor),
      updateWeights: (state, layer, deltas, inputs) => updateWeights(coefficients, state, layer, deltas, inputs),
      setTimeStep,
    };
  };
}

/** The values of the expressions that are the same for all parameters. `setTimeStep` changes those that contain t. */
function createCoefficients(
  shared: readonly Expression<RuleLeaf>[],
  settingOf: (name: Hyperparameter) => number,
): { readonly coefficients: Float64Array; setTimeStep(t: number): void } {
  const coefficients = new Float64Array(shared.length);
  const setCoefficients = (at: Iterable<number>, t: number): void => {
    const numberOf = (leaf: RuleLeaf): number => {
      if (leaf.kind === 'variable') return Number.NaN;
      return leaf.name === 't' ? t : settingOf(leaf.name);
    };
    for (const index of at) coefficients[index] = evaluate(shared[index] ?? constant(Number.NaN), numberOf);
  };
  const changing = [...shared.keys()].filter((at) => [...leavesIn(shared[at] ?? constant(0))].some(isTime));
  setCoefficients(shared.keys(), 1);
  return { coefficients, setTimeStep: (t) => setCoefficients(changing, t) };
}

/**
 * The loops over the weights of a layer. They update the weights of two units together, so that each input is read half
 * as often. If the number of units is odd, a second loop updates the weights of the last unit.
 */
function weightLoops(update: (index: string, derivative: string) => string): string {
  return `let weight = firstWeight;
let unit = 0;
for (; unit + 1 < units; unit += 2) {
  const partner = weight + fanIn;
  const delta = deltas[firstDelta + unit];
  const partnerDelta = deltas[firstDelta + unit + 1];
  for (let at = 0; at < fanIn; at++) {
    const input = inputs[firstInput + at];
    const index = weight + at;
    const partnerIndex = partner + at;
    ${update('index', 'delta * input')}
    ${update('partnerIndex', 'partnerDelta * input')}
  }
  weight = partner + fanIn;
}
if (unit < units) {
  const delta = deltas[firstDelta + unit];
  for (let at = 0; at < fanIn; at++) {
    const index = weight + at;
    ${update('index', 'delta * inputs[firstInput + at]')}
  }
}`;
}

const isTime = (leaf: RuleLeaf): boolean => leaf.kind === 'shared' && leaf.name === 't';

function ruleTerms(addsDecay: boolean): UpdateTerms<RuleLeaf> {
  const variable = (code: string): Expression<RuleLeaf> => ref({ kind: 'variable', code });
  return {
    parameter: variable('theta'),
    derivative: variable('derivative'),
    gradient: variable(addsDecay ? 'new_g' : 'derivative'),
    before: (name) => variable(`old_${name}`),
    variable: (name) => variable(`new_${name}`),
    hyperparameter: (name) => ref({ kind: 'shared', name }),
    updateNumber: ref({ kind: 'shared', name: 't' }),
    isFirstUpdate: false,
  };
}

/**
 * Replaces each largest part that is the same for all parameters by a variable c0, c1, …, and adds the part to
 * `shared`.
 */
function withSharedNumbers(expression: Expression<RuleLeaf>, shared: Expression<RuleLeaf>[]): Expression<RuleLeaf> {
  if (expression.kind === 'constant') return expression;
  if (expression.kind === 'rewritten') return withSharedNumbers(expression.computed, shared);
  if (isShared(expression)) return ref({ kind: 'variable', code: `c${shared.push(expression) - 1}` });
  return expression.kind === 'leaf' ? expression : withParts(expression, (part) => withSharedNumbers(part, shared));
}

/** Whether an expression has the same value for all parameters of an update. */
function isShared(expression: Expression<RuleLeaf>): boolean {
  if (expression.kind === 'leaf') return expression.leaf.kind === 'shared';
  for (const part of items(childrenOf(expression))) if (!isShared(part)) return false;
  return true;
}
