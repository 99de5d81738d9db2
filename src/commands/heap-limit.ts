import type v8 from 'node:v8';

type V8 = Pick<typeof v8, 'getHeapSpaceStatistics' | 'setFlagsFromString'>;

/** The versions of Node.js whose V8 was tried with the flags below. V8 prints an error for a flag that it lacks. */
const triedVersions = { min: 22, max: 26 };

/**
 * Below this size, in bytes, the young generation may double: the smaller size is for a session with many objects in use.
 * By itself, V8 lets the young generation grow to 134 MB, and makes it smaller only in a process that is almost idle. If
 * the young generation is small, many objects of a frame move to the old generation. It is then collected every few keys.
 */
const maxYoungSize = { fewObjects: 8e6, manyObjects: 4e6 };

/** Below this size, in bytes, the old generation may grow. By itself, V8 lets it grow far beyond the objects in use. */
const minOldLimit = 18e6;

/** For a screen of up to this many cells, such as 200×60, the two limits above leave enough room. */
const usualCells = 12_000;

/**
 * Bytes for each further cell of the screen. With less room, V8 would collect garbage several times while a frame of a
 * large screen is drawn. That takes longer than drawing the frame.
 */
const bytesPerCell = 2000;

/** The old generation is collected when it is this many times as large as it was after the last collection. */
const growthFactor = 1.2;

/**
 * Returns a function that keeps the heap of this process small. Call it often, for example at each frame. It sets flags
 * of V8 while a generation of the heap is too large. V8 reads these flags whenever its heap grows. `cellCount` returns the
 * number of cells of the screen.
 */
export function createHeapLimiter(
  { getHeapSpaceStatistics, setFlagsFromString }: V8,
  cellCount: () => number,
): () => void {
  const version = Number.parseInt(process.versions.node, 10);
  if (version < triedVersions.min || version > triedVersions.max) return () => undefined;
  const setYoungGrowth = stateSetter(
    setFlagsFromString,
    (isAllowed) => `--semi-space-growth-factor=${isAllowed ? 2 : 1}`,
  );
  const setCollection = stateSetter(
    setFlagsFromString,
    // V8 starts a collection when this percentage of the way to its own limit is reached. 0 means at its own limit.
    (isWanted) => `--incremental-marking-hard-trigger=${isWanted ? 1 : 0}`,
  );
  const setThoroughness = stateSetter(
    setFlagsFromString,
    // With this flag, a collection leaves less garbage, and makes the young generation as small as possible.
    (isThorough) => (isThorough ? '--optimize-for-size' : '--no-optimize-for-size'),
  );
  let oldLimit = minOldLimit;
  let witness = new WeakRef({});
  return () => {
    const spaces = getHeapSpaceStatistics();
    const roomForFrame = bytesPerCell * Math.max(0, cellCount() - usualCells);
    const { space_used_size: oldUsed = 0 } = spaces.find(({ space_name }) => space_name === 'old_space') ?? {};
    const { space_size: youngSize = 0 } = spaces.find(({ space_name }) => space_name === 'new_space') ?? {};
    // Only a collection of the old generation clears this weak reference. The objects that are left are in use.
    if (witness.deref() === undefined) {
      witness = new WeakRef({});
      oldLimit = Math.max(minOldLimit, growthFactor * oldUsed);
    }
    const hasManyObjects = oldLimit > minOldLimit;
    const youngLimit = hasManyObjects ? maxYoungSize.manyObjects : maxYoungSize.fewObjects;
    // While a frame is drawn, the young generation could double three times. This is allowed only for a large screen, and
    // for a young generation that a thorough collection has made small.
    setYoungGrowth(youngSize < Math.max(roomForFrame, youngLimit / 4));
    if (youngSize < youngLimit) setImmediate(setYoungGrowth, true);
    const needsCollection = oldUsed > oldLimit + roomForFrame;
    setCollection(needsCollection);
    setThoroughness(needsCollection);
  };
}

/** Returns a function that sets the flag of a state of V8, if the state differs from the one before. */
function stateSetter(setFlag: (flag: string) => void, flagOf: (state: boolean) => string): (state: boolean) => void {
  let before: boolean | undefined;
  return (state) => {
    if (state === before) return;
    before = state;
    setFlag(flagOf(state));
  };
}
