import type { Mistakes } from './formula-mistakes.ts';
import type { Definition, ListSyntax, NameSyntax, Syntax } from './formula-syntax.ts';
import { indexValue, type LoopValues, noLoops, turnsOf } from './index-values.ts';
import type { CountPart } from './part-counter.ts';

/** A number or an equation of the file: a definition without loops and lists, or one element of it. */
export interface Element {
  readonly base: string;
  readonly indices: readonly number[];
  readonly value: Syntax;
  readonly loops: LoopValues;
  /** The index of the definition in the text. */
  readonly at: number;
  /** Whether the value contains no name of a number or an equation, so that it is a number. */
  readonly isNumber: boolean;
}

/** An element, with its name and its node, takes as much memory as so many parts. */
const elementWeight = 4;

/** x, x[1] or x[1,2]. */
export function elementName(base: string, indices: readonly number[]): string {
  return indices.length === 0 ? base : `${base}[${indices.join()}]`;
}

/** Unrolls the loops and lists of definitions. Calls `onBroken` for a definition with a mistake, which it reports. */
export function listElements(
  definitions: readonly Definition[],
  { attempt }: Mistakes,
  countPart: CountPart,
  onBroken: (name: NameSyntax) => void,
): readonly Element[] {
  const elements: Element[] = [];
  for (const definition of definitions) {
    const isComplete = attempt(() => {
      for (const element of elementsOf(definition, countPart)) elements.push(element);
      return true;
    });
    if (isComplete === undefined) onBroken(definition.name);
  }
  return elements;
}

function* elementsOf({ name, value, loops }: Definition, countPart: CountPart): Generator<Element> {
  const variables = new Set(loops.map((loop) => loop.name));
  const isNumber = new Map<Syntax, boolean>();
  for (const turn of turnsOf(loops, noLoops, countPart)) {
    const first = name.indices.map((index) => indexValue(index, turn, countPart));
    for (const { indices, item } of itemsOf(value, first)) {
      countPart(item.at, elementWeight);
      const isNumberItem = isNumber.get(item) ?? !hasName(item, variables);
      isNumber.set(item, isNumberItem);
      yield { base: name.base, indices, value: item, loops: turn, at: name.at, isNumber: isNumberItem };
    }
  }
}

interface Item {
  readonly indices: readonly number[];
  readonly item: Syntax;
}

/** The items of a list have the indices 1, 2, …, which follow `first`. */
function* itemsOf(value: Syntax | ListSyntax, first: readonly number[]): Generator<Item> {
  if (value.kind !== 'list') {
    yield { indices: first, item: value };
    return;
  }
  for (const [index, item] of value.items.entries()) yield* itemsOf(item, [...first, index + 1]);
}

/** Whether an expression contains a name that is not a loop variable. */
function hasName(syntax: Syntax, variables: ReadonlySet<string>): boolean {
  switch (syntax.kind) {
    case 'number':
      return false;
    case 'name':
      return syntax.indices.length > 0 || !variables.has(syntax.base);
    case 'negative':
      return hasName(syntax.operand, variables);
    case 'chain':
      return hasName(syntax.first, variables) || syntax.rest.some(({ operand }) => hasName(operand, variables));
    case 'power':
      return hasName(syntax.base, variables) || hasName(syntax.exponent, variables);
    case 'call': {
      const inner = new Set([...variables, ...syntax.loops.map(({ name }) => name)]);
      return syntax.inputs.some((input) => hasName(input, inner));
    }
  }
}
