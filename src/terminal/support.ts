/** Why the stepper can't run here; undefined where it can. */
export function whyNotHere(
  stdin: { isTTY?: boolean },
  stdout: { isTTY?: boolean },
  term: string | undefined,
): string | undefined {
  if (stdin.isTTY !== true || stdout.isTTY !== true) {
    return 'the stepper needs a terminal on both ends; for scripts there are the commands trace and train';
  }
  if (term === 'dumb') return 'the stepper needs a terminal that can move its cursor, and TERM is dumb';
  return undefined;
}

/** Ink's colour library reads this when it is first imported. */
export function turnColorsOff(environment: Record<string, string | undefined>): void {
  environment.FORCE_COLOR = '0';
}

/** Whether colours are unwanted (no-color.org). */
export function wantsNoColor(environment: Record<string, string | undefined>): boolean {
  return (environment.NO_COLOR ?? '') !== '';
}

/**
 * Keys that are pressed before the first frame would be echoed, and move the cursor under what is drawn next. The
 * mode ends with the process, however that ends.
 */
export function stopEcho(stdin: { setRawMode?(isRaw: boolean): unknown }): void {
  stdin.setRawMode?.(true);
}
