/** Runs `updates` updates of a formula that is trained by hand-written code. */
export type TrainByHand = (updates: number) => void;

/** The lesson line-fit: p = w x + b, E = ½(p − t)², the mean over all points, with sgd. */
export function fitLineByHand(xs: Float64Array, ts: Float64Array, learningRate: number): TrainByHand {
  let [w, b] = [0, 0];
  return (updates) => {
    for (let update = 0; update < updates; update++) {
      let [dw, db, error] = [0, 0, 0];
      for (let at = 0; at < xs.length; at++) {
        const x = xs[at] ?? 0;
        const difference = w * x + b - (ts[at] ?? 0);
        error += 0.5 * difference * difference;
        dw += difference * x;
        db += difference;
      }
      if (!Number.isFinite(error)) return;
      w -= (learningRate * dw) / xs.length;
      b -= (learningRate * db) / xs.length;
    }
  };
}

/** The lesson recurrent: h[t] = tanh(w x[t] + u h[t − 1]), E = ½(h[4] − target)², with sgd. */
export function unrollByHand(
  [w0, u0]: readonly [number, number],
  [x1, x2, x3, x4]: readonly [number, number, number, number],
  h0: number,
  target: number,
  learningRate: number,
): TrainByHand {
  let [w, u] = [w0, u0];
  return (updates) => {
    for (let update = 0; update < updates; update++) {
      const h1 = Math.tanh(w * x1 + u * h0);
      const h2 = Math.tanh(w * x2 + u * h1);
      const h3 = Math.tanh(w * x3 + u * h2);
      const h4 = Math.tanh(w * x4 + u * h3);
      const error = 0.5 * (h4 - target) * (h4 - target);
      if (!Number.isFinite(error)) return;
      const net4 = (h4 - target) * (1 - h4 * h4);
      const net3 = net4 * u * (1 - h3 * h3);
      const net2 = net3 * u * (1 - h2 * h2);
      const net1 = net2 * u * (1 - h1 * h1);
      w -= learningRate * (net1 * x1 + net2 * x2 + net3 * x3 + net4 * x4);
      u -= learningRate * (net1 * h0 + net2 * h1 + net3 * h2 + net4 * h3);
    }
  };
}
