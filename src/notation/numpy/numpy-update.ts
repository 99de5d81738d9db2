import { constant, ref } from '../../engine/expressions/expression.ts';
import { isOptimizerState, type OptimizerVariable, type ParameterKind } from '../../engine/graph/optimizer-names.ts';
import { biasCount, type Layer } from '../../engine/models/network.ts';
import type { DenseExperiment } from '../../engine/training/experiment.ts';
import type { UpdateTerms } from '../../engine/training/optimizers/optimizer-method.ts';
import { addsDecay, settingValue, statesOf, updateRuleOf } from '../../engine/training/optimizers.ts';
import { computedForm, numpyExpression } from './numpy-expression.ts';

/** The variable of a parameter or a state after the update. */
export function newName(name: string): string {
  return `${name}_new`;
}

interface Parameters {
  /** The variable: W1 or b1. */
  readonly name: string;
  readonly kind: ParameterKind;
  readonly shape: string;
}

function trainedIn(layer: Layer): readonly Parameters[] {
  const { number, units, fanIn, bias } = layer;
  const weights: Parameters = { name: `W${number}`, kind: 'weight', shape: `(${units}, ${fanIn})` };
  const count = biasCount(units, bias);
  return bias?.trainable === true ? [weights, { name: `b${number}`, kind: 'bias', shape: `(${count},)` }] : [weights];
}

/** The lines that update the parameters of a layer by the optimizer's rule. */
export function* updateLines(
  { optimizer }: DenseExperiment,
  layer: Layer,
): Generator<{ readonly code: string; readonly shape: string }> {
  for (const { name, kind, shape } of trainedIn(layer)) {
    const terms = termsOf(optimizer, name, kind);
    const { variables, updated } = updateRuleOf(optimizer, kind);
    for (const [variable, equation] of variables) {
      yield { code: `${variableName(variable, name)} = ${numpyExpression(computedForm(equation(terms)))}`, shape };
    }
    yield { code: `${newName(name)} = ${numpyExpression(computedForm(updated(terms)))}`, shape };
  }
}

/** The states of the optimizer before the first update. */
export function statesCode({ optimizer, network }: DenseExperiment): string {
  const states = statesOf(optimizer);
  const lines = network.layers
    .flatMap(trainedIn)
    .flatMap(({ name }) => states.map((state) => `${state}_${name} = np.zeros_like(${name})\n`));
  return lines.length === 0 ? '' : `# The states of the optimizer.\n${lines.join('')}`;
}

/** v_W1_new for a state after the update, and mhat_W1 for a number that is not kept. */
function variableName(variable: OptimizerVariable, parameter: string): string {
  const name = `${variable}_${parameter}`;
  return isOptimizerState(variable) ? newName(name) : name;
}

function termsOf(optimizer: DenseExperiment['optimizer'], parameter: string, kind: ParameterKind): UpdateTerms<string> {
  const derivative = ref(`d${parameter}`);
  return {
    parameter: ref(parameter),
    derivative,
    gradient: addsDecay(optimizer, kind) ? ref(`g_${parameter}`) : derivative,
    before: (name) => ref(`${name}_${parameter}`),
    variable: (name) => ref(variableName(name, parameter)),
    hyperparameter: (name) => constant(settingValue(optimizer, name, kind)),
    updateNumber: ref('t'),
    isFirstUpdate: false,
  };
}
