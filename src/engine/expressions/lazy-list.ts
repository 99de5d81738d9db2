/**
 * A list whose items are read one by one. `lazyList` creates an item only when it is read, so a sum of 100,000 terms
 * costs nothing until a term is read. Plain arrays are `LazyList`s too.
 */
export type LazyList<T> = Pick<readonly T[], 'length' | 'at'>;

/** A list of `length` items. Each call of `at` calls `make`. */
export function lazyList<T>(length: number, make: (index: number) => T): LazyList<T> {
  return {
    length,
    at(index) {
      const fromStart = index < 0 ? length + index : index;
      return fromStart >= 0 && fromStart < length ? make(fromStart) : undefined;
    },
  };
}

/** The list of the transformed items. Each call of `at` calls `transform`. */
export function mapList<From, To>(list: LazyList<From>, transform: (item: From) => To): LazyList<To> {
  return {
    length: list.length,
    at(index) {
      const item = list.at(index);
      return item === undefined ? undefined : transform(item);
    },
  };
}

/** The list of `first` and then the items of `rest`. */
export function prepend<T>(first: T, rest: LazyList<T>): LazyList<T> {
  return {
    length: rest.length + 1,
    at(index) {
      const fromStart = index < 0 ? rest.length + 1 + index : index;
      if (fromStart === 0) return first;
      return fromStart > 0 ? rest.at(fromStart - 1) : undefined;
    },
  };
}

export function* items<T>(list: LazyList<T>): IterableIterator<T> {
  for (let index = 0; index < list.length; index++) {
    const item = list.at(index);
    if (item !== undefined) yield item;
  }
}
