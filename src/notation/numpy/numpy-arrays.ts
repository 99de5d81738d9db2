import { biasCount, type Layer, outputLayer } from '../../engine/models/network.ts';
import type { DenseExperiment } from '../../engine/training/experiment.ts';
import { pythonNumber } from '../pytorch/pytorch-terms.ts';

/** The samples and the initial parameters of a network as NumPy arrays, with their shapes in comments. */
export function* arraysCode(experiment: DenseExperiment): Generator<string> {
  const { network, samples, initial } = experiment;
  yield '# The samples, a row each.\n';
  yield* matrix('X', samples.inputs, network.inputs);
  yield* matrix('Y', samples.targets, outputLayer(network).units);
  yield '\n# A row of weights for each unit.\n';
  for (const layer of network.layers) {
    const { number, firstWeight, units, fanIn } = layer;
    yield* matrix(`W${number}`, initial.subarray(firstWeight, firstWeight + units * fanIn), fanIn);
    if (layer.bias !== undefined) yield biasCode(layer, initial);
  }
}

function biasCode({ number, units, bias, firstBias }: Layer, initial: Float64Array): string {
  const count = biasCount(units, bias);
  const values = Array.from(initial.subarray(firstBias, firstBias + count), pythonNumber).join(', ');
  return `b${number} = np.array([${values}])  # (${count},)${bias?.trainable === true ? '' : ', frozen'}\n`;
}

function* matrix(name: string, numbers: Float64Array, columns: number): Generator<string> {
  yield `${name} = np.array([\n`;
  for (let start = 0; start < numbers.length; start += columns) {
    yield `    [${Array.from(numbers.subarray(start, start + columns), pythonNumber).join(', ')}],\n`;
  }
  yield `])  # (${numbers.length / columns}, ${columns})\n`;
}
