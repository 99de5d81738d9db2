import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Edit } from '../../src/engine/training/edits.ts';
import type { Experiment } from '../../src/engine/training/experiment.ts';
import { startPosition } from '../../src/engine/training/position.ts';
import { fingerprintOf, type Session } from '../../src/engine/training/session.ts';
import { InputError } from '../../src/files/input-error.ts';
import { networkData } from '../../src/files/network-data.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { newSession, readSession, sessionText } from '../../src/files/session-file.ts';
import { saveSession } from '../../src/files/session-writer.ts';
import { lessons } from '../../src/lessons/lessons.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { randomEdits } from '../support/random-edits.ts';
import { randomExperiment } from '../support/random-experiment.ts';

const folder = mkdtempSync(join(tmpdir(), 'backstep-'));
const path = join(folder, 'one.json');

afterAll(() => rmSync(folder, { recursive: true }));

/** Replaces −0 by 0, which JSON.stringify writes the same. */
const withoutNegativeZero = (experiment: Experiment): Experiment => ({
  ...experiment,
  initial: experiment.initial.map((value) => value + 0),
  samples: {
    ...experiment.samples,
    inputs: experiment.samples.inputs.map((value) => value + 0),
    targets: experiment.samples.targets.map((value) => value + 0),
  },
});

test.each([...lessons.keys()])('networkData of the lesson %s is parsed into the same lesson', (name) => {
  const experiment = lessonNamed(name);
  const data: unknown = JSON.parse(JSON.stringify(networkData(experiment)));
  expect(parseNetwork(data, 'copy')).toEqual(experiment);
});

test('short names of quantities and chapters of later epochs are read', () => {
  const data = {
    ...networkData(lecture),
    practice: ['dE/dw2'],
    chapters: [
      { title: 'Later', text: 'Look.', epoch: 100 },
      { title: 'Start', text: 'Look.', open: ['dE/dout_h1'] },
    ],
  };
  const { lessonPlan } = parseNetwork(data, 'net');
  expect(lessonPlan.practice).toEqual(['dE_total/dw2']);
  expect(lessonPlan.chapters.map(({ position }) => position)).toEqual([
    { update: 99, step: 44 },
    { update: 1, step: 0 },
  ]);
  expect(lessonPlan.chapters[1]?.expanded).toEqual(['dE_total/dout_h1']);
  const again = parseNetwork(JSON.parse(JSON.stringify(networkData({ ...lecture, lessonPlan }))), 'net');
  expect(again.lessonPlan).toEqual(lessonPlan);
});

describe('a session', () => {
  const session = randomExperiment.chain((experiment) =>
    fc.record({
      experiment: fc.constant(withoutNegativeZero(experiment)),
      edits: randomEdits(experiment, 9),
      position: fc.record({ update: fc.integer({ min: 1, max: 99 }), step: fc.integer({ min: 1, max: 9 }) }),
      marks: randomEdits(experiment, 9).map((edits) => [{ edits, position: startPosition }]),
      fingerprint: fc.constantFrom(undefined, '0123abcd'),
    }),
  );

  test('is read as it was saved, to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(session, async (saved) => {
        await saveSession(saved, path);
        const read = await readSession(path);
        const plain = (of: Session): unknown =>
          JSON.parse(JSON.stringify({ ...of, experiment: networkData(of.experiment) }));
        expect(plain(read)).toEqual(plain(saved));
        expect(fingerprintOf(read.experiment.initial)).toBe(fingerprintOf(saved.experiment.initial));
        rmSync(path);
      }),
      { numRuns: 60 },
    );
  });

  test('replaces a session file, but no other file', async () => {
    await saveSession(newSession(lecture), path);
    await saveSession({ ...newSession(lecture), position: { update: 7, step: 1 } }, path);
    expect((await readSession(path)).position).toEqual({ update: 7, step: 1 });
    const other = join(folder, 'net.json');
    for (const text of [JSON.stringify(networkData(lecture)), 'no JSON at all', '']) {
      writeFileSync(other, text);
      await expect(saveSession(newSession(lecture), other)).rejects.toThrow(
        'the file there is not a session and was left unchanged',
      );
      expect(readFileSync(other, 'utf8')).toBe(text);
    }
  });

  test('is refused if it cannot be written', async () => {
    await expect(saveSession(newSession(lecture), join(folder, 'no', 'such.json'))).rejects.toThrow('no such folder');
    await expect(saveSession(newSession(lecture), '/dev/null/session.json')).rejects.toThrow(InputError);
    await expect(saveSession(newSession(lecture), folder)).rejects.toThrow(InputError);
    await expect(saveSession(newSession(lecture), '-')).rejects.toThrow('expected the path of a file');
  });

  test('may name a network file', async () => {
    writeFileSync(join(folder, 'of.json'), JSON.stringify(networkData(lecture)));
    writeFileSync(path, sessionText(newSession(lecture), 'of.json'));
    expect((await readSession(path)).experiment).toEqual(lecture);
  });

  test('is new if the file is a network file', async () => {
    writeFileSync(path, JSON.stringify(networkData(lecture)));
    expect(await readSession(path)).toEqual(newSession(lecture));
  });
});

