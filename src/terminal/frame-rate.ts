/** How soon a frame may follow the previous frame. */
export interface FrameRate {
  /** The minimum number of milliseconds from the start of a frame until the next may start. */
  readonly minInterval: number;
  /** The assumed bandwidth. At this bandwidth, the previous frame is transmitted before the next frame may start. */
  readonly bytesPerSecond: number;
}

/** The refresh rate of most displays. */
const localRate: FrameRate = { minInterval: 1000 / 60, bytesPerSecond: Number.POSITIVE_INFINITY };

/**
 * The limits for a slow connection. The real bandwidth is unknown, because only a query to the terminal could measure
 * it, and the program sends no queries. The time that a write takes does not measure it, either: sshd takes up to 2 MB
 * from the program, however slow the line is. With 30 kB/s of output on a line of 6 kB/s, each write ended within 5 ms,
 * as on a fast line, while the screen fell 12 s behind. The assumed bandwidth is low: if it were too high, frames would
 * queue up in the buffers of the connection, and the screen would fall behind the keys.
 */
const sshRate: FrameRate = { minInterval: 1000 / 30, bytesPerSecond: 5000 };

/** About the number of bytes that ssh and TCP add to each write. */
const packetOverhead = 100;

/**
 * The maximum number of milliseconds from the start of a frame until the next may start. Even after a very large frame,
 * the screen then soon shows what a key did.
 */
const maxInterval = 400;

/**
 * The frame rate for a process with this environment. sshd sets at least one of the three variables. `isFast`: the user
 * has said that the connection is fast.
 */
export function frameRateFor(environment: Readonly<Record<string, string | undefined>>, isFast = false): FrameRate {
  const { SSH_CONNECTION, SSH_CLIENT, SSH_TTY } = environment;
  return isFast || (SSH_CONNECTION ?? SSH_CLIENT ?? SSH_TTY) === undefined ? localRate : sshRate;
}

/** Milliseconds from the start of a frame of `bytes` bytes until the next may start. */
export function intervalAfter({ minInterval, bytesPerSecond }: FrameRate, bytes: number): number {
  const transmissionTime = ((bytes + packetOverhead) / bytesPerSecond) * 1000;
  return Math.min(maxInterval, Math.max(minInterval, transmissionTime));
}
