/** A network of two sigmoid layers without biases. The weights of a layer are row-major, with one row for each unit. */
export interface TwoLayers {
  /** The numbers of inputs, hidden units and outputs. */
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  readonly weights1: Float64Array;
  readonly weights2: Float64Array;
}

/**
 * Creates a hand-written training loop for one sample, as a reference for the engine: plain loops over Float64Arrays
 * that are allocated once. The returned function runs `updates` updates.
 */
export function createByHand(
  { inputs, hidden, outputs, weights1, weights2 }: TwoLayers,
  input: Float64Array,
  target: Float64Array,
  learningRate: number,
): (updates: number) => void {
  const out1 = new Float64Array(hidden);
  const out2 = new Float64Array(outputs);
  const delta1 = new Float64Array(hidden);
  const delta2 = new Float64Array(outputs);
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: as several functions, it may take 1.3 times as long.
  return (updates) => {
    for (let update = 0; update < updates; update++) {
      for (let j = 0; j < hidden; j++) {
        let net = 0;
        for (let i = 0; i < inputs; i++) net += (weights1[j * inputs + i] ?? 0) * (input[i] ?? 0);
        out1[j] = 1 / (1 + Math.exp(-net));
      }
      for (let k = 0; k < outputs; k++) {
        let net = 0;
        for (let j = 0; j < hidden; j++) net += (weights2[k * hidden + j] ?? 0) * (out1[j] ?? 0);
        out2[k] = 1 / (1 + Math.exp(-net));
      }
      for (let k = 0; k < outputs; k++) {
        const out = out2[k] ?? 0;
        delta2[k] = (out - (target[k] ?? 0)) * out * (1 - out);
      }
      for (let j = 0; j < hidden; j++) {
        let sum = 0;
        for (let k = 0; k < outputs; k++) sum += (delta2[k] ?? 0) * (weights2[k * hidden + j] ?? 0);
        const out = out1[j] ?? 0;
        delta1[j] = sum * out * (1 - out);
      }
      for (let k = 0; k < outputs; k++) {
        const delta = delta2[k] ?? 0;
        for (let j = 0; j < hidden; j++)
          weights2[k * hidden + j] = (weights2[k * hidden + j] ?? 0) - learningRate * delta * (out1[j] ?? 0);
      }
      for (let j = 0; j < hidden; j++) {
        const delta = delta1[j] ?? 0;
        for (let i = 0; i < inputs; i++)
          weights1[j * inputs + i] = (weights1[j * inputs + i] ?? 0) - learningRate * delta * (input[i] ?? 0);
      }
    }
  };
}
