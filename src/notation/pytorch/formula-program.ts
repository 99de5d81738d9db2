import { ref, replaceLeaves } from '../../engine/expressions/expression.ts';
import { hasRole, inputNode } from '../../engine/graph/node.ts';
import { nodeValue, type Quantity } from '../../engine/graph/quantity.ts';
import { backwardOrder } from '../../engine/models/backward-order.ts';
import { parameterValue } from '../../engine/models/dense-quantities.ts';
import { errorName } from '../../engine/models/error-node.ts';
import { type Formula, formulaNames, trainedParameters } from '../../engine/models/formula.ts';
import { equationNode } from '../../engine/models/formula-graph.ts';
import { hasTrainedParameters } from '../../engine/models/parameters.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import type { FormulaExperiment } from '../../engine/training/experiment.ts';
import { pythonExpression } from './python-expression.ts';
import { optimizerCode, pythonNumber } from './pytorch-terms.ts';

/**
 * Yields the parts of a PyTorch program that computes a formula's error and its derivatives in float64 or, if the formula
 * trains numbers, trains them for `epochs` epochs. The printed numbers are equal to those of backstep except for rounding.
 */
export function* formulaProgram(experiment: FormulaExperiment, epochs: number): Generator<string> {
  const { formula, initial } = experiment;
  const variables = variableNames(formula);
  const isTrained = hasTrainedParameters(formula);
  const variableOf = (quantity: Quantity): string => variables.get(quantityName(formula, quantity)) ?? '';
  yield '# What backstep does, in PyTorch. Every number is a float64.\n';
  yield `import math\n\nimport torch\n\n# ${experiment.name.replace(/\s+/g, ' ')}\n`;
  yield 'torch.set_default_dtype(torch.float64)\n\n';
  for (const [index, parameter] of formula.parameters.entries()) {
    const value = pythonNumber(initial[index] ?? Number.NaN);
    const needsGradient = parameter.isTrained || !isTrained;
    yield `${variableOf(parameterValue(index))} = torch.tensor(${value}${needsGradient ? ', requires_grad=True' : ''})\n`;
  }
  yield* samplesCode(experiment, variableOf);
  yield '\n\n';
  yield* errorCode(experiment, variableOf);
  yield '\n\n';
  if (isTrained) yield* trainingCode(experiment, epochs, variableOf);
  else yield* derivativesCode(experiment, variableOf);
}

/** A tensor for each column of the samples. */
function* samplesCode(
  { formula, samples }: FormulaExperiment,
  variableOf: (quantity: Quantity) => string,
): Generator<string> {
  const columns = formula.inputs.length;
  if (columns > 0) yield '# The samples, a tensor for each column.\n';
  for (const index of formula.inputs.keys()) {
    const values = Array.from({ length: samples.count }, (_, sample) =>
      pythonNumber(samples.inputs[sample * columns + index] ?? Number.NaN),
    );
    yield `${variableOf(nodeValue(inputNode(index)))} = torch.tensor([${values.join(', ')}])\n`;
  }
}

/** A function for the error of a batch. The columns are its arguments, and it computes with all samples at once. */
function* errorCode(
  { formula, reduction }: FormulaExperiment,
  variableOf: (quantity: Quantity) => string,
): Generator<string> {
  const columns = columnsOf(formula, variableOf);
  yield `def error(${columns.join(', ')}):\n`;
  for (const [index, { expression }] of formula.equations.entries()) {
    const code = pythonExpression(
      replaceLeaves(expression, (node) => ref<Quantity>(nodeValue(node))),
      variableOf,
    );
    yield `    ${variableOf(nodeValue(equationNode(index)))} = ${code}\n`;
  }
  const error = variableOf(nodeValue(equationNode(formula.error)));
  yield `    return ${columns.length === 0 ? error : `${error}.${reduction}()`}\n`;
}

