/** The words that begin a statement. Every other statement begins with the name that it defines. */
export const keywords = ['given', 'minimise', 'minimize', 'chapter'] as const;

const reserved = new Set<string>([...keywords, 'for', 'from', 'over', 'with']);

/** Whether a word has a meaning of its own, so that it cannot be a name. */
export function isReservedWord(word: string): boolean {
  return reserved.has(word);
}
