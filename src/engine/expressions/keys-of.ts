/** The keys of a table, in the order of the table. `Object.keys` returns the same keys with the type `string[]`. */
export function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table) as Key[];
}
