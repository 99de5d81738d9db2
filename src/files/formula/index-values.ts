import { maxLoops } from './formula-limits.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import { MistakeAt } from './formula-mistakes.ts';
import type { ChainOperator, Loop, Syntax } from './formula-syntax.ts';
import type { CountPart } from './part-counter.ts';

/** The values of the loop variables in a turn of some loops. */
export type LoopValues = ReadonlyMap<string, number>;

export const noLoops: LoopValues = new Map();

/** The value of an index or of an end of a loop. Throws a MistakeAt if it is not made of whole numbers. */
export function indexValue(syntax: Syntax, loops: LoopValues, countPart: CountPart): number {
  const value = uncheckedValue(syntax, loops, countPart);
  if (!Number.isSafeInteger(value)) throw new MistakeAt(syntax.at, messages.indexTooLarge);
  return value;
}

function uncheckedValue(syntax: Syntax, loops: LoopValues, countPart: CountPart): number {
  countPart(syntax.at);
  switch (syntax.kind) {
    case 'number':
      if (!Number.isInteger(syntax.value)) throw new MistakeAt(syntax.at, messages.fractionalIndex(syntax.value));
      return syntax.value;
    case 'name': {
      const value = syntax.indices.length === 0 ? loops.get(syntax.base) : undefined;
      if (value === undefined) throw new MistakeAt(syntax.at, messages.nameInIndex(syntax.base, [...loops.keys()]));
      return value;
    }
    case 'negative':
      return -uncheckedValue(syntax.operand, loops, countPart);
    case 'chain':
      return syntax.rest.reduce(
        (value, { operator, operand }) =>
          combine(value, operator, uncheckedValue(operand, loops, countPart), operand.at),
        uncheckedValue(syntax.first, loops, countPart),
      );
    case 'power':
      throw new MistakeAt(syntax.exponent.at, messages.operatorInIndex('^'));
    case 'call':
      throw new MistakeAt(syntax.at, messages.functionInIndex(syntax.name));
  }
}

function combine(left: number, operator: ChainOperator, right: number, at: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      throw new MistakeAt(at, messages.operatorInIndex('/'));
  }
}

/** Yields the values of the loop variables for each turn. A later loop turns inside the earlier ones. */
export function* turnsOf(loops: readonly Loop[], outer: LoopValues, countPart: CountPart): Generator<LoopValues> {
  const [loop, ...inner] = loops;
  if (loop === undefined) {
    yield outer;
    return;
  }
  if (outer.size === maxLoops) throw new MistakeAt(loop.at, messages.tooManyLoops(maxLoops));
  const from = indexValue(loop.from, outer, countPart);
  const to = indexValue(loop.to, outer, countPart);
  if (from > to) throw new MistakeAt(loop.from.at, messages.emptyLoop(from, to));
  for (let value = from; value <= to; value++)
    yield* turnsOf(inner, new Map([...outer, [loop.name, value]]), countPart);
}
