import { describe, expect, test } from 'vitest';
import { stateBefore, timelineOf } from '../../src/engine/timeline/timeline.ts';
import { fingerprintOf } from '../../src/engine/training/session.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { plainText } from '../../src/ui/draw/rows.ts';
import { equationLine } from '../../src/ui/lines/equation-line.ts';
import { narrationText } from '../../src/ui/lines/narration-line.ts';
import { experimentOf, type Model } from '../../src/ui/state/model.ts';
import { sessionOf } from '../../src/ui/state/session-model.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { chain, classes, xor } from '../support/networks.ts';
import { afterKeys, openStepper, type Stepper } from '../support/stepper.ts';

const change = (text: string): readonly string[] => ['=', ...text, 'return'];
const narrated = ({ view }: Stepper): string => narrationText(view, 200);
const equation = ({ view }: Stepper): string => plainText(equationLine(view, 200)).trim();
const bitsAt = ({ run, position }: Model): string => fingerprintOf(stateBefore(timelineOf(run), position.update));

describe('= changes', () => {
  test.each([
    ['0.4', { kind: 'parameter', parameter: 0, value: 0.4 }],
    ['w5 0.4', { kind: 'parameter', parameter: 4, value: 0.4 }],
    ['w5=-1/4', { kind: 'parameter', parameter: 4, value: -0.25 }],
    ['w5 = 0,4', { kind: 'parameter', parameter: 4, value: 0.4 }],
    ['i1 0.2', { kind: 'input', unit: 0, sample: 0, value: 0.2 }],
    ['target_o2 = 0.5', { kind: 'target', unit: 1, sample: 0, value: 0.5 }],
    ['alpha 5', { kind: 'learning rate', value: 5 }],
    ['α = 5', { kind: 'learning rate', value: 5 }],
    ['optimizer adam 0.01', { kind: 'optimizer', optimizer: { method: 'adam', learningRate: 0.01 } }],
    ['optimizer adagrad', { kind: 'optimizer', optimizer: { method: 'adagrad', learningRate: 0.5 } }],
    ['mu 0.9', { kind: 'optimizer', optimizer: { method: 'sgd', learningRate: 0.5, momentum: 0.9 } }],
    ['h tanh', { kind: 'activation', layer: 1, activation: 'tanh' }],
    ['h2 relu', { kind: 'activation', layer: 1, activation: 'relu' }],
    ['o1 identity', { kind: 'activation', layer: 2, activation: 'identity' }],
  ])('%s', (text, edit) => {
    const { run, mode } = afterKeys(change(text)).model;
    expect(run.edits).toEqual([{ update: 1, change: edit }]);
    expect(mode).toEqual({ kind: 'stepping' });
  });

  test.each([
    ['w9 1', 'unknown'],
    ['E_total 1', 'no change'],
    ['w5', 'no value'],
    ['w5 x', 'no number'],
    ['alpha 0', 'rate too small'],
    ['beta1 0.5', 'no such setting'],
    ['mu -1', 'setting out of range'],
    ['lambda -3', 'setting out of range'],
    ['optimizer sgdd', 'no method'],
    ['h softmaxx', 'no activation'],
    ['h softmax', 'loss needs its activation'],
  ])('%s is asked for again: %s', (text, problem) => {
    const { run, mode } = afterKeys(change(text)).model;
    expect(run.edits).toEqual([]);
    expect(mode).toMatchObject({ kind: 'prompt', problem });
  });

  test('targets where the loss wants them, and layers by their names', () => {
    expect(afterKeys([...change('target_o1 2')], xor).model.mode).toMatchObject({ problem: 'target out of range' });
    expect(afterKeys([...change('o tanh')], xor).model.mode).toMatchObject({ problem: 'loss needs its activation' });
    expect(afterKeys([...change('h2 tanh')], classes).model.run.edits[0]?.change).toMatchObject({ layer: 2 });
    expect(afterKeys([...change('h7 relu')], chain).model.run.edits[0]?.change).toMatchObject({ layer: 7 });
  });

  test('a sample of a batch: the one in sight, or the one that is named', () => {
    expect(afterKeys([...change('i1 0.5')], xor).model.run.edits[0]?.change).toMatchObject({ sample: 0 });
    expect(afterKeys([...change('i1@3 0.5')], xor).model.run.edits[0]?.change).toMatchObject({ sample: 2 });
  });

  test('from the start of the present update on, where its steps are worked out again', () => {
    const stepper = afterKeys(['e', 'e', 'right', ...change('w5 0')]);
    const { model, view } = stepper;
    expect(model.run.edits).toEqual([{ update: 3, change: { kind: 'parameter', parameter: 4, value: 0 } }]);
    expect(model.position).toEqual({ update: 3, step: 1 });
    expect(view.snapshot.known({ kind: 'parameter', parameter: 4 })).toBe(0);
    expect(narrated(stepper)).toBe('Changed w5 to 0, at the start of update 3. u undoes it.');
  });

  test('where the update has fewer steps then, the last of them is shown', () => {
    const adam = { ...lecture, optimizer: { method: 'adam', learningRate: 0.01 } } as const;
    const { model } = afterKeys(['e', ...change('optimizer sgd 0.5')], adam);
    expect(model.position).toEqual({ update: 1, step: 44 });
  });
});

