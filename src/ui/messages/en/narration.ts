import type { Quantity } from '../../../engine/expressions/quantity.ts';
import { activationOf } from '../../../engine/models/activations.ts';
import { isOutput, layerAt, unitsIn } from '../../../engine/models/network.ts';
import { parameterAt, parameterName } from '../../../engine/models/parameters.ts';
import { unitName } from '../../../engine/models/quantity-name.ts';
import { type Experiment, hasOneStepDelta } from '../../../engine/training/experiment.ts';
import { experimentOf } from '../../state/model.ts';
import { given, shown, type View } from '../../state/view.ts';
import { lostWords, partWords, updatedWords } from './update-narration.ts';

/** A quantity of one unit, on one sample. */
type UnitQuantity = Extract<Quantity, { kind: 'net' | 'out' }>;

/** A derivative of one unit, on one sample. */
type UnitDerivative = Extract<Quantity, { kind: 'out-gradient' | 'slope' | 'delta' }>;

/** What just happened, and why it matters, in plain words; at the start, what to do. */
export function narrate(view: View): string {
  const { model, moment } = view;
  const experiment = experimentOf(model);
  const { network } = experiment;
  if (moment.step === undefined) return 'Nothing is computed yet. Each press of → works out one equation.';
  const { quantity } = moment.step;
  const value = moment.reading.numberOf(quantity);
  if (!Number.isFinite(value)) return lostWords(view, quantity);
  switch (quantity.kind) {
    case 'net':
      return netWords(view, quantity.layer, quantity.unit);
    case 'out':
      return outWords(view, quantity, value);
    case 'error':
      return errorWords(experiment, quantity.unit);
    case 'total-error':
      return totalWords(view, quantity, value);
    case 'out-gradient':
      return outGradientWords(view, quantity, value);
    case 'slope':
      return slopeWords(experiment, quantity.layer, quantity.unit, value);
    case 'delta': {
      const name = unitName(network, quantity.layer, quantity.unit);
      if (hasOneStepDelta(experiment, quantity.layer)) {
        return `① × ② in one, δ: this loss and ${layerAt(network, quantity.layer).activation} leave just that.`;
      }
      return `① × ② = δ, ∂E/∂net_${name}: every weight into ${name} uses it.`;
    }
    case 'path': {
      const through = unitName(network, quantity.layer + 1, quantity.through);
      const old = experiment.updateOrder === 'simultaneous' ? 'still the old weight' : 'with the new weight';
      return quantity.through === 0
        ? `Back from ${through} along its wire, ${old}.`
        : `${unitName(network, quantity.layer, quantity.unit)} also feeds ${through}: the error comes back that way, too.`;
    }
    case 'gradient':
      return gradientWords(view, quantity, value);
    case 'optimizer':
      return partWords(view, quantity);
    case 'updated':
      return updatedWords(view, quantity.parameter, value);
    default:
      return '';
  }
}

function netWords({ model }: View, layer: number, index: number): string {
  const experiment = experimentOf(model);
  const name = unitName(experiment.network, layer, index);
  const bias = layerAt(experiment.network, layer).bias === undefined ? '' : ', and the bias';
  if (layer === 1) {
    return index === 0
      ? `Each input times its wire into ${name}, added${bias}.`
      : `The same inputs, ${name}'s own wires${bias}.`;
  }
  return index === 0
    ? `The outs before, not the nets: each times its wire into ${name}${bias}.`
    : `The same outs, ${name}'s own wires${bias}.`;
}

function outWords(view: View, quantity: UnitQuantity, value: number): string {
  const { model, moment } = view;
  const experiment = experimentOf(model);
  const { activation } = layerAt(experiment.network, quantity.layer);
  if (isOutput(experiment.network, quantity.layer)) {
    const target = moment.known({ kind: 'target', unit: quantity.unit, sample: quantity.sample }) ?? Number.NaN;
    const miss = value - target;
    const size = Math.abs(miss) > 0.25 ? 'much too' : Math.abs(miss) > 0.01 ? 'too' : 'a little too';
    if (miss === 0) return `Wanted ${given(view, target)}: exactly right.`;
    return `Wanted ${given(view, target)}: ${size} ${miss > 0 ? 'high' : 'low'}.`;
  }
  const sentences: Partial<Record<typeof activation, string>> = {
    sigmoid: 'The sigmoid squeezes net between 0 and 1.',
    tanh: 'tanh squeezes net between −1 and 1.',
    identity: 'The identity passes net on as it is.',
    relu: value > 0 ? 'Above 0, relu passes net on as it is.' : 'Not above 0: relu lets nothing through.',
  };
  return sentences[activation] ?? `${activation} bends net into what travels on.`;
}

