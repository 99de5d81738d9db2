import type { OptimizerVariable } from '../../engine/graph/optimizer-names.ts';
import { parameterName } from '../../engine/models/parameters.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import { hyperparameterOf, type Optimizer, type OptimizerName, statesOf } from '../../engine/training/optimizers.ts';
import { optimizerStep } from '../../engine/training/update.ts';
import type { Direction, NarrationFact } from '../messages/facts.ts';
import { shown, type View } from '../state/view.ts';

/** The fact about a step that computes a variable of the optimizer for a parameter. */
export function optimizerFact(view: View, variable: OptimizerVariable, parameter: number): NarrationFact {
  const { experiment } = view;
  return {
    kind: 'optimizer',
    variable,
    method: experiment.optimizer.method,
    parameter: parameterName(modelOf(experiment), parameter),
    dampening: dampeningIn(view),
  };
}

function dampeningIn({ experiment, snapshot }: View): 'none' | 'first update' | 'later update' {
  if (hyperparameterOf(experiment.optimizer, 'dampening') === 0) return 'none';
  return optimizerStep(snapshot.values.update) === 1 ? 'first update' : 'later update';
}

export function directionOf(difference: number): Direction {
  if (difference > 0) return 'up';
  return difference < 0 ? 'down' : 'none';
}

/** A parameter hardly learns if its |change| is below this fraction of its |value|. */
const minNotableChange = 0.001;

export function newParameterFact(view: View, parameter: number, value: number): NarrationFact {
  const { optimizer } = view.experiment;
  const before = view.snapshot.values.before[parameter] ?? Number.NaN;
  const change = value - before;
  const isPlain = statesOf(optimizer).length === 0;
  return {
    kind: 'new-parameter',
    parameter: parameterName(modelOf(view.experiment), parameter),
    direction: directionOf(change),
    distance: shown(view, Math.abs(change)),
    isTinyChange: Math.abs(change) < minNotableChange * Math.abs(before),
    method: isPlain ? undefined : methodName(optimizer),
  };
}

function methodName({ method, nesterov = false }: Optimizer): OptimizerName | 'nesterov' {
  return nesterov ? 'nesterov' : method;
}