test('u takes changes back, the last one first, and the numbers with them', () => {
  const before = bitsAt(afterKeys(['e', 'e']).model);
  const stepper = afterKeys(['e', 'e', ...change('w5 0'), ...change('alpha 5'), 'u']);
  expect(stepper.model.run.edits).toHaveLength(1);
  expect(narrated(stepper)).toBe('Undone: changing α to 5, from update 2 on.');
  stepper.press('u');
  expect(bitsAt(stepper.model)).toBe(before);
  stepper.press('u');
  expect(narrated(stepper)).toBe('Not now: nothing is changed.');
});

test('undoing a change that is far back is a long move, to the same place', () => {
  const stepper = afterKeys([...change('alpha 0.1'), 'g', ...'400000', 'return'], xor);
  const { position } = stepper.model;
  const { model } = stepper.pressAtOnce('u');
  expect(model.position).toEqual({ update: 1, step: 1 });
  expect(model.travelTarget).toEqual(position);
  expect(experimentOf(model).optimizer.learningRate).toBe(0.5);
});

test('back over a change and forth again are the same bits', () => {
  const changed = ['e', 'e', 'e', ...change('alpha 5'), 'e', 'e', 'e'];
  const { model } = afterKeys(changed);
  const again = afterKeys([...changed, 'E', 'E', 'E', 'E', 'E', 'e', 'e', 'e', 'e', 'e']).model;
  expect(again.position).toEqual(model.position);
  expect(bitsAt(again)).toBe(bitsAt(model));
  expect(experimentOf(again).optimizer.learningRate).toBe(5);
  expect(experimentOf(afterKeys([...changed, 'E', 'E', 'E', 'E']).model).optimizer.learningRate).toBe(0.5);
});

test('m marks a run, and the differences from it are those of the two', () => {
  const { snapshot, marked } = afterKeys(['e', 'm', ...change('alpha 5'), 'e']).view;
  const plain = afterKeys(['e', 'e']).view.snapshot;
  expect(marked?.error).toBe(plain.error);
  expect(marked?.state).toEqual(plain.state);
  expect(snapshot.error).not.toBe(plain.error);
  expect(marked?.history).toEqual(plain.history);
});

test('a marked run is drawn to where it was marked, however far back the present one is', () => {
  const stepper = afterKeys(['g', '2', '0', 'return', 'm', 'g', '5', 'return']);
  const { snapshot, marked } = stepper.view;
  expect(snapshot.history).toHaveLength(6);
  expect(marked?.history).toHaveLength(21);
  expect(stepper.press('m').model.marked).toBeUndefined();
  expect(stepper.press('m').model.marked?.run).toBe(stepper.model.run);
});

test('c compares the selected derivative with a difference, once it is there', () => {
  expect(narrated(afterKeys(['c']))).toBe('Not now: its derivative is not computed yet.');
  expect(narrated(afterKeys(['down', 'down', 'down', 'down', 'e', 'c']))).toMatch(
    /^∂E\/∂w5 0\.07140620, differences 0\.07140620, relative error \de-\d+: agree\.$/,
  );
});

