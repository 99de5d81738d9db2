import { beforeEnd } from './ending-signals.ts';
import { terminalMessages } from './terminal-messages.ts';

/**
 * The reason why the stepper cannot run on `stdin` and `stdout`. Undefined if it can. `term` is the value of the
 * environment variable TERM.
 */
export function unsupportedReason(
  stdin: { isTTY?: boolean },
  stdout: { isTTY?: boolean },
  term: string | undefined,
  isForScreenReader: boolean,
): string | undefined {
  if (stdin.isTTY !== true || stdout.isTTY !== true) return terminalMessages.noTerminal;
  return term === 'dumb' && !isForScreenReader ? terminalMessages.dumbTerminal : undefined;
}

/**
 * Whether the locale names a character set other than UTF-8. A locale that is unset, as often over ssh, or that names
 * no character set, as "C" does, counts as UTF-8, because today's terminals use UTF-8.
 */
export function hasNonUtf8Locale({ LC_ALL, LC_CTYPE, LANG }: Readonly<Record<string, string | undefined>>): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((name) => name !== undefined && name !== '') ?? '';
  const charset = /\.([^@]+)/.exec(locale)?.[1];
  return charset !== undefined && !/^utf-?8$/i.test(charset);
}

/**
 * Stops the echo of keys that are pressed before the first frame, because an echo would move the cursor. The echo
 * is on again when the process ends.
 */
export function stopEcho(stdin: { setRawMode?(isRaw: boolean): unknown }): void {
  beforeEnd(() => stdin.setRawMode?.(false));
  stdin.setRawMode?.(true);
}
