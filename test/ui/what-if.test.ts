import { describe, expect, test } from 'vitest';
import { stateBefore, timelineOf } from '../../src/engine/timeline/timeline.ts';
import { fingerprintOf } from '../../src/engine/training/session.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { actionFor } from '../../src/ui/actions/key-dispatch.ts';
import { reduce } from '../../src/ui/modes/reduce.ts';
import { equationRow } from '../../src/ui/panels/equation-row.ts';
import { narrationRow } from '../../src/ui/panels/narration-row.ts';
import { experimentOf, type Model } from '../../src/ui/state/model.ts';
import { modelOf, sessionOf } from '../../src/ui/state/session-model.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { chain, classes, xor } from '../support/networks.ts';
import { afterKey, afterKeys, textOf, viewOf } from '../support/stepper.ts';

const change = (text: string): readonly string[] => ['=', ...text, 'return'];
const narrated = (model: Model): string => textOf(narrationRow(viewOf(model), 200));
const equation = (model: Model): string => textOf(equationRow(viewOf(model), 200));
const bitsAt = (model: Model): string => fingerprintOf(stateBefore(timelineOf(model.run), model.position.update));

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
    const { run, mode } = afterKeys([...change(text)]);
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
    const { run, mode } = afterKeys([...change(text)]);
    expect(run.edits).toEqual([]);
    expect(mode).toMatchObject({ kind: 'asking', problem });
  });

  test('targets where the loss wants them, and layers by their names', () => {
    expect(afterKeys([...change('target_o1 2')], xor).mode).toMatchObject({ problem: 'target out of range' });
    expect(afterKeys([...change('o tanh')], xor).mode).toMatchObject({ problem: 'loss needs its activation' });
    expect(afterKeys([...change('h2 tanh')], classes).run.edits[0]?.change).toMatchObject({ layer: 2 });
    expect(afterKeys([...change('h7 relu')], chain).run.edits[0]?.change).toMatchObject({ layer: 7 });
  });

  test('a sample of a batch: the one in sight, or the one that is named', () => {
    expect(afterKeys([...change('i1 0.5')], xor).run.edits[0]?.change).toMatchObject({ sample: 0 });
    expect(afterKeys([...change('i1@3 0.5')], xor).run.edits[0]?.change).toMatchObject({ sample: 2 });
  });

  test('from the start of the present update on, where its steps are worked out again', () => {
    const model = afterKeys(['e', 'e', 'right', ...change('w5 0')]);
    expect(model.run.edits).toEqual([{ update: 3, change: { kind: 'parameter', parameter: 4, value: 0 } }]);
    expect(model.position).toEqual({ update: 3, step: 1 });
    expect(viewOf(model).moment.known({ kind: 'parameter', parameter: 4 })).toBe(0);
    expect(narrated(model)).toBe('Changed w5 to 0, at the start of update 3. u undoes it.');
  });

  test('where the update has fewer steps then, the last of them is shown', () => {
    const adam = { ...lecture, optimizer: { method: 'adam', learningRate: 0.01 } } as const;
    const model = afterKeys(['e', ...change('optimizer sgd 0.5')], adam);
    expect(model.position).toEqual({ update: 1, step: 44 });
  });
});

test('u takes changes back, the last one first, and the numbers with them', () => {
  const before = afterKeys(['e', 'e']);
  const changed = afterKeys(['e', 'e', ...change('w5 0'), ...change('alpha 5')]);
  const once = afterKey(changed, 'u');
  expect(once.run.edits).toHaveLength(1);
  expect(narrated(once)).toBe('Undone: changing α to 5, from update 2 on.');
  const twice = afterKey(once, 'u');
  expect(bitsAt(twice)).toBe(bitsAt(before));
  expect(narrated(afterKey(twice, 'u'))).toBe('Not now: nothing is changed.');
});

test('undoing what lies far back is a long way, to the same place', () => {
  const far = { ...xor, samples: { ...xor.samples, count: 4 } };
  const changed = afterKeys([...change('alpha 0.1'), 'g', ...'400000', 'return'], far);
  const action = actionFor(changed, 'u');
  if (action === undefined) throw new Error('u is not bound');
  const undone = reduce(changed, action);
  expect(undone.position).toEqual({ update: 1, step: 1 });
  expect(undone.going).toEqual(changed.position);
  expect(experimentOf(undone).optimizer.learningRate).toBe(0.5);
});

