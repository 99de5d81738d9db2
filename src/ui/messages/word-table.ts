/** The words of something that a table lists, by its name. A name that is missing keeps its English words. */
export type WordTable = Readonly<Record<string, object>>;

/** Something in a table, with its English words. */
export interface Worded<Words extends object> {
  readonly name: string;
  readonly words: Words;
}

/** The words of an entry of a table in the language of the messages. */
export function wordsOf<Words extends object>(table: WordTable, { name, words }: Worded<Words>): Words {
  return (table[name] as Words | undefined) ?? words;
}
