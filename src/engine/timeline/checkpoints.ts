/** The size of a number in a Float64Array, in bytes. */
export const bytesPerNumber = Float64Array.BYTES_PER_ELEMENT;

/**
 * Stored states at equal intervals, in one array of fixed size. When the array is full, every second state is dropped
 * and the interval is doubled.
 */
export interface Checkpoints {
  /** `capacity` rows of `length` numbers. Row k is the state after `origin` + k × `interval` updates. */
  readonly states: Float64Array;
  readonly length: number;
  readonly capacity: number;
  /** The number of updates before the first stored state. */
  origin: number;
  /** The number of updates from one stored state to the next. */
  interval: number;
  /** The number of rows in use. */
  count: number;
}

/** As many states as fit into `bytes` bytes, but at least `min` and at most `max` states. */
export interface Capacity {
  readonly bytes: number;
  readonly min: number;
  readonly max: number;
}

/** The number of states of `length` numbers that fit into a capacity. */
export function capacityOf(length: number, { bytes, min, max }: Capacity): number {
  return Math.min(Math.max(Math.floor(bytes / (bytesPerNumber * length)), min), max);
}

/** Creates empty checkpoints for states of `length` numbers. `length` is at least 1. */
export function createCheckpoints(length: number, limits: Capacity, interval: number, origin: number): Checkpoints {
  const capacity = capacityOf(length, limits);
  return { states: new Float64Array(capacity * length), length, capacity, origin, interval, count: 0 };
}

/** Drops all states. The next state is due after `origin` updates. */
export function restartCheckpoints(checkpoints: Checkpoints, origin: number, interval: number): void {
  Object.assign(checkpoints, { origin, interval, count: 0 });
}

/** Stores the state after `updates` updates if it is due. Returns whether the state has been stored. */
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

/** The number of updates after which the next state is due. */
export function nextDue({ origin, interval, count }: Checkpoints): number {
  return origin + count * interval;
}

/** The largest number of updates, up to `updates`, after which a state is stored. Undefined without such a state. */
export function latestUpTo({ origin, interval, count }: Checkpoints, updates: number): number | undefined {
  if (count === 0 || updates < origin) return undefined;
  return origin + Math.min(count - 1, Math.floor((updates - origin) / interval)) * interval;
}

/** Copies the stored state after `updates` updates into `state`. `updates` must be a result of `latestUpTo`. */
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
