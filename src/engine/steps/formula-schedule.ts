import { items } from '../expressions/lazy-list.ts';
import { hasRole, isSameNode, type Node, nodeKey, parameterNode } from '../graph/node.ts';
import {
  localDerivative,
  nodeGradient,
  nodeValue,
  optimizerQuantity,
  pathTerm,
  type Quantity,
} from '../graph/quantity.ts';
import { backwardOrder } from '../models/backward-order.ts';

import { type Formula, trainedParameters } from '../models/formula.ts';
import { equationNode, formulaErrorNode, formulaGraph } from '../models/formula-graph.ts';
import type { FormulaExperiment } from '../training/experiment.ts';
import { updateRuleOf } from '../training/optimizers.ts';
import { repetitionsIn, type Schedule, type Section, type StepBlock } from './schedule.ts';

/** The quantities that belong together, such as the gradient of a node, its terms, and the factors of these terms. */
type Unit = readonly Quantity[];

/** The schedule of an update of a formula on a batch of `batchSize` samples. */
export function formulaSchedule(experiment: FormulaExperiment, batchSize: number): Schedule {
  const { formula } = experiment;
  const error = formulaErrorNode(formula);
  const forward = formula.equations.map((_, index) => [nodeValue(equationNode(index))]);
  const hasSeveralSamples = batchSize > 1;
  const { wholeBatch, forEachSample } = repetitionsIn(batchSize);
  const section = (phase: Section['phase'], place: typeof forEachSample, units: readonly Unit[]): Section => ({
    phase,
    ...place,
    blocks: [listBlock(units)],
  });
  const parameters = backwardOrder(formula).filter((node) => hasRole(node, 'parameter'));
  const trained = trainedParameters(formula);
  return {
    sections: [
      section('forward', forEachSample, forward.slice(0, error.index)),
      // Equations after the error may depend on it.
      section('error', forEachSample, forward.slice(error.index)),
      section('error', wholeBatch, hasSeveralSamples ? [[nodeValue(error)]] : []),
      section(
        'backward',
        forEachSample,
        backwardOrder(formula).map((node) => backwardUnit(formula, node)),
      ),
      section('backward', wholeBatch, hasSeveralSamples ? parameters.map((node) => [nodeGradient(node)]) : []),
      section(
        'update',
        wholeBatch,
        trained.map((parameter) => updateUnit(experiment, parameter)),
      ),
      section('update', wholeBatch, trained.length > 0 ? [[nodeValue(error, { after: true })]] : []),
    ],
    keyOf: () => 0,
  };
}

/** The local derivatives of a node's consumers, the terms of its gradient if it has several, and its gradient. */
function backwardUnit(formula: Formula, node: Node): Unit {
  const graph = formulaGraph(formula);
  const consumers = isSameNode(node, graph.error) ? [] : [...items(graph.consumersOf(node))];
  return [
    // The derivative of the error by one of its own terms is the path through the error.
    ...consumers.filter((consumer) => !graph.hasGradientOne(consumer)).map((of) => localDerivative(of, node)),
    ...(consumers.length > 1 ? consumers.map((through) => pathTerm(node, through)) : []),
    nodeGradient(node),
  ];
}

/** The variables of the optimizer for a parameter, and the new value of the parameter. */
function updateUnit({ optimizer }: FormulaExperiment, parameter: number): Unit {
  const { variables } = updateRuleOf(optimizer, 'weight');
  const node = parameterNode(parameter);
  return [...variables.map(([name]) => optimizerQuantity(parameter, name)), nodeValue(node, { after: true })];
}

function listBlock(units: readonly Unit[]): StepBlock {
  const quantities = units.flat();
  let offsets: ReadonlyMap<string, number> | undefined;
  const spans = units.flatMap((unit, at) => unit.map(() => at));
  const firsts = startsOf(units);
  return {
    key: 0,
    length: quantities.length,
    unitAround: (offset) => {
      const unit = spans[offset] ?? 0;
      const first = firsts[unit] ?? 0;
      return { first, last: first + (units[unit]?.length ?? 1) - 1 };
    },
    quantityAt: (offset, sample) => {
      const quantity = quantities[offset];
      if (quantity === undefined) throw new RangeError(`no step at offset ${offset} of ${quantities.length}`);
      return sample === undefined ? quantity : { ...quantity, sample };
    },
    offsetOf: (quantity) => {
      offsets ??= new Map(quantities.map((each, at) => [quantityKey(each), at]));
      return offsets.get(quantityKey(quantity));
    },
  };
}

/** The index of the first quantity of each unit. */
function startsOf(units: readonly Unit[]): readonly number[] {
  let start = 0;
  return units.map(({ length }) => {
    start += length;
    return start - length;
  });
}

/** A text that no two quantities of a sample have in common. */
function quantityKey(quantity: Quantity): string {
  const { kind, of } = quantity;
  const place = `${kind} ${nodeKey(of)}`;
  switch (kind) {
    case 'value':
      return `${place} ${quantity.after === true}`;
    case 'gradient':
      return place;
    case 'local':
      return `${place} ${nodeKey(quantity.by)}`;
    case 'path':
      return `${place} ${nodeKey(quantity.through)}`;
  }
}
