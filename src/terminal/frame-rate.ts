/** How soon a frame may follow the one before. */
export interface FrameRate {
  /** Milliseconds from the start of a frame until the next may start, at least. */
  readonly minInterval: number;
  /** Assumed bandwidth. A large frame delays the next one by its time on the line. */
  readonly bytesPerSecond: number;
}

/** The refresh rate of most displays. */
const localRate: FrameRate = { minInterval: 1000 / 60, bytesPerSecond: Number.POSITIVE_INFINITY };

/**
 * For a slow line. The true bandwidth is unknown: only a query to the terminal could tell. With too high an assumption,
 * frames queue up in buffers along the line, and the screen falls behind the keys.
 */
const sshRate: FrameRate = { minInterval: 1000 / 30, bytesPerSecond: 4000 };

/** Bytes that ssh and TCP add to each write. */
const packetOverhead = 100;

/** Milliseconds from the start of a frame until the next may start, at most, whatever the size of the frame. */
const maxInterval = 400;

/** The frame rate for a process with this environment. sshd sets at least one of these variables. */
export function frameRateFor(environment: Readonly<Record<string, string | undefined>>): FrameRate {
  const { SSH_CONNECTION, SSH_CLIENT, SSH_TTY } = environment;
  return (SSH_CONNECTION ?? SSH_CLIENT ?? SSH_TTY) === undefined ? localRate : sshRate;
}

/** Milliseconds from the start of a frame of `bytes` bytes until the next may start. */
export function intervalAfter({ minInterval, bytesPerSecond }: FrameRate, bytes: number): number {
  const timeOnLine = ((bytes + packetOverhead) / bytesPerSecond) * 1000;
  return Math.min(maxInterval, Math.max(minInterval, timeOnLine));
}