const good = JSON.parse(sessionText(newSession(lecture))) as Record<string, unknown>;
const edit = (change: object): object => ({ ...good, edits: [{ update: 1, change }] });

function manyEdits(count: number): readonly Edit[] {
  return Array(count).fill({ update: 1, change: { kind: 'learning rate', value: 1 } });
}

test('a session may have 1000 edits', async () => {
  writeFileSync(path, JSON.stringify({ ...good, edits: manyEdits(1000) }));
  expect((await readSession(path)).edits).toHaveLength(1000);
});

test.each([
  [{ ...good, position: { update: 0, step: 1 } }, 'position.update: found 0, expected a whole number, at least 1'],
  [{ ...good, position: { update: 2, step: 0 } }, 'position.step: found 0, expected at least 1'],
  [{ ...good, position: undefined }, 'position: found nothing, expected an object with "update" and "step"'],
  [{ ...good, zebra: 1 }, 'found the unknown key "zebra"'],
  [{ ...good, network: 3 }, 'network: found 3, expected an object that describes a network'],
  [{ ...good, network: { inputs: 2 } }, 'network: '],
  [{ ...good, network: 'no-such-file.json' }, 'no-such-file.json: no such file'],
  [
    edit({ kind: 'parameter', parameter: 8, value: 1 }),
    'edits[0].change: found a change that cannot be made: the network has no such parameter',
  ],
  [edit({ kind: 'input', sample: 1, unit: 0, value: 1 }), 'the samples have no such input'],
  [edit({ kind: 'target', sample: 0, unit: 2, value: 1 }), 'the samples have no such target'],
  [edit({ kind: 'activation', layer: 3, activation: 'relu' }), 'the network has no such layer'],
  [
    edit({ kind: 'activation', layer: 1, activation: 'softmax' }),
    'the loss does not allow that activation in this layer',
  ],
  [edit({ kind: 'learning rate', value: -1 }), 'the learning rate must be greater than 0'],
  [edit({ kind: 'magic' }), 'edits[0].change'],
  [{ ...good, edits: manyEdits(1001) }, 'edits: found an array, expected at most 1000 edits'],
  [
    { ...good, marks: Array(2).fill({ edits: [], position: startPosition }) },
    'marks: found an array, expected at most one mark',
  ],
])('an invalid session is refused in one line: %#', async (data, message) => {
  writeFileSync(path, JSON.stringify(data));
  const error: unknown = await readSession(path).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(InputError);
  const text = error instanceof InputError ? error.message : '';
  expect(text).toContain(message);
  expect(text).not.toContain('\n');
});