function* derivativesCode(
  { formula }: FormulaExperiment,
  variableOf: (quantity: Quantity) => string,
): Generator<string> {
  const error = errorName(formula);
  yield `total = error(${columnsOf(formula, variableOf).join(', ')})\n`;
  if (leadingParameters(formula).size > 0) yield 'total.backward()\n';
  yield `print(${JSON.stringify(error)}, "=", total.item())\n`;
  for (const [index, { name }] of formula.parameters.entries()) {
    const variable = variableOf(parameterValue(index));
    yield `print(${JSON.stringify(`d${error}/d${name}`)}, "=", 0.0 if ${variable}.grad is None else ${variable}.grad.item())\n`;
  }
}

function* trainingCode(
  { formula, optimizer, samples, batchSize }: FormulaExperiment,
  epochs: number,
  variableOf: (quantity: Quantity) => string,
): Generator<string> {
  const trained = trainedParameters(formula).map((index) => ({
    name: variableOf(parameterValue(index)),
    kind: 'weight' as const,
  }));
  const columns = columnsOf(formula, variableOf);
  const all = `error(${columns.join(', ')})`;
  const batch = `error(${columns.map((column) => `${column}[batch]`).join(', ')})`;
  yield `optimizer = ${optimizerCode(optimizer, trained)}\n\n\n`;
  yield `def show(epoch):\n    print("epoch", epoch, "error", ${all}.item())\n\n\n`;
  yield `show(0)
for epoch in range(1, ${epochs} + 1):
    for batch in torch.arange(${samples.count}).split(${batchSize}):
        optimizer.zero_grad()
${backwardCode(formula, columns.length === 0 ? 'error()' : batch, variableOf)}        optimizer.step()
    show(epoch)
`;
  for (const [index, { name }] of formula.parameters.entries()) {
    yield `print(${JSON.stringify(name)}, "=", ${variableOf(parameterValue(index))}.item())\n`;
  }
}

/**
 * The lines that compute the gradients of a batch. PyTorch gives no gradient to a number on which the error does not
 * depend, and its optimizers then leave out the weight decay of this number. The program sets its gradient to 0.
 */
function backwardCode(formula: Formula, batch: string, variableOf: (quantity: Quantity) => string): string {
  const leading = leadingParameters(formula);
  const others = formula.parameters.flatMap(({ isTrained }, index) =>
    isTrained && !leading.has(index) ? [variableOf(parameterValue(index))] : [],
  );
  const hasGradient = formula.parameters.some(({ isTrained }, index) => isTrained && leading.has(index));
  const backward = hasGradient ? [`${batch}.backward()`] : [];
  return [...backward, ...others.map((name) => `${name}.grad = torch.zeros(())`)]
    .map((line) => `        ${line}\n`)
    .join('');
}

/** The indices of the parameters on which the error depends. */
function leadingParameters(formula: Formula): ReadonlySet<number> {
  return new Set(backwardOrder(formula).flatMap((node) => (hasRole(node, 'parameter') ? [node.index] : [])));
}

function columnsOf(formula: Formula, variableOf: (quantity: Quantity) => string): readonly string[] {
  return formula.inputs.map((_, index) => variableOf(nodeValue(inputNode(index))));
}

/** Words that Python or the program uses. */
const reserved = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type print range error total epoch batch optimizer show torch math np sys t sigmoid normal_cdf share over_batch'.split(
    ' ',
  ),
);

/** A Python variable for each name of a formula: h_3 for h[3]. No two are equal. Python normalizes names by NFKC. */
export function variableNames(
  formula: Formula,
  names: readonly string[] = formulaNames(formula),
): ReadonlyMap<string, string> {
  const taken = new Set<string>(reserved);
  return new Map(
    names.map((name) => {
      let variable = name
        .normalize('NFKC')
        .replace(/[^\p{L}\p{Nd}_]+/gu, '_')
        .replace(/_+$/, '');
      while (taken.has(variable)) variable += '_';
      taken.add(variable);
      return [name, variable];
    }),
  );
}
