/** Caches the result of `compute` for each object, as long as the object exists. */
export function memoize<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const entries = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const entry = entries.get(key) ?? { value: compute(key) };
    entries.set(key, entry);
    return entry.value;
  };
}

/** Caches the result of `compute` for each object and each list of numbers, as long as the object exists. */
export function memoizeWithNumbers<Key extends object, Numbers extends readonly number[], Value>(
  compute: (key: Key, ...numbers: Numbers) => Value,
): (key: Key, ...numbers: Numbers) => Value {
  const entriesOf = memoize((_key: Key) => new Map<string, { readonly value: Value }>());
  return (key, ...numbers) => {
    const entries = entriesOf(key);
    const numbersKey = numbers.join();
    const entry = entries.get(numbersKey) ?? { value: compute(key, ...numbers) };
    entries.set(numbersKey, entry);
    return entry.value;
  };
}
