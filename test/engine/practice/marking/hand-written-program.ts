/** A matrix: rows of numbers. */
export type Matrix = readonly (readonly number[])[];

/** A network of dense layers as somebody programs it, with the numbers of one batch. Weights are units by inputs. */
export interface Task {
  readonly x: Matrix;
  readonly y: Matrix;
  readonly weights: readonly Matrix[];
  readonly biases: readonly (readonly number[])[];
  readonly activations: readonly ('sigmoid' | 'tanh' | 'softmax')[];
  /** half-squared: ½Σ(out − target)². cross-entropy: δ of the outputs is out − target. */
  readonly loss: 'half-squared' | 'cross-entropy';
  readonly rate: number;
}

/** The lines of the program that a mistake changes. Layers count from 0. */
export interface Lines {
  net?(input: Matrix, W: Matrix, b: readonly number[]): Matrix;
  out?(Z: Matrix, activation: string): Matrix;
  slope?(Z: Matrix, A: Matrix, activation: string): Matrix;
  /** ∂E/∂out of the outputs, for half-squared. */
  outputGradient?(A: Matrix, Y: Matrix): Matrix;
  /** δ of the outputs, for cross-entropy. */
  outputDelta?(A: Matrix, Y: Matrix): Matrix;
  back?(dZ: Matrix, W: Matrix, newW: Matrix, layer: number): Matrix;
  delta?(dA: Matrix, slope: Matrix, layer: number): Matrix;
  weightGradient?(dZ: Matrix, input: Matrix, W: Matrix, m: number, layer: number, Z: Matrix | undefined): Matrix;
  biasGradient?(dZ: Matrix, input: Matrix, m: number, layer: number): readonly number[];
  newWeight?(w: number, dw: number, rate: number): number;
  error?(out: number, target: number): number;
}

export type Arrays = Readonly<Record<string, number | readonly number[] | Matrix>>;

interface Printed {
  [name: string]: number | readonly number[] | Matrix;
  E_total?: number;
}

export const map = (A: Matrix, f: (value: number, row: number, column: number) => number): Matrix =>
  A.map((row, i) => row.map((value, j) => f(value, i, j)));
export const at = (A: Matrix, i: number, j: number): number => A[i]?.[j] ?? Number.NaN;
export const transpose = (A: Matrix): Matrix => (A[0] ?? []).map((_, j) => A.map((row) => row[j] ?? Number.NaN));
export const times = (A: Matrix, B: Matrix): Matrix =>
  A.map((row) => (B[0] ?? []).map((_, j) => row.reduce((sum, value, k) => sum + value * at(B, k, j), 0)));
export const each = (A: Matrix, B: Matrix, f: (a: number, b: number) => number): Matrix =>
  map(A, (value, i, j) => f(value, at(B, i, j)));
export const columnSums = (A: Matrix): readonly number[] =>
  transpose(A).map((column) => column.reduce((a, b) => a + b, 0));

const functions: Readonly<Record<string, (z: number) => number>> = {
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
};

function activate(Z: Matrix, activation: string): Matrix {
  const f = functions[activation];
  if (f !== undefined) return map(Z, f);
  return Z.map((row) => {
    const powers = row.map((z) => Math.exp(z - Math.max(...row)));
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / sum);
  });
}

export function slopeOf(A: Matrix, activation: string): Matrix {
  return map(A, (a) => (activation === 'sigmoid' ? a * (1 - a) : 1 - a * a));
}

/** Runs one update, with the changed lines in place of the right ones, and returns all arrays that the program prints. */
export function runProgram(task: Task, lines: Lines = {}): Arrays {
  const { x, y, weights, biases, activations, loss, rate } = task;
  const m = x.length;
  const printed: Printed = {};
  const nets: Matrix[] = [];
  const outs: Matrix[] = [x];
  for (const [layer, W] of weights.entries()) {
    const input = outs[layer] ?? [];
    const b = biases[layer] ?? [];
    const Z = lines.net?.(input, W, b) ?? map(times(input, transpose(W)), (z, _, j) => z + (b[j] ?? 0));
    const activation = activations[layer] ?? '';
    const A = lines.out?.(Z, activation) ?? activate(Z, activation);
    nets.push(Z);
    outs.push(A);
    Object.assign(printed, { [`Z${layer + 1}`]: Z, [`A${layer + 1}`]: A });
  }
  const A = outs.at(-1) ?? [];
  const errorOf = (a: number, t: number): number => {
    if (loss === 'half-squared') return 0.5 * (t - a) ** 2;
    return -t * Math.log(a);
  };
  const errors = each(A, y, lines.error ?? errorOf);
  printed.E_total = columnSums(errors).reduce((a, b) => a + b, 0) / m;
  backward({ ...task, lines, nets, outs, printed, m, y, loss, rate });
  return printed;
}

interface BackwardState extends Task {
  readonly lines: Lines;
  readonly nets: readonly Matrix[];
  readonly outs: readonly Matrix[];
  readonly printed: Printed;
  readonly m: number;
}

function backward(state: BackwardState): void {
  const { lines, printed, weights, biases, rate } = state;
  const step = lines.newWeight ?? ((w: number, dw: number, alpha: number) => w - alpha * dw);
  let dA: Matrix = [];
  for (let layer = weights.length - 1; layer >= 0; layer--) {
    const W = weights[layer] ?? [];
    const dZ = deltaOf(state, layer, dA);
    const [dW, db] = gradientsOf(state, layer, dZ);
    const newW = each(W, dW, (w, dw) => step(w, dw, rate));
    const newB = (biases[layer] ?? []).map((b, j) => step(b, db[j] ?? Number.NaN, rate));
    Object.assign(printed, {
      [`dZ${layer + 1}`]: dZ,
      [`dW${layer + 1}`]: dW,
      [`db${layer + 1}`]: db,
      [`W${layer + 1}_new`]: newW,
      [`b${layer + 1}_new`]: newB,
    });
    dA = lines.back?.(dZ, W, newW, layer) ?? times(dZ, W);
  }
}

/** δ of a layer. Prints ∂E/∂out, too, except for outputs whose loss gives δ in one step. */
function deltaOf(
  { lines, nets, outs, printed, activations, y, loss }: BackwardState,
  layer: number,
  carried: Matrix,
): Matrix {
  const [Z, A] = [nets[layer] ?? [], outs[layer + 1] ?? []];
  const activation = activations[layer] ?? '';
  const isOutput = layer === nets.length - 1;
  const difference = (): Matrix => each(A, y, (a, t) => a - t);
  if (isOutput && loss === 'cross-entropy') return lines.outputDelta?.(A, y) ?? difference();
  const dA = isOutput ? (lines.outputGradient?.(A, y) ?? difference()) : carried;
  printed[`dA${layer + 1}`] = dA;
  const slope = lines.slope?.(Z, A, activation) ?? slopeOf(A, activation);
  return lines.delta?.(dA, slope, layer) ?? each(dA, slope, (a, b) => a * b);
}

function gradientsOf(
  { lines, nets, outs, weights, m }: BackwardState,
  layer: number,
  dZ: Matrix,
): readonly [dW: Matrix, db: readonly number[]] {
  const [W, input] = [weights[layer] ?? [], outs[layer] ?? []];
  return [
    lines.weightGradient?.(dZ, input, W, m, layer, nets[layer - 1]) ??
      map(times(transpose(dZ), input), (value) => value / m),
    lines.biasGradient?.(dZ, input, m, layer) ?? columnSums(dZ).map((value) => value / m),
  ];
}
