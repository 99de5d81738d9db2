/** The keys of a table in its order, with their own type instead of the `string` of `Object.keys`. */
export function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table).filter((key): key is Key => key in table);
}
