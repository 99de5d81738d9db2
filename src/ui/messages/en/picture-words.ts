/** What is said of the chosen parameter's slope. */
export interface SlopeFacts {
  readonly name: string;
  readonly isFrozen: boolean;
  /** With its sign; undefined while it has not been computed. */
  readonly slope: string | undefined;
  readonly sign: number;
  /** Which way the update moves the parameter: −1, 0 or 1. */
  readonly way: number;
}

/** The sentences under the pictures. */
export const pictureWords = {
  titles: {
    slope: (parameter: string) => `E_total over ${parameter}`,
    activation: (activation: string, unit: string) => `${activation} of ${unit}, and its slope`,
    gradients: 'mean |∂E/∂w| by layer, log scale',
    map: 'output map',
    /** What each sign stands for: a target, or a class. */
    mapOf: (signs: readonly string[]) => `output map: ${signs.join('  ')}`,
  },
  noCurve: 'Too many numbers to draw a curve of.',
  slope({ name, isFrozen, slope, sign, way }: SlopeFacts): string {
    if (isFrozen) return `${name} is frozen: it stays here.`;
    const where = way < 0 ? 'left' : 'right';
    const goes = way === 0 ? `${name} stays` : `${name} goes ${where}`;
    if (sign === 0) return `Flat here: ${goes}.`;
    // A method that remembers may go on against the slope for a while.
    const isCarried = way === sign;
    const why = isCarried ? ', carried by what came before' : '';
    if (slope === undefined) return `${sign > 0 ? 'E rises to the right' : 'E falls to the right'}: ${goes}${why}.`;
    return `Slope ${slope}: ${goes}${why}.`;
  },
  step: (length: string) => `by ${length}`,
  softmax: 'softmax looks at all nets of its layer at once: it has no curve over one.',
  lostNet: (name: string) => `net_${name} is beyond all numbers.`,
  noNet: (name: string) => `net_${name} is not computed yet.`,
  activation({
    net,
    slope,
    most,
    part,
  }: Readonly<Record<'net' | 'slope' | 'most', string>> & { readonly part: number }) {
    const state =
      part === 0 ? 'switched off' : part < 0.1 ? 'saturated' : part < 0.5 ? 'partly saturated' : 'not saturated';
    return `At net ${net} the slope is ${slope} of at most ${most}: ${state}.`;
  },
  noGradients: 'The gradients of layer 1 are not computed yet.',
  allZero: 'All gradients are 0: nothing is learned here.',
  layer: (number: number) => `layer ${number}`,
  chain: ({ from, to, arrow, all, factors }: ChainFacts) => `${from} ${arrow} ${to} ${all}: ${factors.join(', ')}`,
  factors: {
    input: 'input',
    weight: 'weight',
    paths: (isCancelling: boolean) => (isCancelling ? 'cancelling paths' : 'added paths'),
    slope: (isSigmoid: boolean) => (isSigmoid ? 'σ′' : 'f′'),
  },
  fading({ layers, ratio, slopes, isSigmoid, text }: FadingFacts): string {
    if (layers === 1) return 'One layer: nothing fades on its way.';
    if (!Number.isFinite(ratio)) return 'Layer 1 has no gradient at all.';
    const name = isSigmoid ? 'σ′' : 'f′';
    // Outs and weights may make up for a part of what the slopes take.
    const share = slopes > ratio * 1.05 ? `${name} alone would make that` : `${name} explains a factor of`;
    if (ratio >= 2) return `Layer 1 is ${text(ratio)} times smaller; ${share} ${text(slopes)}.`;
    if (ratio <= 0.5) return `Layer 1 is ${text(1 / ratio)} times larger: nothing vanishes.`;
    return `Layer 1 is about as large as layer ${layers}: nothing vanishes.`;
  },
  notTwoInputs: 'A map needs two inputs, for the two ways of a plane.',
  oneSample: 'There is one sample only: nothing to separate.',
  onWrongSide: (wrong: number, all: number, isSingle: boolean) => {
    const [own, other] = isSingle ? ['on their side', 'on the wrong side'] : ['in their class', 'in a wrong class'];
    return wrong === 0 ? `All ${all} are ${own}.` : `${wrong} of ${all} ${wrong === 1 ? 'is' : 'are'} ${other}.`;
  },
};

interface ChainFacts {
  readonly from: string;
  readonly to: string;
  readonly arrow: string;
  readonly all: string;
  readonly factors: readonly string[];
}

interface FadingFacts {
  readonly layers: number;
  /** The last layer's mean over the first's. */
  readonly ratio: number;
  /** 1 over the mean slopes, multiplied over the layers. */
  readonly slopes: number;
  readonly isSigmoid: boolean;
  text(value: number): string;
}
