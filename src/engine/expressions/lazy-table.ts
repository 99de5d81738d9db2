import { keysOf } from './keys-of.ts';

/** A table whose rows are made when they are first read. */
export function lazyTable<Table extends object>(
  makers: {
    readonly [Key in keyof Table & string]: () => Table[Key];
  },
): Readonly<Table> {
  const rows = new Map<string, unknown>();
  const properties = keysOf(makers).map((key): [string, PropertyDescriptor] => {
    const get = (): unknown => {
      if (!rows.has(key)) rows.set(key, makers[key]());
      return rows.get(key);
    };
    return [key, { get, enumerable: true }];
  });
  return Object.defineProperties({}, Object.fromEntries(properties)) as Table;
}
