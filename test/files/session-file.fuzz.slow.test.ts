import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { parameterCountOf } from '../../src/engine/models/parameters.ts';
import { modelOf } from '../../src/engine/training/experiment.ts';
import { printable } from '../../src/files/quoting.ts';
import { readSession } from '../../src/files/session-file.ts';
import { sessionKind } from '../../src/files/session-kind.ts';
import { pathFrom } from '../../src/files/text-reader.ts';
import { expectRefusal } from './expect-refusal.ts';
import { type Json, lectureFile } from './lecture-file.ts';
import { anyMutation, mutate } from './mutated-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'backstep-fuzz-'));
const path = join(folder, 'one.json');

afterAll(() => rmSync(folder, { recursive: true }));

const session = (): Json => {
  const edits = [
    { update: 1, change: { kind: 'parameter', parameter: 2, value: 0.5 } },
    { update: 2, change: { kind: 'optimizer', optimizer: { method: 'adam', learningRate: 0.1 } } },
    { update: 3, change: { kind: 'activation', layer: 1, activation: 'tanh' } },
  ];
  const position = { update: 4, step: 7 };
  return { kind: sessionKind, network: lectureFile(), edits, position, marks: [{ edits, position }] };
};

const mutatedSession = fc.array(anyMutation, { minLength: 1, maxLength: 6 }).map((mutations) => {
  const file = session();
  for (const each of mutations) mutate(file, each);
  return JSON.stringify(file);
});

/** A session as text, with a part that is there twice or missing. */
const mutatedText = fc.tuple(fc.nat(), fc.nat(), fc.nat(60), fc.boolean()).map(([from, to, length, isCut]) => {
  const text = JSON.stringify(session());
  const [start, place] = [from % text.length, to % text.length];
  const part = text.slice(start, start + length);
  return isCut ? text.slice(0, start) + text.slice(start + length) : text.slice(0, place) + part + text.slice(place);
});

test('readSession reads a mutated session, or refuses it in at most six lines', async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutatedSession, mutatedText), async (text) => {
      writeFileSync(path, text);
      try {
        const { experiment, position } = await readSession(path);
        accepted += 1;
        expect(experiment.initial.length).toBe(parameterCountOf(modelOf(experiment)));
        expect(position.update).toBeGreaterThanOrEqual(1);
      } catch (error) {
        expectRefusal(error, [`${path}, network`, path, ...namedPaths(text)]);
      }
    }),
    { numRuns: 5000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

/** The paths of the network file or the CSV file that a session names, as messages write them. */
function namedPaths(text: string): readonly string[] {
  try {
    const { network } = JSON.parse(text) as Json;
    const { samples } = Object(network) as Json;
    return [network, samples].flatMap((name) => (typeof name === 'string' ? [printable(pathFrom(path, name))] : []));
  } catch {
    return [];
  }
}
