import { forward } from '../../src/engine/pass/forward-pass.ts';
import { createWorkspace } from '../../src/engine/pass/workspace.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { sampleAt, updateAt } from '../../src/engine/training/update.ts';

/** A unit in the forward pass of one sample. */
interface ComputedUnit {
  readonly activation: string;
  readonly net: number;
  readonly out: number;
  /** Undefined for a hidden unit. */
  readonly target: number | undefined;
  /** The nets of its layer. */
  readonly nets: readonly number[];
}

/** What is difficult about a unit for the gradient check. */
const difficultUnits = {
  'a gelu with a net below −8': ({ activation, net }) => activation === 'gelu' && net < -8,
  'a silu, elu or softplus with a net below −20': ({ activation, net }) =>
    ['silu', 'elu', 'softplus'].includes(activation) && net < -20,
  'a sigmoid or tanh with a net beyond 20': ({ activation, net }) =>
    ['sigmoid', 'tanh'].includes(activation) && Math.abs(net) > 20,
  'a softmax with a net beyond 1e6': ({ activation, net }) => activation === 'softmax' && Math.abs(net) > 1e6,
  'a softmax with two equal nets': ({ activation, net, nets }) =>
    activation === 'softmax' && nets.filter((each) => each === net).length > 1,
  'a relu or leaky-relu at or near its kink': ({ activation, net }) =>
    ['relu', 'leaky-relu'].includes(activation) && Math.abs(net) < 1e-3,
  'an elu at or near its jump': ({ activation, net }) => activation === 'elu' && Math.abs(net) < 1e-3,
  'an out that equals its target': ({ out, target }) => out === target,
  'an out that nearly equals its target': ({ out, target }) =>
    target !== undefined && out !== target && Math.abs(out - target) < 1e-6 * Math.abs(target),
} satisfies Record<string, (unit: ComputedUnit) => boolean>;

/** What is difficult about an experiment apart from its units. */
const difficultExperiments = {
  'the sum of a batch of several': ({ reduction, batchSize }) => reduction === 'sum' && batchSize > 1,
  '30 layers': ({ network }) => network.layers.length === 30,
  'an input above 100': ({ samples }) => samples.inputs.some((input) => Math.abs(input) > 100),
  'an input below 1e-3': ({ samples }) => samples.inputs.some((input) => input !== 0 && Math.abs(input) < 1e-3),
} satisfies Record<string, (experiment: DenseExperiment) => boolean>;

/** The number of experiments with each difficulty in their first update. */
export function difficultiesOf(experiments: readonly DenseExperiment[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const experiment of experiments) {
    const units = unitsOf(experiment);
    for (const [difficulty, isDifficult] of Object.entries(difficultUnits)) {
      counts[difficulty] = (counts[difficulty] ?? 0) + (units.some(isDifficult) ? 1 : 0);
    }
    for (const [difficulty, isDifficult] of Object.entries(difficultExperiments)) {
      counts[difficulty] = (counts[difficulty] ?? 0) + (isDifficult(experiment) ? 1 : 0);
    }
  }
  return counts;
}

function unitsOf(experiment: DenseExperiment): readonly ComputedUnit[] {
  const update = updateAt(experiment, 1);
  const workspace = createWorkspace(experiment, 1);
  return Array.from({ length: update.size }, (_, place) => sampleAt(update, place)).flatMap((sample) => {
    forward(workspace, experiment.initial, sample, 0);
    return workspace.layers.flatMap(({ number, activation, firstUnit, units }) => {
      const nets = [...workspace.nets.subarray(firstUnit, firstUnit + units)];
      return nets.map((net, unit) => ({
        activation,
        net,
        nets,
        out: workspace.outs[firstUnit + unit] ?? Number.NaN,
        target: number === workspace.layers.length ? workspace.targets[sample * units + unit] : undefined,
      }));
    });
  });
}
