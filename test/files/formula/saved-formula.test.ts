import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createTimeline, stateBefore, timelineOf } from '../../../src/engine/timeline/timeline.ts';
import type { Edit } from '../../../src/engine/training/edits.ts';
import type { FormulaExperiment } from '../../../src/engine/training/experiment.ts';
import { createRun, withEdit } from '../../../src/engine/training/run.ts';
import { fingerprintOf, type Session } from '../../../src/engine/training/session.ts';
import { createAutosave, sessionsIn } from '../../../src/files/autosave.ts';
import { experimentPieces } from '../../../src/files/experiment-data.ts';
import { experimentFrom, readExperiment } from '../../../src/files/experiment-file.ts';
import { parseFormulaExperiment } from '../../../src/files/formula/formula-experiment.ts';
import { InputError } from '../../../src/files/input-error.ts';
import { newSession, readSavedSession, readSession, sessionText } from '../../../src/files/session-file.ts';
import { saveSession } from '../../../src/files/session-writer.ts';
import { formulaLessons } from '../../support/formula-lessons.ts';
import { formulaLesson } from '../../support/lesson-experiments.ts';

const folder = mkdtempSync(join(tmpdir(), 'backstep-'));
const path = join(folder, 'saved.json');

afterAll(() => rmSync(folder, { recursive: true }));

/** Edits of every kind that a formula allows. */
const edits: readonly Edit[] = [
  { update: 1, change: { kind: 'parameter', parameter: 0, value: 0.25 } },
  { update: 2, change: { kind: 'learning rate', value: 0.05 } },
  { update: 3, change: { kind: 'optimizer', optimizer: { method: 'adam', learningRate: 0.01, weightDecay: 0.1 } } },
];
const editOfColumn: Edit = { update: 2, change: { kind: 'input', sample: 3, unit: 1, value: -0.75 } };

/** A session at the fourth update, with the fingerprint of its state. */
function sessionWith(experiment: FormulaExperiment, made: readonly Edit[]): Session {
  const position = { update: 4, step: 2 };
  const run = made.reduce(withEdit, createRun(experiment));
  const state = stateBefore(timelineOf(run), position.update);
  const mark = { edits: made.slice(0, 1), position: { update: 2, step: 1 } };
  return { experiment, edits: made, position, marks: [mark], fingerprint: fingerprintOf(state) };
}

/** The fingerprint of the state at the position of a session, computed again. */
function computedFingerprint({ experiment, edits: made, position }: Session): string {
  const run = made.reduce(withEdit, createRun(experiment));
  return fingerprintOf(stateBefore(timelineOf(run), position.update));
}

describe.each([...formulaLessons.keys()])('a saved session of %s', (name) => {
  const experiment = formulaLesson(name);
  const made = experiment.formula.inputs.length > 0 ? [...edits.slice(0, 2), editOfColumn, ...edits.slice(2)] : edits;
  const session = sessionWith(experiment, made);

  test('is read as the same session, whose numbers have the same bits', async () => {
    await saveSession(session, path);
    const read = await readSession(path);
    expect(read).toEqual({ ...session, view: undefined });
    expect(computedFingerprint(read)).toBe(session.fingerprint);
    // The numbers depend on the edits.
    expect(computedFingerprint({ ...read, edits: [] })).not.toBe(session.fingerprint);
  });

  test('is read again by autosave, which writes the formula and the session to two files', async () => {
    const own = mkdtempSync(join(folder, 'state-'));
    const autosave = createAutosave(own, 'one');
    await autosave.save(() => session, true);
    expect(readdirSync(own).toSorted()).toEqual(['one.network.json', 'one.session.json']);
    const [saved = ''] = sessionsIn(own);
    const read = await readSavedSession(saved);
    expect(read).toEqual({ ...session, view: undefined });
    expect(computedFingerprint(read)).toBe(session.fingerprint);
  });
});

test('the formula of a CSV file is saved with its samples, and needs the CSV file no more', async () => {
  writeFileSync(join(folder, 'points.csv'), 'weight,x,t\n9,0.1,1\n9,-2.5e-3,0\n9,1e300,-4\n');
  writeFileSync(
    join(folder, 'line.formula'),
    'given x, t from points.csv\nw = 1/3\np = w * x\nE = (p - t)^2\nminimise E over w with adam 0.1 batch 2\n',
  );
  const experiment = await readExperiment(join(folder, 'line.formula'));
  expect(experiment.samples.inputs).toEqual(Float64Array.of(0.1, 1, -0.0025, 0, 1e300, -4));
  await saveSession(newSession(experiment), join(folder, 'elsewhere.json'));
  rmSync(join(folder, 'points.csv'));
  rmSync(join(folder, 'line.formula'));
  const read = await readSession(join(folder, 'elsewhere.json'));
  expect(read.experiment).toEqual(experiment);
});

