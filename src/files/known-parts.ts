import * as z from 'zod/mini';
import { chapter, layer, type NetworkFile, networkFile, sample } from './network-schema.ts';
import { valueAt } from './schema-parts.ts';

/** The parts of a network file that are valid by themselves. A part with a mistake is undefined. */
export interface KnownParts
  extends Partial<Omit<NetworkFile, 'layers' | 'samples' | 'chapters' | 'inputNames' | 'outputNames'>> {
  readonly inputNames?: readonly string[];
  readonly outputNames?: readonly string[];
  readonly layers?: readonly Partial<NetworkFile['layers'][number]>[] | undefined;
  readonly samples?: string | readonly Partial<Exclude<NetworkFile['samples'], string>[number]>[] | undefined;
  readonly chapters?: readonly Partial<NetworkFile['chapters'][number]>[] | undefined;
}

/** Finds the valid parts of a network file with mistakes. `data` is the parsed JSON of the file. */
export function knownPartsOf(data: unknown): KnownParts {
  const { layers, samples, chapters, ...parts } = validParts(networkFile, data);
  return {
    ...parts,
    layers: layers ?? itemsIn(data, 'layers')?.map((item) => partsOfItem(layer, item)),
    samples: samples ?? itemsIn(data, 'samples')?.map((item) => partsOfItem(sample, item)),
    chapters: chapters ?? itemsIn(data, 'chapters')?.map((item) => partsOfItem(chapter, item)),
  };
}

/** The valid parts of an item in a list. Nothing of an item that is not an object is valid. */
function partsOfItem<Shape extends z.core.$ZodShape>(schema: { readonly shape: Shape }, item: unknown) {
  return typeof item === 'object' && item !== null ? validParts(schema, item) : {};
}

/** The value of each key, if the schema of the key allows it, with defaults filled in. */
function validParts<Shape extends z.core.$ZodShape>({ shape }: { readonly shape: Shape }, value: unknown) {
  const entries = Object.entries(shape).flatMap(([key, schema]) => {
    const { success, data } = z.safeParse(schema, valueAt(value, key));
    return success && data !== undefined ? [[key, data] as const] : [];
  });
  return Object.fromEntries(entries) as { readonly [Key in keyof Shape]?: z.output<Shape[Key]> };
}

function itemsIn(value: unknown, key: string): readonly unknown[] | undefined {
  const items = valueAt(value, key);
  return Array.isArray(items) ? items : undefined;
}
