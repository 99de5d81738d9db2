import type { Quantity } from '../../graph/quantity.ts';
import {
  delta,
  inputValue,
  netValue,
  newParameterValue,
  outGradient,
  outValue,
  parameterGradient,
  parameterValue,
  targetValue,
} from '../../models/dense-quantities.ts';
import { layerAt, unitsIn } from '../../models/network.ts';
import { biasIndex, weightIndex } from '../../models/parameters.ts';
import type { DenseExperiment } from '../../training/experiment.ts';
import { sampleAt, type Update } from '../../training/update.ts';
import type { LayerRole } from './array-roles.ts';

/** How the numbers of a program's arrays are laid out. */
export interface Layout {
  /** Whether a row of a weight matrix belongs to a unit (PyTorch) or to an input (Keras, x·W). */
  readonly weights: 'units-by-inputs' | 'inputs-by-units';
  /** Whether a row or a column belongs to a sample. */
  readonly samples: 'rows' | 'columns';
}

export const layouts: readonly Layout[] = [
  { weights: 'units-by-inputs', samples: 'rows' },
  { weights: 'inputs-by-units', samples: 'rows' },
  { weights: 'units-by-inputs', samples: 'columns' },
  { weights: 'inputs-by-units', samples: 'columns' },
];

/** The rows and columns that an array should have. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

/** The numbers of a layer, and the shape of the matrix in which they are laid out. */
interface LayerBlock extends Shape {
  quantityAt(row: number, column: number): Quantity;
}

/** The matrix that the numbers of a layer form. */
export function blockOf(update: Update, role: LayerRole, layerNumber: number, layout: Layout): LayerBlock | undefined {
  const { experiment } = update;
  if (experiment.kind !== 'dense') return undefined;
  const matrix = matrixOf(experiment, update, role, layerNumber);
  if (matrix === undefined) return undefined;
  const isTransposed = matrix.kind === 'weights' ? layout.weights === 'inputs-by-units' : layout.samples === 'columns';
  if (!isTransposed || matrix.kind === 'biases') return matrix;
  return { rows: matrix.columns, columns: matrix.rows, quantityAt: (row, column) => matrix.quantityAt(column, row) };
}

type Matrix = LayerBlock & { readonly kind: 'weights' | 'biases' | 'samples' };

function matrixOf(
  experiment: DenseExperiment,
  update: Update,
  role: LayerRole,
  layerNumber: number,
): Matrix | undefined {
  const { network } = experiment;
  const samples = (units: number, quantity: (unit: number, sample: number | undefined) => Quantity): Matrix => ({
    kind: 'samples',
    rows: update.size,
    columns: units,
    quantityAt: (row, unit) => quantity(unit, update.size > 1 ? sampleAt(update, row) : undefined),
  });
  const units = unitsIn(network, layerNumber);
  const weights = (quantity: (parameter: number) => Quantity): Matrix => {
    const layer = layerAt(network, layerNumber);
    return {
      kind: 'weights',
      rows: layer.units,
      columns: layer.fanIn,
      quantityAt: (unit, input) => quantity(weightIndex(layer, unit, input)),
    };
  };
  const biases = (quantity: (parameter: number) => Quantity): Matrix | undefined => {
    const layer = layerAt(network, layerNumber);
    if (layer.bias === undefined) return undefined;
    const count = layer.bias.each === 'layer' ? 1 : layer.units;
    return {
      kind: 'biases',
      rows: 1,
      columns: count,
      quantityAt: (_, unit) => quantity(biasIndex(layer, unit) ?? Number.NaN),
    };
  };
  switch (role) {
    case 'weights':
      return weights(parameterValue);
    case 'new-weights':
      return weights(newParameterValue);
    case 'weight-gradients':
      return weights((parameter) => parameterGradient(parameter));
    case 'biases':
      return biases(parameterValue);
    case 'new-biases':
      return biases(newParameterValue);
    case 'bias-gradients':
      return biases((parameter) => parameterGradient(parameter));
    case 'nets':
      return samples(units, (unit, sample) => netValue(layerNumber, unit, { sample }));
    case 'outs':
      return samples(units, (unit, sample) => outValue(layerNumber, unit, { sample }));
    case 'net-gradients':
      return samples(units, (unit, sample) => delta(layerNumber, unit, sample));
    case 'out-gradients':
      return samples(units, (unit, sample) => outGradient(layerNumber, unit, sample));
    case 'inputs':
      return samples(network.inputs, (unit, sample) => inputValue(unit, sample));
    case 'targets':
      return samples(units, (unit, sample) => targetValue(unit, sample));
  }
}

/**
 * Whether an array of this shape can hold the numbers of a matrix. A matrix of one row or of one column may be given as a
 * list, as a row or as a column.
 */
export function fits(shape: readonly number[], { rows, columns }: Shape): boolean {
  if (rows > 1 && columns > 1) return shape.length === 2 && shape[0] === rows && shape[1] === columns;
  const sizes = shape.filter((size) => size !== 1);
  const count = rows * columns;
  return count === 1 ? sizes.length === 0 : sizes.length === 1 && sizes[0] === count;
}
