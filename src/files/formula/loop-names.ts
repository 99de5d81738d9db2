import { formulaMessages as messages } from './formula-messages.ts';
import type { Place, Report } from './formula-mistakes.ts';
import type { Definition, ListSyntax, Loop, Syntax } from './formula-syntax.ts';
import type { NameTable } from './name-table.ts';
import { writtenFunctions } from './written-functions.ts';

/** Reports each loop variable that is also the name of something else, or of a loop around it. */
export function checkLoopNames(
  definitions: readonly Definition[],
  { families }: NameTable,
  report: Report,
  placeOf: (at: number) => Place,
): void {
  const checkLoops = (loops: readonly Loop[], outer: ReadonlySet<string>): ReadonlySet<string> => {
    const names = new Set(outer);
    for (const { name, at } of loops) {
      const family = families.get(name);
      if (family !== undefined) report(at, () => messages.loopVariableIsName(name, placeOf(family.at).line));
      else if (writtenFunctions.has(name)) report(at, messages.functionAsName(name));
      else if (names.has(name)) report(at, messages.loopVariableTwice(name));
      names.add(name);
    }
    return names;
  };
  for (const { value, loops } of definitions) {
    const outer = checkLoops(loops, new Set());
    for (const call of callsWithLoops(value)) {
      // The loops around a call are those of the definition, and of the calls that contain it.
      checkLoops(call.loops, new Set([...outer, ...call.outer]));
    }
  }
}

interface LoopsOfCall {
  readonly loops: readonly Loop[];
  /** The variables of the loops of the calls around the call. */
  readonly outer: readonly string[];
}

function* callsWithLoops(syntax: Syntax | ListSyntax, outer: readonly string[] = []): Generator<LoopsOfCall> {
  switch (syntax.kind) {
    case 'number':
    case 'name':
      return;
    case 'negative':
      yield* callsWithLoops(syntax.operand, outer);
      return;
    case 'power':
      yield* callsWithLoops(syntax.base, outer);
      yield* callsWithLoops(syntax.exponent, outer);
      return;
    case 'chain':
      yield* callsWithLoops(syntax.first, outer);
      for (const { operand } of syntax.rest) yield* callsWithLoops(operand, outer);
      return;
    case 'list':
      for (const item of syntax.items) yield* callsWithLoops(item, outer);
      return;
    case 'call': {
      if (syntax.loops.length > 0) yield { loops: syntax.loops, outer };
      const inner = [...outer, ...syntax.loops.map(({ name }) => name)];
      for (const input of syntax.inputs) yield* callsWithLoops(input, inner);
    }
  }
}