test('columns whose names have commas are saved', async () => {
  const rows = 'x[1,2]","x[1,3]"\n1,2\n3,4\n';
  const sampleFile = { source: 'points.csv', text: `"${rows}` };
  const text = 'given x[1,2], x[1,3] from points.csv\nf = x[1,2] * x[1,3]\n';
  const experiment = parseFormulaExperiment(text, 'own.formula', sampleFile);
  const data: unknown = JSON.parse([...experimentPieces(experiment)].join(''));
  expect(await experimentFrom(data, 'copy')).toEqual(experiment);
});

test('a formula file with comments, line ends of Windows and long numbers is saved as it is written', async () => {
  const text = '# Über ∂\r\nx = 0.1234567890123456789\r\nf = x^2 # the square\r\n\r\nchapter "One" at f: Look.\r\n';
  const experiment = parseFormulaExperiment(text, 'own.formula');
  const data: unknown = JSON.parse([...experimentPieces(experiment)].join(''));
  expect(data).toEqual({ name: 'own', formula: text });
  expect(await experimentFrom(data, 'copy')).toEqual(experiment);
});

test('a session file may name a formula file', async () => {
  writeFileSync(join(folder, 'own.formula'), 'x = 2; f = x^2; minimise f over x with sgd 0.1\n');
  const experiment = await readExperiment(join(folder, 'own.formula'));
  const session: Session = { ...newSession(experiment), edits: edits.slice(0, 2), position: { update: 2, step: 1 } };
  writeFileSync(path, sessionText(session, 'own.formula'));
  expect(await readSession(path)).toEqual({ ...session, view: undefined });
});

describe('a saved session that does not fit its formula is refused', () => {
  const circuit = formulaLesson('circuit');
  const lineFit = formulaLesson('line-fit');
  const refusal = async (session: Session, change: (text: string) => string = (text) => text): Promise<string> => {
    writeFileSync(path, change(sessionText(session)));
    const error: unknown = await readSession(path).catch((reason: unknown) => reason);
    if (!(error instanceof InputError)) throw error;
    return error.message.replaceAll(folder, '');
  };
  const withEdits = (experiment: FormulaExperiment, ...made: readonly Edit[]): Session => ({
    ...newSession(experiment),
    edits: made,
  });

  test.each<readonly [string, FormulaExperiment, Edit['change'], RegExp]>([
    [
      'a number that it does not have',
      circuit,
      { kind: 'parameter', parameter: 3, value: 1 },
      /the file has no such parameter/,
    ],
    ['a column of a formula without samples', circuit, { kind: 'input', sample: 0, unit: 0, value: 1 }, /input/],
    ['a column that it does not have', lineFit, { kind: 'input', sample: 0, unit: 2, value: 1 }, /input/],
    ['a sample that it does not have', lineFit, { kind: 'input', sample: 10, unit: 0, value: 1 }, /input/],
    ['a target', lineFit, { kind: 'target', sample: 0, unit: 0, value: 1 }, /the formula has no targets/],
    ['an activation', circuit, { kind: 'activation', layer: 1, activation: 'tanh' }, /the formula has no targets/],
  ])('that changes %s', async (_, experiment, change, message) => {
    expect(await refusal(withEdits(experiment, { update: 1, change }))).toMatch(message);
  });

  test('with a mistake in the formula, whose line and column the message names', async () => {
    const message = await refusal(newSession(circuit), (text) => text.replace('f = q * z', 'f = q * zz'));
    expect(message).toMatch(/line 7, column 9: .*"zz"/);
  });

  test('with a formula that is not a text, or with an unknown key', async () => {
    expect(
      await refusal(newSession(circuit), (text) => text.replace(/"formula":"(?:[^"\\]|\\.)*"/, '"formula":3')),
    ).toMatch(/formula: found 3, expected text/);
    expect(await refusal(newSession(circuit), (text) => text.replace('"formula"', '"colour":"red","formula"'))).toMatch(
      /colour/,
    );
  });

  test('with samples that lack a column', async () => {
    const message = await refusal(newSession(lineFit), (text) =>
      text.replace('"columns":["x","t"]', '"columns":["x"]'),
    );
    expect(message).toMatch(/column/);
  });
});

test('a formula with no trained number is saved and read', async () => {
  const experiment = parseFormulaExperiment('x = 2; y = 3; f = x * y', 'f');
  const session: Session = { ...newSession(experiment), position: { update: 1, step: 4 } };
  await saveSession(session, path);
  const read = await readSession(path);
  expect(read).toEqual({ ...session, view: undefined });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    network: { name: 'f', formula: 'x = 2; y = 3; f = x * y' },
  });
  expect(createTimeline(read.experiment).run.segments).toHaveLength(1);
});
