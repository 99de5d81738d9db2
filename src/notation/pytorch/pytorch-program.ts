import { biasCount, type Layer, type Network, outputLayer } from '../../engine/models/network.ts';
import type { DenseExperiment } from '../../engine/training/experiment.ts';
import { sampleOrderOf } from '../../engine/training/shuffle.ts';
import { activationCode, lossCode, optimizerCode, pythonNumber, type TorchVariable } from './pytorch-terms.ts';

/**
 * Yields the parts of a PyTorch program that trains an experiment for `epochs` epochs in float64 and prints the error
 * and the parameters. The printed numbers are equal to those of backstep except for rounding.
 */
export function* pytorchProgram(experiment: DenseExperiment, epochs: number): Generator<string> {
  const { network, samples } = experiment;
  // Python takes a comment in the first two lines for a declaration of the file's encoding if it has a text such as
  // "coding: …". So the name, which can be any text, comes later.
  yield '# What backstep does, in PyTorch. Every number is a float64.\n';
  yield `import torch\nimport torch.nn.functional as F\n\n# ${experiment.name.replace(/\s+/g, ' ')}\n`;
  yield 'torch.set_default_dtype(torch.float64)\n\n';
  yield '# The samples, a row each.\n';
  yield* tensor('inputs', samples.inputs, network.inputs);
  yield* tensor('targets', samples.targets, outputLayer(network).units);
  yield '\n# A row of weights for each unit, as in nn.Linear.weight.\n';
  for (const layer of network.layers) yield* parameters(experiment, layer);
  yield `weights = [${variablesOf(network, 'W', () => true).join(', ')}]\n`;
  yield '\n\n';
  yield forwardCode(network);
  yield '\n\n';
  yield `def error(net, out, target):\n    return ${lossCode(experiment.loss, experiment.reduction)}\n`;
  yield '\n\n';
  yield experiment.updateOrder === 'simultaneous' ? simultaneousCode(experiment) : byLayerCode(experiment);
  yield '\n\n';
  yield* ordersCode(experiment, epochs);
  yield showCode;
  yield trainingCode(experiment, epochs);
  yield printCode('w', 'weights');
  const biases = variablesOf(network, 'b', ({ bias }) => bias !== undefined);
  if (biases.length > 0) yield printCode('b', `[${biases.join(', ')}]`);
}

const showCode = `def show(epoch):
    nets, outs = forward(inputs)
    print("epoch", epoch, "E_total", error(nets[-1], outs[-1], targets).item())


`;

function trainingCode({ samples, batchSize, shuffle }: DenseExperiment, epochs: number): string {
  const order = shuffle === undefined ? `torch.arange(${samples.count})` : 'torch.tensor(orders[epoch - 1])';
  return `show(0)
for epoch in range(1, ${epochs} + 1):
    for batch in ${order}.split(${batchSize}):
        update(batch)
    show(epoch)
`;
}

/** Code that prints the parameters as w1, w2, … or b1, b2, … */
function printCode(letter: string, variables: string): string {
  return `for number, value in enumerate((x for each in ${variables} for x in each.flatten()), 1):
    print(f"${letter}{number} =", value.item())
`;
}

/** Code for a tensor with rows of `columns` numbers. */
function* tensor(name: string, numbers: Float64Array, columns: number): Generator<string> {
  yield `${name} = torch.tensor([\n`;
  for (let start = 0; start < numbers.length; start += columns) {
    yield `    [${Array.from(numbers.subarray(start, start + columns), pythonNumber).join(', ')}],\n`;
  }
  yield '])\n';
}

/**
 * Code for the weights and biases of a layer. A bias tensor has one number for each unit, or one for the whole layer.
 */
function* parameters({ initial }: DenseExperiment, layer: Layer): Generator<string> {
  const { number, firstWeight, firstBias, units, fanIn, bias } = layer;
  yield* tensor(`W${number}`, initial.subarray(firstWeight, firstWeight + units * fanIn), fanIn);
  yield `W${number}.requires_grad_()\n`;
  if (bias === undefined) return;
  const count = biasCount(units, bias);
  const values = Array.from(initial.subarray(firstBias, firstBias + count), pythonNumber).join(', ');
  yield `b${number} = torch.tensor([${values}])${bias.trainable ? '.requires_grad_()' : '  # frozen'}\n`;
}

function variablesOf({ layers }: Network, letter: 'W' | 'b', isIncluded: (layer: Layer) => boolean): readonly string[] {
  return layers.filter(isIncluded).map(({ number }) => `${letter}${number}`);
}

function trainedVariables({ number, bias }: Layer): readonly TorchVariable[] {
  const weights = { name: `W${number}`, kind: 'weight' } as const;
  return bias?.trainable === true ? [weights, { name: `b${number}`, kind: 'bias' }] : [weights];
}

function forwardCode({ layers }: Network): string {
  const lines = layers.flatMap(({ number, activation, bias }) => [
    `    net = out @ W${number}.T${bias === undefined ? '' : ` + b${number}`}`,
    `    out = ${activationCode(activation)}`,
    '    nets.append(net)',
    '    outs.append(out)',
  ]);
  return `def forward(out):\n    nets, outs = [], []\n${lines.join('\n')}\n    return nets, outs\n`;
}

/** Code for a simultaneous update: all gradients are calculated with the old parameters. */
function simultaneousCode({ network, optimizer }: DenseExperiment): string {
  return `optimizer = ${optimizerCode(optimizer, network.layers.flatMap(trainedVariables))}


def update(batch):
    nets, outs = forward(inputs[batch])
    optimizer.zero_grad()
    error(nets[-1], outs[-1], targets[batch]).backward()
    optimizer.step()
`;
}

/**
 * Code for a layer-by-layer update, from the output layer back. δ of a layer is calculated with the new weights of the
 * next layer.
 */
function byLayerCode({ network, optimizer }: DenseExperiment): string {
  const optimizers = network.layers.map((layer) => optimizerCode(optimizer, trainedVariables(layer)));
  const biases = network.layers.map(({ number, bias }) => (bias?.trainable === true ? `b${number}` : 'None'));
  return `optimizers = [
    ${optimizers.join(',\n    ')},
]
biases = [${biases.join(', ')}]


def update(batch):
    nets, outs = forward(inputs[batch])
    loss = error(nets[-1], outs[-1], targets[batch])
    delta = torch.autograd.grad(loss, nets[-1], retain_graph=True)[0]
    for at in reversed(range(len(weights))):
        W, b = weights[at], biases[at]
        carried = inputs[batch] if at == 0 else outs[at - 1].detach()
        W.grad = delta.T @ carried
        if b is not None:
            b.grad = delta.sum(dim=0) if len(b) == len(W) else delta.sum().reshape(1)
        slope = None if at == 0 else torch.autograd.grad(outs[at - 1].sum(), nets[at - 1], retain_graph=True)[0]
        optimizers[at].step()
        if at > 0:
            delta = (delta @ W.detach()) * slope
`;
}

/** Code for the orders of the samples in all epochs; no code if the samples are not shuffled. */
function* ordersCode(experiment: DenseExperiment, epochs: number): Generator<string> {
  if (experiment.shuffle === undefined) return;
  yield '# The order of each epoch, as backstep shuffles it.\norders = [\n';
  for (let epoch = 1; epoch <= epochs; epoch++)
    yield `    [${sampleOrderOf(experiment, epoch)?.samples.join(', ')}],\n`;
  yield ']\n\n\n';
}