test('back over a change and forth again are the same bits', () => {
  const changed = afterKeys(['e', 'e', 'e', ...change('alpha 5'), 'e', 'e', 'e']);
  const there = ['E', 'E', 'E', 'E', 'E', 'e', 'e', 'e', 'e', 'e'].reduce(afterKey, changed);
  expect(there.position).toEqual(changed.position);
  expect(bitsAt(there)).toBe(bitsAt(changed));
  expect(experimentOf(there).optimizer.learningRate).toBe(5);
  const early = ['E', 'E', 'E', 'E'].reduce(afterKey, changed);
  expect(experimentOf(early).optimizer.learningRate).toBe(0.5);
});

test('m marks a run, and the differences to it are those of the two', () => {
  const model = afterKeys(['e', 'm', ...change('alpha 5'), 'e']);
  const { moment, marked } = viewOf(model);
  const plain = viewOf(afterKeys(['e', 'e'])).moment;
  expect(marked?.error).toBe(plain.error);
  expect(marked?.state).toEqual(plain.state);
  expect(moment.error).not.toBe(plain.error);
  expect(marked?.history).toEqual(plain.history);
});

test('a marked run is seen to where it was marked, however far back the present one goes', () => {
  const model = afterKeys(['g', '2', '0', 'return', 'm', 'g', '5', 'return']);
  const { moment, marked } = viewOf(model);
  expect(moment.history).toHaveLength(6);
  expect(marked?.history).toHaveLength(21);
  expect(afterKey(afterKey(model, 'm'), 'm').mark?.run).toBe(model.run);
});

test('c compares the chosen derivative with a difference, once it is there', () => {
  expect(narrated(afterKeys(['c']))).toBe('Not now: its derivative is not computed yet.');
  const model = afterKeys(['down', 'down', 'down', 'down', 'e', 'c']);
  expect(narrated(model)).toMatch(/^∂E\/∂w5 0\.07140620, differences 0\.07140620, relative error \de-\d+: agree\.$/);
});

describe('predicting', () => {
  const steps = (count: number): readonly string[] => Array.from({ length: count }, () => 'right');

  test('each step shows its equation first, and its value on the next key', () => {
    const announced = afterKeys(['t', 'right']);
    expect(announced.position).toEqual({ update: 1, step: 0 });
    expect(announced.predicting).toBe('equation shown');
    expect(afterKeys(['t', ...steps(2)])).toMatchObject({ position: { step: 1 }, predicting: 'value shown' });
    expect(afterKeys(['t', ...steps(7)])).toMatchObject({ position: { step: 3 }, predicting: 'equation shown' });
  });

  test('back goes the same way', () => {
    expect(afterKeys(['t', ...steps(4), 'left'])).toMatchObject({
      position: { step: 1 },
      predicting: 'equation shown',
    });
    expect(afterKeys(['t', ...steps(4), 'left', 'left'])).toMatchObject({
      position: { step: 1 },
      predicting: 'value shown',
    });
    expect(afterKeys(['t', 'left'])).toMatchObject({ position: { step: 0 }, predicting: 'value shown' });
    expect(afterKeys(['t', 't']).predicting).toBe('off');
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
      const model = afterKeys(['e', 'e', 'z', String((at + 1) % 10)], lesson);
      if (chapter.isPractice) {
        expect(model.mode.kind).toBe('practising');
      } else {
        expect(model.position).toEqual(chapter.position);
        expect(narrated(model)).toBe(`${at + 1} ${chapter.title}. ${chapter.text}`);
      }
    }
  });

  test('ask in the update that they are about, from however far away', () => {
    const model = afterKeys(['g', '5', '0', '0', 'return', '9'], lesson);
    expect(model.mode).toMatchObject({ kind: 'practising', asked: { update: 1, step: 28 } });
    expect(model.position).toEqual({ update: 1, step: 27 });
  });

  test('say what they are about until the next key', () => {
    expect(narrated(afterKeys(['2', 'right'], lesson))).not.toContain('The error');
  });

  test('are there only where a lesson has them', () => {
    expect(afterKeys(['1'], lecture).position).toEqual({ update: 1, step: 0 });
  });
});

test('a session opens at its place, with its edits and its mark', () => {
  const model = afterKeys(['e', 'm', 'e', ...change('alpha 5'), 'e', 'right']);
  const session = sessionOf(model, viewOf(model).moment);
  const opened = modelOf(session);
  const arrivedThere = opened.going ?? opened.position;
  expect(arrivedThere).toEqual(model.position);
  expect(opened.run.edits).toEqual(model.run.edits);
  expect(opened.mark?.run.edits).toEqual([]);
  expect(session.fingerprint).toBe(bitsAt(model));
});
