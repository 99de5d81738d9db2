/** The keys of a table, in the order of the table. Their type is `Key`, where `Object.keys` only gives `string`. */
export function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table).filter((key): key is Key => key in table);
}
