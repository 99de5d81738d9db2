/** How closely frames may follow one another. */
export interface Pace {
  /** Milliseconds between the starts of two frames, at least. */
  readonly gap: number;
  /** What the line is trusted to carry; a frame that takes long to carry keeps the next one waiting. */
  readonly bytesPerSecond: number;
}

/** As often as screens show a new picture. */
const local: Pace = { gap: 1000 / 60, bytesPerSecond: Number.POSITIVE_INFINITY };

/**
 * A slow line. Nothing tells how fast it is without asking the terminal, and what is sent too soon waits in the buffers on
 * the way, so that all keys after it would seem slow.
 */
const remote: Pace = { gap: 1000 / 30, bytesPerSecond: 4000 };

/** What ssh and TCP add to whatever is sent at once, in bytes. */
const envelope = 100;

/** The pace for where a program runs: sshd tells a shell whom it is connected to. */
export function paceFor(environment: Readonly<Record<string, string | undefined>>): Pace {
  const { SSH_CONNECTION, SSH_CLIENT, SSH_TTY } = environment;
  return (SSH_CONNECTION ?? SSH_CLIENT ?? SSH_TTY) === undefined ? local : remote;
}

/** However large a frame was, nobody should have to wait longer for what a key does, in milliseconds. */
const longest = 400;

/** Milliseconds from the start of a frame of so many bytes until the next may start. */
export function timeFor({ gap, bytesPerSecond }: Pace, bytes: number): number {
  return Math.min(longest, Math.max(gap, ((bytes + envelope) / bytesPerSecond) * 1000));
}
