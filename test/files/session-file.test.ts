import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Edit } from '../../src/engine/training/edits.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { startPosition } from '../../src/engine/training/position.ts';
import { fingerprintOf, type Session } from '../../src/engine/training/session.ts';
import { sampleAt, updateAt } from '../../src/engine/training/update.ts';
import { experimentPieces } from '../../src/files/experiment-data.ts';
import { experimentFrom } from '../../src/files/experiment-file.ts';
import { InputError } from '../../src/files/input-error.ts';
import { networkData } from '../../src/files/network-data.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { newSession, readSavedSession, readSession, sessionText } from '../../src/files/session-file.ts';
import { saveSession } from '../../src/files/session-writer.ts';
import { lessons } from '../../src/lessons/lessons.ts';
import { lecture } from '../support/lecture.ts';
import { lessonExperiment } from '../support/lesson-experiments.ts';
import { twoInputs } from '../support/networks.ts';
import { randomEdits } from '../support/random-edits.ts';
import { randomExperiment } from '../support/random-experiment.ts';

const folder = mkdtempSync(join(tmpdir(), 'backstep-'));
const path = join(folder, 'one.json');

afterAll(() => rmSync(folder, { recursive: true }));

/** Replaces −0 by 0, because JSON.stringify writes both as 0. */
const withoutNegativeZero = (experiment: DenseExperiment): DenseExperiment => ({
  ...experiment,
  initial: experiment.initial.map((value) => value + 0),
  samples: {
    ...experiment.samples,
    inputs: experiment.samples.inputs.map((value) => value + 0),
    targets: experiment.samples.targets.map((value) => value + 0),
  },
});

test.each([...lessons.keys()])('reading the JSON of the lesson %s gives the same lesson', async (name) => {
  const experiment = lessonExperiment(name);
  const data: unknown = JSON.parse([...experimentPieces(experiment)].join(''));
  expect(await experimentFrom(data, 'copy')).toEqual(experiment);
});

test.each<readonly [string, Partial<DenseExperiment>]>([
  ['sums over a batch', { reduction: 'sum' }],
  ['dampening', { optimizer: { method: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.2 } }],
  ['decay by kind', { optimizer: { method: 'adamw', learningRate: 0.1, weightDecay: { weights: 0.1, biases: 0 } } }],
])('parsing the networkData of an experiment with %s gives the same experiment', (_, settings) => {
  const experiment: DenseExperiment = { ...twoInputs, ...settings };
  expect(parseNetwork(JSON.parse(JSON.stringify(networkData(experiment))), 'copy')).toEqual(experiment);
});

test('a file with the decay of the weights alone has no decay of the biases', () => {
  const data = {
    ...networkData(twoInputs),
    optimizer: { method: 'sgd', learningRate: 0.1, weightDecay: { weights: 0.1 } },
  };
  expect(parseNetwork(data, 'net').optimizer.weightDecay).toEqual({ weights: 0.1, biases: 0 });
});

test('parseNetwork reads the epochs of chapters and short names of quantities, and networkData preserves both', () => {
  const data = {
    ...networkData(lecture),
    practice: ['dE/dw2', 'dE_total/dnet_o1'],
    chapters: [
      { title: 'Later', text: 'Look.', epoch: 100 },
      { title: 'Start', text: 'Look.', open: ['dE/dout_h1'] },
    ],
  };
  const { lessonPlan } = parseNetwork(data, 'net');
  expect(lessonPlan.practice).toEqual(['dE_total/dw2', 'delta_o1']);
  expect(lessonPlan.chapters.map(({ position }) => position)).toEqual([
    { update: 99, step: 44 },
    { update: 1, step: 0 },
  ]);
  expect(lessonPlan.chapters[1]?.expanded).toEqual(['dE_total/dout_h1']);
  const copy = parseNetwork(JSON.parse(JSON.stringify(networkData({ ...lecture, lessonPlan }))), 'net');
  expect(copy.lessonPlan).toEqual(lessonPlan);
});

test('a chapter may name the sample that the shuffle puts first in the epoch of the chapter', () => {
  const shuffled: DenseExperiment = { ...twoInputs, shuffle: { seed: 2 } };
  // Epoch 2 starts with update 10.
  const [sample, firstSample] = [10, 1].map((update) => sampleAt(updateAt(shuffled, update), 0) + 1);
  expect(sample).not.toBe(firstSample);
  const withChapter = (after: string): object => ({
    ...networkData(shuffled),
    chapters: [{ title: 'Later', text: 'Look.', epoch: 2, after }],
  });
  const { lessonPlan } = parseNetwork(withChapter(`net_o1@${sample}`), 'net');
  expect(lessonPlan.chapters[0]?.position).toEqual({ update: 10, step: 1 });
  expect(() => parseNetwork(withChapter(`net_o1@${firstSample}`), 'net')).toThrow('chapters[0].after: found "net_o1@');
});

