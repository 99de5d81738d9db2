import { evaluate } from '../../engine/expressions/evaluate.ts';
import type { Expression } from '../../engine/expressions/expression.ts';
import type { Block, Node } from '../../engine/graph/node.ts';
import type { FormulaEquation } from '../../engine/models/formula.ts';
import { type Element, elementName, listElements } from './element-list.ts';
import { orderEquations } from './equation-order.ts';
import { buildExpression } from './expression-builder.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import type { Mistakes, Place } from './formula-mistakes.ts';
import type { Definition, NameSyntax } from './formula-syntax.ts';
import { indexValue, noLoops } from './index-values.ts';
import { checkLoopNames } from './loop-names.ts';
import { createNameTable, type Entry, type EntryKind, entryOf, type NameTable } from './name-table.ts';
import { type CountPart, createPartCounter } from './part-counter.ts';

/** The definitions of a formula file as numbers and equations. */
export interface FormulaGraph {
  readonly names: NameTable;
  readonly parameters: readonly { readonly name: string; readonly value: number }[];
  /** The names of the columns. */
  readonly columns: readonly string[];
  /** In the order of their computation. The indices of their nodes are the indices in this list. */
  readonly equations: readonly FormulaEquation[];
  /** The equation that is the last one in the file. */
  readonly last: Entry | undefined;
  /** The entry of a name. Undefined if there is none, which is reported. */
  find(name: NameSyntax): Entry | undefined;
}

interface Source {
  readonly definitions: readonly Definition[];
  readonly columns: readonly NameSyntax[];
  readonly brokenNames: ReadonlySet<string>;
}

const blocks = {
  parameter: { role: 'parameter' },
  input: { role: 'input' },
  equation: { role: 'equation' },
} as const satisfies Record<EntryKind, Block>;

/** Builds the graph of the definitions and the columns of the samples, and reports their mistakes. */
export function buildGraph(source: Source, mistakes: Mistakes, placeOf: (at: number) => Place): FormulaGraph {
  const { definitions } = source;
  const brokenNames = new Set(source.brokenNames);
  const countPart = createPartCounter();
  const elements = listElements(definitions, mistakes, countPart, ({ base }) => brokenNames.add(base));
  const names = createNameTable(mistakes.report, placeOf);
  const find = (name: NameSyntax): Entry | undefined =>
    mistakes.attempt(() => {
      if (brokenNames.has(name.base)) return undefined;
      const indices = name.indices.map((index) => indexValue(index, noLoops, countPart));
      return entryOf(names, { base: name.base, indices, at: name.at }, []);
    });
  const columns = addColumns(source.columns, names, mistakes, countPart);
  const { numbers, drafts } = addElements(elements, names);
  checkLoopNames(definitions, names, mistakes.report, placeOf);

  /** The expression of an element, and the equations in it. */
  const build = (element: Element): { expression: Expression<Node>; uses: readonly number[] } | undefined => {
    const uses = new Set<number>();
    const expression = mistakes.attempt(() =>
      buildExpression(
        {
          countPart,
          nodeOf: (use, loops) => {
            if (brokenNames.has(use.base)) return unknownNode;
            const { node, kind, draft } = entryOf(names, use, [...loops.keys()]);
            if (kind === 'equation') uses.add(draft);
            return node;
          },
        },
        element.value,
        element.loops,
      ),
    );
    return expression && { expression, uses: [...uses] };
  };
  const parameters = numbers.map(({ name, at, element }) => {
    const value = element && build(element);
    const number = value === undefined ? 0 : evaluate(value.expression, () => Number.NaN);
    if (value !== undefined && !Number.isFinite(number) && mistakes.count() === 0) {
      mistakes.report(at, messages.notFinite(name, number));
    }
    // Without −0, a saved session has the same numbers after it is read again: JSON writes −0 as 0.
    return { name, value: number + 0 };
  });
  const built = drafts.map(({ element }) => element && build(element));
  const { order, cycles } = orderEquations(drafts.length, (index) => built[index]?.uses ?? []);
  for (const cycle of cycles)
    reportCycle(
      cycle.map((index) => drafts[index]),
      mistakes,
    );
  const equations = order.flatMap((draft, index) => {
    const [entry, expression] = [drafts[draft], built[draft]?.expression];
    if (entry === undefined || expression === undefined) return [];
    entry.node.index = index;
    return [{ name: entry.name, expression }];
  });
  return { names, parameters, columns, equations, last: drafts.at(-1), find };
}

/** Stands for a name whose definition has a mistake. */
const unknownNode: Node = { block: blocks.parameter, index: -1 };

/** Adds the columns to the table of names. Returns their names. */
function addColumns(
  columns: readonly NameSyntax[],
  names: NameTable,
  { attempt }: Mistakes,
  countPart: CountPart,
): readonly string[] {
  const added: string[] = [];
  for (const [index, { base, indices, at }] of columns.entries()) {
    attempt(() => {
      const values = indices.map((each) => indexValue(each, noLoops, countPart));
      const node = { block: blocks.input, index };
      const entry: Entry = { name: elementName(base, values), kind: 'input', node, at, element: undefined, draft: -1 };
      if (names.add(entry, base, values)) added.push(entry.name);
    });
  }
  return added;
}

/** Adds the elements to the table of names. Returns those that could be added, in the order of the file. */
function addElements(elements: readonly Element[], names: NameTable) {
  const numbers: Entry[] = [];
  const drafts: Entry[] = [];
  for (const element of elements) {
    const { base, indices, at, isNumber } = element;
    const kind = isNumber ? 'parameter' : 'equation';
    const list = isNumber ? numbers : drafts;
    const node = { block: blocks[kind], index: isNumber ? numbers.length : -1 };
    const entry: Entry = {
      name: elementName(base, indices),
      kind,
      node,
      at,
      element,
      draft: isNumber ? -1 : list.length,
    };
    if (names.add(entry, base, indices)) list.push(entry);
  }
  return { numbers, drafts };
}

const maxListedMembers = 6;

function reportCycle(members: readonly (Entry | undefined)[], { report }: Mistakes): void {
  const names = members.flatMap((member) => member?.name ?? []);
  const hiddenCount = Math.max(names.length - maxListedMembers, 0);
  report(members[0]?.at ?? 0, messages.cycle(names.slice(0, maxListedMembers), hiddenCount));
}
