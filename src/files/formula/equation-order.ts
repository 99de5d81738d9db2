const maxCycles = 5;

/** Equations by their indices in the file. */
export interface OrderedEquations {
  /** Each equation comes after the equations that it uses. Where possible, it is the order of the file. */
  readonly order: readonly number[];
  /**
   * The equations of a cycle, in which each uses the next one, and the last one uses the first one. Only the first
   * `maxCycles` cycles that are found are in the list, because there may be very many.
   */
  readonly cycles: readonly (readonly number[])[];
}

/**
 * Sorts equations topologically. `usesOf` are the equations that an equation uses. The search has a stack of its own,
 * because a chain of equations may be longer than the call stack.
 */
export function orderEquations(count: number, usesOf: (equation: number) => readonly number[]): OrderedEquations {
  const order: number[] = [];
  const cycles: number[][] = [];
  /** Equations on the stack are open. */
  const states: ('open' | 'done' | undefined)[] = new Array(count).fill(undefined);
  for (let start = 0; start < count; start++) {
    const stack: { readonly equation: number; nextUse: number }[] = [];
    const open = (equation: number): void => {
      states[equation] = 'open';
      stack.push({ equation, nextUse: 0 });
    };
    if (states[start] === undefined) open(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const use = usesOf(top.equation)[top.nextUse];
      top.nextUse += 1;
      if (use === undefined) {
        states[top.equation] = 'done';
        order.push(top.equation);
        stack.pop();
      } else if (states[use] === undefined) open(use);
      else if (states[use] === 'open' && cycles.length < maxCycles) {
        const members = stack.map(({ equation }) => equation);
        cycles.push(members.slice(members.indexOf(use)));
      }
    }
  }
  return { order, cycles };
}
