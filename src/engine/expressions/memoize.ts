/** Caches the result of `compute` for each object, as long as the object exists. */
export function memoize<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const entries = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const entry = entries.get(key) ?? { value: compute(key) };
    entries.set(key, entry);
    return entry.value;
  };
}

/** Caches the result of `compute` for each object and each list of numbers. */
export function memoizeWithNumbers<Key extends object, Numbers extends readonly number[], Value>(
  compute: (key: Key, ...numbers: Numbers) => Value,
): (key: Key, ...numbers: Numbers) => Value {
  const entriesOf = memoize((_key: Key) => new Map<string, { readonly value: Value }>());
  return (key, ...numbers) => {
    const entries = entriesOf(key);
    const name = numbers.join();
    const entry = entries.get(name) ?? { value: compute(key, ...numbers) };
    entries.set(name, entry);
    return entry.value;
  };
}
