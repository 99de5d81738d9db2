import stringWidth from 'string-width';

/** The characters that take one terminal cell and never combine with a neighbour into one character. */
const oneCellCharacters = String.raw` -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u03ff\u2010-\u2027\u2030-\u205f\u2070-\u20cf\u2100-\u22ff\u232b\u239b-\u23a0\u23ce\u2460-\u2473\u2500-\u257f\u2588\u2591-\u2593\u25a0\u25a1\u25ac\u25b2\u25b3\u25b8\u25c2\u25c6\u25c7\u25cb\u25cf\u25e6\u2713\u2800-\u28ff`;
const oneCellEach = new RegExp(`^[${oneCellCharacters}]*$`);
const oneCellEachOrEscape = new RegExp(`^[\\u001b\\n${oneCellCharacters}]*$`);

/**
 * Whether every character of a text takes one terminal cell, so that `text.length` is its width in cells. Only names in
 * the user's files can have other characters.
 */
export function takesOneCellEach(text: string): boolean {
  return oneCellEach.test(text);
}

/** The same for a text of several lines with escape sequences, which take no cells. */
export function takesOneCellEachOutsideEscapes(text: string): boolean {
  return oneCellEachOrEscape.test(text);
}

/** A text with blanks after it, so that it takes at least `width` cells. Letters of some scripts take two cells. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** A text with blanks before it, so that it takes at least `width` cells. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
}

/** The grapheme clusters of a text: a letter with its combining marks is one. */
export function charactersOf(text: string): readonly string[] {
  if (takesOneCellEach(text)) return [...text];
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