function errorWords({ loss, network }: Experiment, unit: number): string {
  const name = unitName(network, network.layers.length, unit);
  switch (loss) {
    case 'half-squared-error':
    case 'mean-squared-error':
      return `How far ${name} missed, squared: too high and too low both count.`;
    case 'mean-absolute-error':
      return `How far ${name} missed: too high and too low count the same.`;
    default:
      return `How surprised ${name} is by its target.`;
  }
}

function totalWords(view: View, quantity: Extract<Quantity, { kind: 'total-error' }>, value: number): string {
  const { moment } = view;
  if (quantity.after) {
    const before = moment.reading.numberOf({ kind: 'total-error' });
    const way = value < before ? 'down' : value > before ? 'up' : 'unmoved';
    return `Forward once more, with new weights: ${way} from ${shown(view, before)}. One update done.`;
  }
  if (quantity.sample !== undefined) return `The error of sample ${quantity.sample + 1}.`;
  return moment.reading.update.size > 1
    ? 'The mean over the batch: one number to bring down.'
    : 'One number to bring down.';
}

function outGradientWords(view: View, { layer, unit, sample }: UnitDerivative, value: number): string {
  const { model, moment } = view;
  const { network } = experimentOf(model);
  const name = unitName(network, layer, unit);
  if (isOutput(network, layer)) {
    if (value === 0) return `① ${name} is on target: nothing to gain here.`;
    return value > 0 ? `① Positive: raising out_${name} raises the error.` : `① Negative: raising out_${name} helps.`;
  }
  const paths = Array.from({ length: unitsIn(network, layer + 1) }, (_, through) =>
    Math.abs(moment.known({ kind: 'path', layer, unit, through, sample }) ?? 0),
  );
  const all = paths.reduce((sum, path) => sum + path, 0);
  if (paths.length === 1) return `① The one path from ${name} to the error.`;
  const cancel =
    Math.abs(value) < 0.25 * all ? ' They nearly cancel.' : Math.abs(value) < all ? ' They pull apart.' : '';
  return `① All paths from ${name} to the error, added.${cancel}`;
}

function slopeWords({ network }: Experiment, layer: number, index: number, value: number): string {
  const { activation } = layerAt(network, layer);
  const name = unitName(network, layer, index);
  if (activation === 'sigmoid') {
    const place = value > 0.24 ? 'near its steepest' : value < 0.05 ? 'nearly flat here' : 'at most 0.25';
    return `② The sigmoid's slope at ${name}: ${place}.`;
  }
  if (value === 0 && activationOf(activation).hasKink)
    return `② ${name} is switched off: nothing gets back through it.`;
  return `② The slope of ${activation} at ${name}'s net.`;
}

function gradientWords(view: View, quantity: Extract<Quantity, { kind: 'gradient' }>, value: number): string {
  const { model, moment } = view;
  const { network } = experimentOf(model);
  const name = parameterName(network, quantity.parameter);
  const parameter = parameterAt(network, quantity.parameter);
  const will =
    value > 0 ? `Positive: ${name} will fall.` : value < 0 ? `Negative: ${name} will rise.` : `0: ${name} will stay.`;
  if (quantity.sample !== undefined) return `What sample ${quantity.sample + 1} asks of ${name}.`;
  if (moment.reading.update.size > 1) return `The mean over the batch. ${will}`;
  if (parameter.unit === undefined) return `A bias carries 1, into each unit of its layer: all δ, added. ${will}`;
  if (parameter.kind === 'bias') return `A bias carries 1, so its slope is δ itself. ${will}`;
  const carried = unitName(network, parameter.layer - 1, parameter.input);
  const carries = moment.known(
    parameter.layer === 1
      ? { kind: 'input', unit: parameter.input }
      : { kind: 'out', layer: parameter.layer - 1, unit: parameter.input },
  );
  return `③: ${name} carries ${shown(view, carries ?? Number.NaN)} from ${carried}. ${will}`;
}
