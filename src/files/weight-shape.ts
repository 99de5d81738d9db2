import { fileMessages } from './file-messages.ts';
import type { KnownParts } from './known-parts.ts';
import type { Problem } from './problem.ts';
import { otherLayout, type WeightLayout } from './weight-layout.ts';

const { network: messages } = fileMessages;

/** The weights of a layer, and the counts that they should fit. */
interface Matrix {
  /** The index of the layer. */
  readonly index: number;
  readonly rows: readonly (readonly number[])[];
  readonly units: number;
  readonly fanIn: number;
  /** Whether the bias of a unit may be inside the weights. It is not if the layer has a bias of its own. */
  readonly mayHaveBias: boolean;
}

/** How a matrix fits a layout. Undefined if it does not fit. */
type Fit = 'exact' | 'with bias' | undefined;

/**
 * Looks for one reason why the weights do not fit: all of them are in the other layout, or a bias is inside the rows.
 * Undefined if the weights fit, if something else is wrong with them, or if a part of them is not known.
 */
export function weightShapeProblems(file: KnownParts): readonly Problem[] | undefined {
  const { weightLayout: layout } = file;
  const matrices = matricesOf(file);
  if (layout === undefined || matrices === undefined) return undefined;
  const fits = matrices.map((matrix) => fitOf(matrix, layout));
  if (fits.every((fit) => fit !== undefined)) {
    return matrices.filter((_, index) => fits[index] === 'with bias').map((matrix) => biasProblem(matrix, layout));
  }
  const turnedFits = matrices.map((matrix) => fitOf(matrix, otherLayout[layout]));
  if (turnedFits.some((fit) => fit === undefined)) return undefined;
  // Weights between layers of the same size look the same in both layouts.
  if (matrices.every(({ units, fanIn }) => units === fanIn)) return undefined;
  const biasLayers = matrices.filter((_, index) => turnedFits[index] === 'with bias').map(({ index }) => index);
  return [{ path: ['layers'], message: messages.turned(layout, biasLayers) }];
}

/** The matrices of all layers that are not drawn at random. Undefined if a number that they should fit is unknown. */
function matricesOf({ inputs, layers, samples }: KnownParts): readonly Matrix[] | undefined {
  const matrices: Matrix[] = [];
  let fanIn = inputs;
  for (const [index, { units, weights, init, bias }] of layers?.entries() ?? []) {
    if (units === undefined || fanIn === undefined || (weights === undefined && init === undefined)) return undefined;
    // If the samples also have one number more than `inputs` says, then `inputs` is wrong.
    const isInputsWrong = index === 0 && typeof samples === 'object' && samples[0]?.input?.length === fanIn + 1;
    const mayHaveBias = bias === undefined && !isInputsWrong;
    if (weights !== undefined) matrices.push({ index, rows: weights, units, fanIn, mayHaveBias });
    fanIn = units;
  }
  return matrices;
}

function fitOf({ rows, units, fanIn, mayHaveBias }: Matrix, layout: WeightLayout): Fit {
  const columns = rows[0]?.length ?? 0;
  if (rows.some(({ length }) => length !== columns)) return undefined;
  const [foundUnits, foundInputs] = layout === 'units-by-inputs' ? [rows.length, columns] : [columns, rows.length];
  if (foundUnits !== units) return undefined;
  if (foundInputs === fanIn) return 'exact';
  return mayHaveBias && foundInputs === fanIn + 1 ? 'with bias' : undefined;
}

function biasProblem({ index, fanIn }: Matrix, layout: WeightLayout): Problem {
  const owner = index === 0 ? 'input' : 'unit before';
  const wrongCount =
    layout === 'units-by-inputs'
      ? messages.wrongCount(fanIn + 1, 'number', fanIn, owner, 'row')
      : messages.wrongCount(fanIn + 1, 'row', fanIn, owner);
  return { path: ['layers', index, 'weights'], message: messages.biasInside(layout, wrongCount) };
}
