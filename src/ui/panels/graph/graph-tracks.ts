/** Lines between two columns that share a vertical line: from one row to several, or from several rows to one. */
export interface Bundle {
  readonly sourceRows: readonly number[];
  readonly targetRows: readonly number[];
}

/** A bundle's vertical line, from the first row to the last. Undefined for a straight line. */
interface Span {
  readonly first: number;
  readonly last: number;
}

function spanOf({ sourceRows, targetRows }: Bundle): Span | undefined {
  const rows = [...sourceRows, ...targetRows];
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  return first === last ? undefined : { first, last };
}

/** The track of each bundle, from the left from 0. Undefined for a straight line. */
export interface Tracks {
  readonly tracks: readonly (number | undefined)[];
  readonly count: number;
}

/**
 * Gives each vertical line between two columns a track, so that no two lines lie on each other, with few crossings.
 * Undefined if that is impossible: two bundles would each have to be to the left of the other.
 */
export function assignTracks(bundles: readonly Bundle[]): Tracks | undefined {
  const spans = bundles.map(spanOf);
  const order = orderOf(bundles, spans);
  if (order === undefined) return undefined;
  const tracks: (number | undefined)[] = bundles.map(() => undefined);
  const placed: number[] = [];
  for (const at of order.sequence) {
    const span = spans[at];
    if (span === undefined) continue;
    let track = 0;
    for (const other of placed) {
      const otherTrack = tracks[other] ?? 0;
      if (order.before(other, at)) track = Math.max(track, otherTrack + 1);
    }
    while (placed.some((other) => tracks[other] === track && meet(spans[other], span))) track += 1;
    tracks[at] = track;
    placed.push(at);
  }
  return { tracks, count: Math.max(0, ...tracks.map((track) => (track ?? -1) + 1)) };
}

function meet(a: Span | undefined, b: Span | undefined): boolean {
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}

/** The indices of two bundles. */
interface Pair {
  readonly left: number;
  readonly right: number;
}

interface Order {
  readonly sequence: readonly number[];
  /** Whether bundle a has to be to the left of bundle b. */
  before(a: number, b: number): boolean;
}

/** An order of the bundles from left to right. Undefined if the bundles that must not lie on each other have none. */
function orderOf(bundles: readonly Bundle[], spans: readonly (Span | undefined)[]): Order | undefined {
  const after = bundles.map(() => new Set<number>());
  const leads = (from: number, to: number): boolean =>
    from === to || [...(after[from] ?? [])].some((next) => leads(next, to));
  for (const { left, right } of orderedPairs(bundles)) {
    if (leads(right, left)) return undefined;
    after[left]?.add(right);
  }
  for (const { left, right } of wishedPairs(bundles, spans)) {
    if (!leads(right, left)) after[left]?.add(right);
  }
  const sequence: number[] = [];
  const visit = (at: number): void => {
    if (sequence.includes(at)) return;
    for (const next of after[at] ?? []) visit(next);
    sequence.unshift(at);
  };
  for (let at = bundles.length - 1; at >= 0; at--) visit(at);
  return { sequence, before: (a, b) => after[a]?.has(b) ?? false };
}

/**
 * The pairs of bundles of which the first has to be to the left of the second: it starts in a row in which the second
 * arrives, so their level lines would lie on each other.
 */
export function orderedPairs(bundles: readonly Bundle[]): readonly Pair[] {
  const upright = [...bundles.entries()].filter(([, bundle]) => spanOf(bundle) !== undefined);
  return upright.flatMap(([left, a]) =>
    upright.flatMap(([right, b]) =>
      left !== right && a.sourceRows.some((row) => b.targetRows.includes(row)) ? [{ left, right }] : [],
    ),
  );
}

/** The pairs of bundles with fewer crossings if the first is to the left of the second, from the most to the fewest saved. */
function wishedPairs(bundles: readonly Bundle[], spans: readonly (Span | undefined)[]): readonly Pair[] {
  const upright = [...bundles.entries()].filter(([at]) => spans[at] !== undefined);
  const pairs = upright.flatMap(([left, a]) =>
    upright.map(([right, b]) => {
      const saved = crossings(b, spans[right], a, spans[left]) - crossings(a, spans[left], b, spans[right]);
      return { left, right, saved };
    }),
  );
  return pairs.filter(({ saved }) => saved > 0).toSorted((a, b) => b.saved - a.saved);
}

/** The number of crossings between two bundles if the first has its vertical line to the left of the second. */
function crossings(left: Bundle, leftSpan: Span | undefined, right: Bundle, rightSpan: Span | undefined): number {
  const inside = (row: number, span: Span | undefined): boolean =>
    span !== undefined && row >= span.first && row <= span.last;
  return (
    right.sourceRows.filter((row) => inside(row, leftSpan)).length +
    left.targetRows.filter((row) => inside(row, rightSpan)).length
  );
}
