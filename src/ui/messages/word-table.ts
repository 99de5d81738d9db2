/** Words by the name of an action, a panel or a picture. A name that is missing keeps its English words. */
export type WordTable = Readonly<Record<string, object>>;

/** An action, a panel or a picture, with its English words. */
export interface Worded<Words extends object> {
  readonly name: string;
  readonly words: Words;
}

/** The words of an action, a panel or a picture in the language of `table`. */
export function wordsOf<Words extends object>(table: WordTable, { name, words }: Worded<Words>): Words {
  return (table[name] as Words | undefined) ?? words;
}