describe('predicting', () => {
  const steps = (count: number): readonly string[] => Array.from({ length: count }, () => 'right');

  test('each step shows its equation first, and its value on the next key', () => {
    expect(afterKeys(['t', 'right']).model).toMatchObject({ position: { step: 0 }, prediction: 'question' });
    expect(afterKeys(['t', ...steps(2)]).model).toMatchObject({ position: { step: 1 }, prediction: 'answer' });
    expect(afterKeys(['t', ...steps(7)]).model).toMatchObject({ position: { step: 3 }, prediction: 'question' });
  });

  test('back goes the same way', () => {
    expect(afterKeys(['t', ...steps(4), 'left']).model).toMatchObject({
      position: { step: 1 },
      prediction: 'question',
    });
    expect(afterKeys(['t', ...steps(4), 'left', 'left']).model).toMatchObject({
      position: { step: 1 },
      prediction: 'answer',
    });
    expect(afterKeys(['t', 'left']).model).toMatchObject({ position: { step: 0 }, prediction: 'answer' });
    expect(afterKeys(['t', 't']).model.prediction).toBe('off');
  });

  test.each(['n', 'p', 'e', 'E'])('a jump by %s shows the value at once, and the next key asks again', (jump) => {
    const stepper = afterKeys(['t', 'right', jump]);
    expect(stepper.model.prediction).toBe('answer');
    const { position } = stepper.model;
    expect(stepper.press('right').model).toMatchObject({ position, prediction: 'question' });
  });

  test('the last equation has the numbers of the new forward pass, however deep the network', () => {
    const announced = ['e', 't', 'left'];
    const number = '\\d\\.\\d{4}';
    expect(equation(afterKeys(announced))).toMatch(
      new RegExp(`^E_total⁺ = E_o1⁺ \\+ E_o2⁺ = ${number} \\+ ${number} = \\?$`),
    );
    const layers = Array.from({ length: 12 }, () => ({
      units: 5,
      activation: 'tanh',
      weights: Array.from({ length: 5 }, () => [0.1, -0.2, 0.3, -0.4, 0.5]),
    }));
    const deep = {
      name: 'deep',
      inputs: 5,
      layers,
      loss: 'half-squared-error',
      optimizer: { method: 'sgd', learningRate: 0.1 },
      samples: [{ input: [1, 0, 0, 0, 0], target: [0, 0, 0, 0, 1] }],
    };
    expect(equation(afterKeys(announced, parseNetwork(deep, 'deep')))).toMatch(/^E_total⁺ = .*\d = \?$/);
  });
});

describe('chapters', () => {
  const lesson = lessonNamed('lecture');

  test('are reached by the keys 1 to 9 and 0, from anywhere', () => {
    for (const [at, chapter] of lesson.lessonPlan.chapters.entries()) {
      const stepper = afterKeys(['e', 'e', 'z', String((at + 1) % 10)], lesson);
      const { model } = stepper;
      if (chapter.isPractice) {
        expect(model.mode.kind).toBe('practice');
      } else {
        expect(model.position).toEqual(chapter.position);
        expect(narrated(stepper)).toBe(`${at + 1} ${chapter.title}. ${chapter.text}`);
      }
    }
  });

  test('ask in the update that they are about, from however far away', () => {
    const { model } = afterKeys(['g', '5', '0', '0', 'return', '9'], lesson);
    expect(model.mode).toMatchObject({ kind: 'practice', asked: { update: 1, step: 28 } });
    expect(model.position).toEqual({ update: 1, step: 27 });
  });

  test('say what they are about until the next key', () => {
    expect(narrated(afterKeys(['2', 'right'], lesson))).not.toContain('The error');
  });

  test('are there only where a lesson has them', () => {
    expect(afterKeys(['1'], lecture).model.position).toEqual({ update: 1, step: 0 });
  });
});

test('a session opens at its position, with its edits and its mark', () => {
  const { model, view } = afterKeys(['e', 'm', 'e', ...change('alpha 5'), 'e', 'right']);
  const session = sessionOf(model, view.snapshot);
  expect(session.fingerprint).toBe(bitsAt(model));
  const opened = openStepper({ session }).wait(1).model;
  expect(opened.position).toEqual(model.position);
  expect(opened.run.edits).toEqual(model.run.edits);
  expect(opened.marked?.run.edits).toEqual([]);
});

test('during a long move the session is saved at its target, without a fingerprint of other numbers', () => {
  const stepper = openStepper({ lookTime: 5 })
    .press('e')
    .pressAtOnce('g', ...'900000', 'return')
    .wait(0.1);
  const { model, view } = stepper;
  expect(model.position.update).toBeLessThan(900_000);
  expect(sessionOf(model, view.snapshot)).toMatchObject({ position: { update: 900_000 }, fingerprint: undefined });
});
