/** The same function of an object, which works each object out once and then remembers it for as long as it is there. */
export function once<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before.value;
    const value = work(key);
    known.set(key, { value });
    return value;
  };
}

/** The same of an object and some numbers. */
export function onceForEach<Key extends object, More extends readonly number[], Value>(
  work: (key: Key, ...more: More) => Value,
): (key: Key, ...more: More) => Value {
  const known = once((_key: Key) => new Map<string, Value>());
  return (key, ...more) => {
    const values = known(key);
    const name = more.join();
    const before = values.get(name);
    if (before !== undefined || values.has(name)) return before as Value;
    const value = work(key, ...more);
    values.set(name, value);
    return value;
  };
}
