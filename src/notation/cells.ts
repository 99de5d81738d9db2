/** Letters, signs and lines that are characters by themselves, whatever stands beside them, and take one cell. */
const ordinary =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u03ff\u2010-\u2027\u2030-\u205f\u2070-\u20cf\u2100-\u22ff\u232b\u239b-\u23a0\u23ce\u2460-\u2473\u2500-\u257f\u25b8\u25c2\u25cf\u2713]*$/;

/** Whether a text takes as many cells of a terminal as it is long: all but names that readers gave does. */
export function takesOneCellEach(text: string): boolean {
  return ordinary.test(text);
}
