import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { DenseExperiment, Experiment } from '../../src/engine/training/experiment.ts';
import type { Session } from '../../src/engine/training/session.ts';
import { newSession, readSession, sessionText } from '../../src/files/session-file.ts';
import { isMoving } from '../../src/ui/state/model.ts';
import { sessionOf } from '../../src/ui/state/session-model.ts';
import { anyMutation, mutate } from '../files/mutated-file.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { anyKeys } from '../support/random-keys.ts';
import { afterKeys, frameOf, openStepper, paintedFrame, type Stepper } from '../support/stepper.ts';
import { circuit, circuitWithoutUpdate, many, shared } from './formula-examples.ts';
import { checkFrame } from './frame-property.ts';

const folder = mkdtempSync(join(tmpdir(), 'backstep-'));
const path = join(folder, 'saved.json');

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

/** Saves the session of a stepper to a file, and reads the file. */
function savedAndRead({ model, view }: Stepper): Promise<Session> {
  writeFileSync(path, sessionText(sessionOf(model, view.snapshot)));
  return readSession(path);
}

function reopened(session: Session): Stepper {
  return arrived(openStepper({ session }));
}

/** Waits until a long move of the stepper has ended. */
function arrived(stepper: Stepper): Stepper {
  for (let frames = 0; stepper.model.travelTarget !== undefined && frames < 1000; frames++) stepper.wait(0.033);
  return stepper;
}

async function afterResume(keys: readonly string[], experiment = lecture): Promise<Stepper> {
  return reopened(await savedAndRead(afterKeys(keys, experiment)));
}

const frame = ({ view }: Stepper): string => frameOf(view);

/** The frame without a notice, which is shown only until the next key. */
function lastingFrame({ view }: Stepper): string {
  return paintedFrame({ ...view, model: { ...view.model, notice: undefined } });
}

/** Ends the states that a session file does not keep: the help, a prompt, an automatic run. */
function rest(stepper: Stepper): Stepper {
  const { mode } = stepper.model;
  if (mode.kind === 'help' || mode.kind === 'prompt') stepper.press('escape');
  return isMoving(stepper.model) ? stepper.press('escape') : stepper;
}

const keysWithChanges = fc.tuple(
  anyKeys,
  fc.constantFrom([], ['m', '=', ...'w1 0.3', 'return'], ['t', 'right', 'right'], ['d', ...'0.5', 'return', '?']),
  anyKeys,
);

describe('a saved session', () => {
  test('opens with the frame that it was left with, after random keys', async () => {
    const anyExperiment = fc.oneof(
      randomExperiment.map(withoutNegativeZero),
      fc.constantFrom<Experiment>(lecture, lessonNamed('xor'), lessonNamed('vanishing')),
      fc.constantFrom<Experiment>(circuit, circuitWithoutUpdate, shared, many),
    );
    await fc.assert(
      fc.asyncProperty(anyExperiment, keysWithChanges, async (experiment, keys) => {
        const left = rest(openStepper({ session: newSession(experiment) }).press(...keys.flat()));
        expect(lastingFrame(reopened(await savedAndRead(left)))).toBe(lastingFrame(left));
      }),
      { numRuns: 40 },
    );
  });

  test('keeps the selected weight, the expanded factors, the panel, the picture, the zoom and the decimals', async () => {
    const keys = ['p', 'p', 'p', '/', ...'w1', 'return', 'x', 'x', 'v', 'v', 'tab', 'z', 'y', '.'];
    const left = afterKeys(keys);
    expect(frame(await afterResume(keys))).toBe(frame(left));
    expect(left.model).toMatchObject({ selected: 0, isZoomed: true, decimals: 6, isByHand: true });
  });

  test('keeps an open question with the typed text, the judgement, the hint and the tally', async () => {
    const keys = ['d', ...'0.5932', 'return', 'return', ...'9.5', 'return', '?', '?', ...'0.1'];
    const again = await afterResume(keys);
    expect(frame(again)).toBe(frame(afterKeys(keys)));
    expect(frame(again)).toContain('> 0.1_');
    expect(again.press('?', '?').model.practice).toMatchObject({ exercise: { isOver: true, hintsGiven: 4 } });
  });

  test('keeps answers, so that a number calculated from them is still right', async () => {
    const again = await afterResume(['d', ...'0.367', 'return', '?', '?', '?', '?']);
    again.press('return', ...'1/(1+exp(-0.367))', 'return');
    expect(again.model.practice.exercise).toMatchObject({ name: 'out_h1', judgement: { kind: 'right' } });
  });

  test.each(['5', '20000'])(
    'keeps the errors of a run that was marked at epoch %s, after the position',
    async (epoch) => {
      const keys = ['g', epoch, 'return', 'm', 'g', '1', 'return', '=', ...'w1 0.3', 'return'];
      expect(lastingFrame(await afterResume(keys))).toBe(lastingFrame(afterKeys(keys)));
    },
  );

  test('keeps a prediction whose value is hidden', async () => {
    const keys = ['t', 'right', 'right', 'right'];
    const again = await afterResume(keys);
    expect(again.model.prediction).toBe('question');
    expect(frame(again)).toBe(frame(afterKeys(keys)));
  });

  test('at a question of a late epoch first goes there, and then asks', async () => {
    const left = afterKeys(['g', ...'20000', 'return', 'd', ...'0.5932', 'return']);
    const session = await savedAndRead(left);
    const opened = openStepper({ session, clockReadTime: 20 });
    expect(opened.view.askedSnapshot).toBeUndefined();
    expect(frame(opened)).toMatch(/going to epoch 20,000/i);
    expect(frame(reopened(session))).toBe(frame(left));
  });

  const farQuestion = ['g', ...'20000', 'return', 'd', ...'0.5932', 'return'];

  test.each([
    ['right', farQuestion],
    ['left', farQuestion],
    ['up', [...farQuestion, 'down']],
    ['down', farQuestion],
    ['?', farQuestion],
    ['return', [...farQuestion, ...'0.1', 'return']],
    ['return', [...farQuestion, '?', '?', '?', '?']],
  ])('keeps its place and its question if %s is pressed on the way', async (key, keys) => {
    const session = await savedAndRead(afterKeys(keys));
    const stepper = openStepper({ session, clockReadTime: 20 }).pressAtOnce(key);
    expect(frame(arrived(stepper))).toBe(frame(reopened(session)));
  });

  test('says the question to a screen reader', async () => {
    const session = await savedAndRead(afterKeys(['d']));
    expect(openStepper({ session, isSpoken: true }).lines.join('\n')).toContain('= ?');
  });

  test('says a question of a late epoch and the judgement to a screen reader, when both are shown', async () => {
    const session = await savedAndRead(afterKeys(farQuestion));
    const stepper = openStepper({ session, isSpoken: true, clockReadTime: 20 });
    expect(stepper.lines.join('\n')).not.toContain('= ?');
    expect(arrived(stepper).lines.at(-1)).toMatch(/0\.5932.*net_h1 = \?/);
  });
});

