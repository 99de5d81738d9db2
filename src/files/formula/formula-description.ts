import { printable } from '../quoting.ts';

/** The description in the text of a formula file: the comment lines at its top, joined. */
export function descriptionIn(text: string): string {
  const comment: string[] = [];
  for (const line of text.split('\n')) {
    const words = line.trim();
    if (words !== '' && !words.startsWith('#')) break;
    comment.push(words.replace(/^#+/, '').trim());
  }
  return printable(comment.filter((line) => line !== '').join(' '));
}
