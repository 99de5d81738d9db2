/** The present time and timers. Tests replace them. */
export interface Clock {
  /** The time in milliseconds since an arbitrary moment. */
  now(): number;
  /** Calls `listener` every `milliseconds` until the returned function is called. */
  every(milliseconds: number, listener: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  every(milliseconds, listener) {
    const timer = setInterval(listener, milliseconds);
    return () => clearInterval(timer);
  },
};