describe('a session file whose view has mistakes opens with the view of a new session in place of', () => {
  const written = async (view: unknown): Promise<Stepper> => {
    await savedAndRead(afterKeys(['right', 'right']));
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), view }));
    return reopened(await readSession(path));
  };
  const usual = frame(afterKeys(['right', 'right']));
  const question = { name: 'net_h2', asked: { update: 1, step: 3 }, isOver: false };

  test.each([
    ['no view, as in files of older versions', undefined],
    ['a view that is no object', 'all'],
    ['an empty view', {}],
    ['unknown names and numbers that are too large', { panel: 'sound', picture: 'film', parameter: 999, speed: 99 }],
    ['values of other types', { parameter: 'w5', isZoomed: 'yes', scroll: -1, decimals: 5, chapter: 'one' }],
    ['factors of a parameter that does not exist', { expansion: { parameter: 99, names: ['dE_total/dw99'] } }],
    ['a question that does not follow', { practice: { question: { ...question, asked: { update: 1, step: 44 } } } }],
    ['a question about another quantity', { practice: { question: { ...question, name: 'net_o1' } } }],
    ['a question about a step that does not exist', { practice: { question: { ...question, isOver: true } } }],
    ['a key of a newer version', { hologram: true }],
  ])('%s', async (_, view) => {
    expect(frame(await written(view))).toBe(usual);
  });

  test('random mistakes in a view, whose panels are then whole, also after some keys', async () => {
    const keys = ['p', 'p', 'p', '/', ...'w1', 'return', 'x', 'x', 'v', 'tab', 'd', ...'0.5', 'return', '?', ...'0.1'];
    await savedAndRead(afterKeys(keys));
    const saved = readFileSync(path, 'utf8');
    const mutations = fc.array(anyMutation, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(mutations, anyKeys, async (all, nextKeys) => {
        const file = JSON.parse(saved);
        for (const each of all) mutate(file.view, each);
        writeFileSync(path, JSON.stringify(file));
        const opened = reopened(await readSession(path));
        checkFrame(opened.view, { columns: 80, rows: 24 });
        checkFrame(opened.press(...nextKeys).view, { columns: 80, rows: 24 });
      }),
      { numRuns: 60 },
    );
  });

  test('control characters in a typed answer', async () => {
    const opened = await written({ practice: { question: { ...question, typed: '\u001b[2J', given: '\n' } } });
    expect(opened.model.mode).toMatchObject({ kind: 'practice', typed: '', given: '' });
  });
});
