/** Why the stepper can't run here; undefined where it can. */
export function whyNotHere(
  stdin: { isTTY?: boolean },
  stdout: { isTTY?: boolean },
  term: string | undefined,
  isSpoken: boolean,
): string | undefined {
  if (stdin.isTTY !== true || stdout.isTTY !== true) {
    return 'the stepper needs a terminal on both ends; for scripts there are the commands trace and train';
  }
  if (term === 'dumb' && !isSpoken) {
    return 'the stepper needs a terminal that can move its cursor, and TERM is dumb; --screen-reader only adds lines';
  }
  return undefined;
}

/**
 * Whether a locale says that the terminal takes another character set than UTF-8. One that says nothing, like C, or that
 * is not there, as often over ssh, says so of no terminal of today.
 */
export function namesAnotherCharset({ LC_ALL, LC_CTYPE, LANG }: Readonly<Record<string, string | undefined>>): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((name) => name !== undefined && name !== '') ?? '';
  const charset = /\.([^@]+)/.exec(locale)?.[1];
  return charset !== undefined && !/^utf-?8$/i.test(charset);
}

/**
 * Keys that are pressed before the first frame would be echoed, and move the cursor under what is drawn next. The
 * mode ends with the process, however that ends.
 */
export function stopEcho(stdin: { setRawMode?(isRaw: boolean): unknown }): void {
  stdin.setRawMode?.(true);
}
