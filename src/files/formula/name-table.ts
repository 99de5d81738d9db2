import type { Node } from '../../engine/graph/node.ts';
import { nearest } from '../nearest-name.ts';
import { type Element, elementName } from './element-list.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import { MistakeAt, type Place, type Report } from './formula-mistakes.ts';
import { writtenFunctions } from './written-functions.ts';

export type EntryKind = 'parameter' | 'input' | 'equation';

/** A name of the file. */
export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
  /** The order of the equations is known only after all of them are read. Until then, the index of an equation is −1. */
  readonly node: Node & { index: number };
  /** The index of the definition in the text. */
  readonly at: number;
  /** Undefined for a column. */
  readonly element: Element | undefined;
  /** The index of an equation among the equations, in the order of the file. −1 for a number and a column. */
  readonly draft: number;
}

/** The names that differ only in their indices, such as x[1] and x[2]. */
interface Family {
  readonly at: number;
  readonly kind: EntryKind;
  /** The number of indices of each element. */
  readonly dimensions: number;
  readonly entries: Entry[];
  /** The smallest and the largest index in each place. */
  readonly ranges: { min: number; max: number }[];
}

export interface NameTable {
  readonly families: ReadonlyMap<string, Family>;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Adds a name. Returns false if that is not possible, which is reported. */
  add(entry: Entry, base: string, indices: readonly number[]): boolean;
}

export function createNameTable(report: Report, placeOf: (at: number) => Place): NameTable {
  const families = new Map<string, Family>();
  const entries = new Map<string, Entry>();
  return {
    families,
    entries,
    add(entry, base, indices) {
      const first = entries.get(entry.name);
      const family = families.get(base);
      if (writtenFunctions.has(base)) report(entry.at, messages.functionAsName(base));
      else if (first !== undefined) {
        report(entry.at, () => messages.repeatedName(entry.name, placeOf(first.at).line));
      } else if (family !== undefined && family.dimensions !== indices.length) {
        report(entry.at, () => messages.otherIndices(entry.name, family.dimensions, placeOf(family.at).line));
      } else {
        entries.set(entry.name, entry);
        families.set(base, extended(family, entry, indices));
        return true;
      }
      return false;
    },
  };
}

function extended(family: Family | undefined, entry: Entry, indices: readonly number[]): Family {
  if (family === undefined) {
    const ranges = indices.map((index) => ({ min: index, max: index }));
    return { at: entry.at, kind: entry.kind, dimensions: indices.length, entries: [entry], ranges };
  }
  family.entries.push(entry);
  for (const [at, index] of indices.entries()) {
    const range = family.ranges[at];
    if (range === undefined) continue;
    range.min = Math.min(range.min, index);
    range.max = Math.max(range.max, index);
  }
  return family;
}

/** A name in the text, with the values of its indices. */
export interface NameUse {
  readonly base: string;
  readonly indices: readonly number[];
  readonly at: number;
}

/** Finds the entry of a name. Throws a MistakeAt if there is none. `loopNames` are names that would be possible, too. */
export function entryOf({ families, entries }: NameTable, use: NameUse, loopNames: readonly string[]): Entry {
  const { base, indices, at } = use;
  const name = elementName(base, indices);
  const found = entries.get(name);
  if (found !== undefined) return found;
  throw new MistakeAt(at, () => {
    const family = families.get(base);
    if (family !== undefined) return missingElement(name, indices, base, family);
    if (writtenFunctions.has(base)) return messages.functionWithoutInput(base);
    const constant = messages.constants.get(base);
    if (constant !== undefined) return constant;
    const names = [...families.keys(), ...loopNames];
    const near = nearest(base, names);
    return near === undefined ? messages.unknownName(base, names) : messages.misspelledName(base, near);
  });
}

function missingElement(name: string, indices: readonly number[], base: string, family: Family): string {
  const { dimensions, ranges, entries } = family;
  if (indices.length > 0 && dimensions === 0) return messages.needlessIndex(name, base);
  const [range] = ranges;
  if (indices.length === 0 && dimensions === 1 && range !== undefined) return messages.missingIndex(base, range);
  if (indices.length !== dimensions) return messages.wrongIndexCount(name, dimensions, entries[0]?.name ?? base);
  const isInside = indices.every((index, at) => {
    const { min = Number.NaN, max = Number.NaN } = ranges[at] ?? {};
    return min <= index && index <= max;
  });
  return isInside ? messages.missingElement(name) : messages.indexOutOfRange(name, ranges, base);
}
