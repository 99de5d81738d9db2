import { compileCode } from '../expressions/compile-code.ts';
import { type Expression, ref } from '../expressions/expression.ts';
import { javascriptOf } from '../expressions/javascript.ts';
import { hasRole, type Node, nodeKey, parameterNode } from '../graph/node.ts';
import { hyperparameters } from '../graph/optimizer-names.ts';
import { backwardOrder, placesInBackwardOrder } from '../models/backward-order.ts';

import { type Formula, trainedParameters } from '../models/formula.ts';
import { nodesIn } from '../models/formula-graph.ts';
import { isTrained } from '../models/parameters.ts';
import type { CompiledUpdates } from '../steps/compiler.ts';
import { type FormulaExperiment, updatesPerEpoch } from '../training/experiment.ts';
import type { UpdateTerms } from '../training/optimizers/optimizer-method.ts';
import { addsDecay, settingValue, updateRuleOf } from '../training/optimizers.ts';
import { batchDivisor } from '../training/update.ts';
import { formulaCode } from './formula-code.ts';

/**
 * The maximum number of equations and gradients in straight-line code. JavaScript engines do not optimize longer code.
 */
const maxStatements = 400;

export function isFormulaCompilable({ formula, shuffle }: FormulaExperiment): boolean {
  return shuffle === undefined && formula.equations.length + backwardOrder(formula).length <= maxStatements;
}

/**
 * Compiles the updates of a formula to straight-line code. It keeps numbers in variables: the parameters in p0, p1, …,
 * the states of the optimizer in p0_m, …, the equations in e0, e1, …, and the gradients in d0, d1, …
 */
export function compileFormulaUpdates(experiment: FormulaExperiment): CompiledUpdates {
  const { formula, samples, batchSize, optimizer, optimizerFrom } = experiment;
  const columns = formula.inputs.length;
  const { equations, gradients, constants } = formulaCode(formula, {
    variables: {
      equation: (index) => `e${index}`,
      parameter: (index) => `p${index}`,
      input: (index) => `x${index}`,
      gradient: (index) => `d${index}`,
    },
    assign: (variable, value) => `const ${variable} = ${value};`,
    statementsPerFunction: Number.POSITIVE_INFINITY,
    needsGradient: leadsToTrained(formula),
  });
  const places = placesInBackwardOrder(formula);
  const trained = trainedParameters(formula);
  const { states } = updateRuleOf(optimizer, 'weight');
  const variables = formula.parameters.flatMap((_, index) => [
    { name: `p${index}`, place: index },
    ...states.map((state, part) => ({
      name: `p${index}_${state}`,
      place: (part + 1) * formula.parameters.length + index,
    })),
  ]);
  const sums = trained.map((index) => `g${index}`);
  const divisor = batchDivisor({ experiment, size: batchSize }) === 1 ? '' : ' / divisor';
  const code = [
    'let lost;',
    ...variables.map(({ name, place }) => `let ${name} = state[${place}];`),
    'for (let update = number, last = number + count; update < last; update++) {',
    `const first = ((update - 1) % ${updatesPerEpoch(experiment)}) * ${batchSize};`,
    `const end = Math.min(first + ${batchSize}, ${samples.count});`,
    `const divisor = ${experiment.reduction === 'mean' ? 'end - first' : '1'};`,
    `let error = 0${sums.map((name) => `, ${name} = 0`).join('')};`,
    'for (let sample = first; sample < end; sample++) {',
    `const row = sample * ${columns};`,
    ...formula.inputs.map((_, index) => `const x${index} = x[row + ${index}];`),
    ...equations,
    ...gradients,
    `error += e${formula.error};`,
    ...trained.flatMap((index) => {
      const place = places.get(nodeKey(parameterNode(index)));
      return place === undefined ? [] : [`g${index} += d${place};`];
    }),
    '}',
    'if (!Number.isFinite(error)) lost ??= update;',
    `const t = update - ${optimizerFrom - 1};`,
    ...trained.flatMap((index) => ['{', ...updateStatements(experiment, index, `g${index}${divisor}`), '}']),
    '}',
    ...variables.map(({ name, place }) => `state[${place}] = ${name};`),
    'return lost;',
  ].join('\n');
  return compileCode(`(state, number, count) => {\n${code}\n}`, {
    k: constants,
    x: samples.inputs,
    h: hyperparameters.map((name) => settingValue(optimizer, name)),
  });
}

/**
 * Whether the gradient of a node is needed for the gradient of a trained parameter: the node is a trained parameter, or
 * an equation that depends on one.
 */
function leadsToTrained(formula: Formula): (node: Node) => boolean {
  const { equations } = formula;
  const leads = new Uint8Array(equations.length);
  const isNeeded = (node: Node): boolean => {
    if (hasRole(node, 'parameter')) return isTrained(formula, node.index);
    return hasRole(node, 'equation') && leads[node.index] === 1;
  };
  for (const [index, { expression }] of equations.entries()) {
    if (nodesIn(expression).some(isNeeded)) leads[index] = 1;
  }
  return isNeeded;
}

/** The statements that update a parameter by its gradient, and keep the new states of the optimizer. */
function updateStatements({ optimizer }: FormulaExperiment, parameter: number, gradient: string): readonly string[] {
  const rule = updateRuleOf(optimizer, 'weight');
  const leaf = (code: string): Expression<string> => ref(code);
  const terms: UpdateTerms<string> = {
    parameter: leaf(`p${parameter}`),
    derivative: leaf('derivative'),
    gradient: leaf(addsDecay(optimizer, 'weight') ? 'new_g' : 'derivative'),
    before: (name) => leaf(`p${parameter}_${name}`),
    variable: (name) => leaf(`new_${name}`),
    hyperparameter: (name) => leaf(`h[${hyperparameters.indexOf(name)}]`),
    updateNumber: leaf('t'),
    isFirstUpdate: false,
  };
  const code = (expression: Expression<string>): string =>
    javascriptOf(expression, {
      leaf: (text) => text,
      constant: (value) => `(${value})`,
    });
  return [
    `const derivative = ${gradient};`,
    ...rule.variables.map(([name, equation]) => `const new_${name} = ${code(equation(terms))};`),
    `p${parameter} = ${code(rule.updated(terms))};`,
    ...rule.states.map((name) => `p${parameter}_${name} = new_${name};`),
  ];
}
