/**
 * States remembered at even distances, in one array of bounded size: when it is full, every second one is dropped and
 * the distance doubles.
 */
export interface Checkpoints {
  /** `capacity` rows of `length` numbers. */
  readonly states: Float64Array;
  readonly length: number;
  readonly capacity: number;
  /** Row k holds the state after `origin` + k × `interval` updates. */
  origin: number;
  interval: number;
  count: number;
}

/** As many states as `bytes` hold, but at least `least` and at most `most`. */
export interface Capacity {
  readonly bytes: number;
  readonly least: number;
  readonly most: number;
}

/** How many states of `length` numbers there is room for. */
export function capacityOf(length: number, { bytes, least, most }: Capacity): number {
  return Math.min(Math.max(Math.floor(bytes / (8 * length)), least), most);
}

/** Room for states of `length` numbers, which is at least 1, from `origin` on; the first distance is `interval`. */
export function createCheckpoints(length: number, room: Capacity, interval: number, origin: number): Checkpoints {
  const capacity = capacityOf(length, room);
  return { states: new Float64Array(capacity * length), length, capacity, origin, interval, count: 0 };
}

/** Forgets everything and starts again at `origin`. */
export function restart(checkpoints: Checkpoints, origin: number, interval: number): void {
  Object.assign(checkpoints, { origin, interval, count: 0 });
}

/** Remembers the state after `updates` updates, if it is the next one due. Returns whether it was. */
export function storeCheckpoint(checkpoints: Checkpoints, updates: number, state: Float64Array): boolean {
  if (updates !== nextDue(checkpoints)) return false;
  if (checkpoints.count === checkpoints.capacity) {
    dropEverySecond(checkpoints);
    if (updates !== nextDue(checkpoints)) return false;
  }
  checkpoints.states.set(state, checkpoints.count * checkpoints.length);
  checkpoints.count++;
  return true;
}

/** The number of updates after which the next state is to be remembered. */
export function nextDue({ origin, interval, count }: Checkpoints): number {
  return origin + count * interval;
}

/** The most updates, up to `updates`, whose state is remembered; undefined where there is none. */
export function latestUpTo({ origin, interval, count }: Checkpoints, updates: number): number | undefined {
  if (count === 0 || updates < origin) return undefined;
  return origin + Math.min(count - 1, Math.floor((updates - origin) / interval)) * interval;
}

/** Writes the remembered state after `updates` updates, which `latestUpTo` named, into `state`. */
export function restoreCheckpoint(checkpoints: Checkpoints, updates: number, state: Float64Array): void {
  const row = (updates - checkpoints.origin) / checkpoints.interval;
  state.set(checkpoints.states.subarray(row * checkpoints.length, (row + 1) * checkpoints.length));
}

function dropEverySecond(checkpoints: Checkpoints): void {
  const { states, length } = checkpoints;
  const kept = Math.ceil(checkpoints.count / 2);
  for (let row = 1; row < kept; row++) states.copyWithin(row * length, 2 * row * length, (2 * row + 1) * length);
  checkpoints.interval *= 2;
  checkpoints.count = kept;
}