describe('session files', () => {
  const anySession = randomExperiment.chain((experiment) =>
    fc.record({
      experiment: fc.constant(withoutNegativeZero(experiment)),
      edits: randomEdits(experiment, 9),
      position: fc.record({ update: fc.integer({ min: 1, max: 99 }), step: fc.integer({ min: 1, max: 9 }) }),
      marks: randomEdits(experiment, 9).map((edits) => [{ edits, position: startPosition }]),
      fingerprint: fc.constantFrom(undefined, '0123abcd'),
    }),
  );

  test('readSession returns each session exactly as saveSession wrote it', async () => {
    await fc.assert(
      fc.asyncProperty(anySession, async (saved) => {
        await saveSession(saved, path);
        const read = await readSession(path);
        const asJson = (session: Session): unknown =>
          JSON.parse(
            JSON.stringify({ ...session, experiment: JSON.parse([...experimentPieces(session.experiment)].join('')) }),
          );
        expect(asJson(read)).toEqual(asJson(saved));
        expect(fingerprintOf(read.experiment.initial)).toBe(fingerprintOf(saved.experiment.initial));
        rmSync(path);
      }),
      { numRuns: 60 },
    );
  });

  test('saveSession replaces a session file, but no other file', async () => {
    await saveSession(newSession(lecture), path);
    await saveSession({ ...newSession(lecture), position: { update: 7, step: 1 } }, path);
    expect((await readSession(path)).position).toEqual({ update: 7, step: 1 });
    const other = join(folder, 'net.json');
    for (const text of [JSON.stringify(networkData(lecture)), 'no JSON at all', '']) {
      writeFileSync(other, text);
      await expect(saveSession(newSession(lecture), other)).rejects.toThrow(
        'it is not a session and was left unchanged',
      );
      expect(readFileSync(other, 'utf8')).toBe(text);
    }
  });

  test('saveSession refuses a path that cannot be written', async () => {
    await expect(saveSession(newSession(lecture), join(folder, 'no', 'such.json'))).rejects.toThrow('no such folder');
    await expect(saveSession(newSession(lecture), '/dev/null/session.json')).rejects.toThrow(InputError);
    await expect(saveSession(newSession(lecture), folder)).rejects.toThrow(new InputError(folder, 'it is a folder'));
    await expect(saveSession(newSession(lecture), '-')).rejects.toThrow('expected the path of a file');
  });

  test('readSession reads the network file that a session file names', async () => {
    writeFileSync(join(folder, 'named.json'), JSON.stringify(networkData(lecture)));
    writeFileSync(path, sessionText(newSession(lecture), 'named.json'));
    expect((await readSession(path)).experiment).toEqual(lecture);
  });

  test('a pipe in place of a saved session or its network is refused', async () => {
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const refusal = new InputError(pipe, 'found a pipe or a device, expected a file');
    await expect(readSavedSession(pipe)).rejects.toThrow(refusal);
    writeFileSync(path, sessionText(newSession(lecture), 'pipe'));
    await expect(readSavedSession(path)).rejects.toThrow(refusal);
  });

  test('readSession returns a new session for a network file', async () => {
    writeFileSync(path, JSON.stringify(networkData(lecture)));
    expect(await readSession(path)).toEqual(newSession(lecture));
  });
});

const validFile = JSON.parse(sessionText(newSession(lecture))) as Record<string, unknown>;
const withChange = (change: object): object => ({ ...validFile, edits: [{ update: 1, change }] });

function manyEdits(count: number): readonly Edit[] {
  return Array(count).fill({ update: 1, change: { kind: 'learning rate', value: 1 } });
}

test('readSession accepts a session with 1000 edits', async () => {
  writeFileSync(path, JSON.stringify({ ...validFile, edits: manyEdits(1000) }));
  expect((await readSession(path)).edits).toHaveLength(1000);
});

test.each([
  ['position.update: found 0, expected a whole number, at least 1', { ...validFile, position: { update: 0, step: 1 } }],
  [
    'position.update: found 1e+300, expected at most 9007199254740991',
    { ...validFile, position: { update: 1e300, step: 1 } },
  ],
  ['position.step: found 0, expected at least 1', { ...validFile, position: { update: 2, step: 0 } }],
  ['position: found nothing, expected an object with "update" and "step"', { ...validFile, position: undefined }],
  ['found the unknown key "zebra"', { ...validFile, zebra: 1 }],
  ['network: found 3, expected an object that describes a network', { ...validFile, network: 3 }],
  ['network: inputs: ', { ...validFile, network: { ...networkData(lecture), inputs: '2' } }],
  ['no-such-file.json: no such file', { ...validFile, network: 'no-such-file.json' }],
  [
    'edits[0].change: found a change that cannot be made: the file has no such parameter',
    withChange({ kind: 'parameter', parameter: 8, value: 1 }),
  ],
  ['the samples have no such input', withChange({ kind: 'input', sample: 1, unit: 0, value: 1 })],
  ['the samples have no such target', withChange({ kind: 'target', sample: 0, unit: 2, value: 1 })],
  ['the network has no such layer', withChange({ kind: 'activation', layer: 3, activation: 'relu' })],
  [
    'the loss does not allow that activation in this layer',
    withChange({ kind: 'activation', layer: 1, activation: 'softmax' }),
  ],
  ['the learning rate must be greater than 0', withChange({ kind: 'learning rate', value: -1 })],
  [
    'edits[0].change.kind: found "magic", expected "parameter", "input", "target", "learning rate", "optimizer" or "activation"',
    withChange({ kind: 'magic' }),
  ],
  ['edits[0].change.kind: found "Learning rate", did you mean "learning rate"?', withChange({ kind: 'Learning rate' })],
  ['edits[0].change.kind: found nothing, expected "parameter", ', withChange({ parameter: 1 })],
  ['edits: found an array, expected at most 1000 edits', { ...validFile, edits: manyEdits(1001) }],
  [
    'marks: found an array, expected at most one mark',
    { ...validFile, marks: Array(2).fill({ edits: [], position: startPosition }) },
  ],
])('readSession refuses an invalid session in one line that contains "%s"', async (message, data) => {
  writeFileSync(path, JSON.stringify(data));
  const error: unknown = await readSession(path).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(InputError);
  const text = error instanceof InputError ? error.message : '';
  expect(text).toContain(message);
  expect(text).not.toContain('\n');
});
