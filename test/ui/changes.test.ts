import { describe, expect, test } from 'vitest';
import { parameterValue } from '../../src/engine/models/dense-quantities.ts';
import { stateBefore, timelineOf } from '../../src/engine/timeline/timeline.ts';
import type { Edit } from '../../src/engine/training/edits.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { fingerprintOf } from '../../src/engine/training/session.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { plainText } from '../../src/ui/draw/rows.ts';
import { equationLine } from '../../src/ui/lines/equation-line.ts';
import { narrationText } from '../../src/ui/lines/narration-line.ts';
import { experimentOf, type Model } from '../../src/ui/state/model.ts';
import { sessionOf } from '../../src/ui/state/session-model.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { chain, classes, oneLayer, xor } from '../support/networks.ts';
import { afterKeys, frameOf, openStepper, type Stepper, sessionWith } from '../support/stepper.ts';

/** The keys that type a change at the = prompt. */
const change = (text: string): readonly string[] => ['=', ...text, 'return'];
const narrated = ({ view }: Stepper): string => narrationText(view, 200);
const equation = ({ view }: Stepper): string => plainText(equationLine(view, 200)).trim();
/** A hash of the parameters and the optimizer's states before the present update. */
const fingerprintAt = ({ run, position }: Model): string =>
  fingerprintOf(stateBefore(timelineOf(run), position.update));

describe('the = prompt', () => {
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
    ['lambda 0.1', { kind: 'optimizer', optimizer: { method: 'sgd', learningRate: 0.5, weightDecay: 0.1 } }],
    [
      'λ_w = 0.1',
      { kind: 'optimizer', optimizer: { method: 'sgd', learningRate: 0.5, weightDecay: { weights: 0.1, biases: 0 } } },
    ],
    ['momentum 0.9', { kind: 'optimizer', optimizer: { method: 'sgd', learningRate: 0.5, momentum: 0.9 } }],
    ['learningRate 5', { kind: 'learning rate', value: 5 }],
    ['h tanh', { kind: 'activation', layer: 1, activation: 'tanh' }],
    ['h2 relu', { kind: 'activation', layer: 1, activation: 'relu' }],
    ['o1 identity', { kind: 'activation', layer: 2, activation: 'identity' }],
  ])('reads "%s" as the change %j and closes', (text, expected) => {
    const { run, mode } = afterKeys(change(text)).model;
    expect(run.edits).toEqual([{ update: 1, change: expected }]);
    expect(mode).toEqual({ kind: 'stepping' });
  });

  test.each([
    ['w9 1', 'unknown'],
    ['E_total 1', 'no change'],
    ['optimizer adam 0.01 5', 'too many values'],
    ['w5', 'no value'],
    ['w5 x', 'no number'],
    ['0.4.4', 'no number'],
    ['1e309', 'no number'],
    ['loss mse', 'unknown'],
    ['h3 relu', 'no layer'],
    ['h2.1 relu', 'no layer'],
    ['alpha 0', 'rate too small'],
    ['beta1 0.5', 'no such setting'],
    ['mu -1', 'setting out of range'],
    ['lambda -3', 'setting out of range'],
    ['lambda_b -3', 'setting out of range'],
    ['tau 0.5', 'needs momentum'],
    ['optimizer sgdd', 'no method'],
    ['h softmaxx', 'no activation'],
    ['h softmax', 'activation not possible here'],
  ])('stays open after "%s", because of the problem "%s"', (text, problem) => {
    const { run, mode } = afterKeys(change(text)).model;
    expect(run.edits).toEqual([]);
    expect(mode).toMatchObject({ kind: 'prompt', problem });
  });

  test('refuses a target and an activation that do not fit the loss', () => {
    expect(afterKeys([...change('target_o1 2')], xor).model.mode).toMatchObject({ problem: 'target out of range' });
    expect(afterKeys([...change('o tanh')], xor).model.mode).toMatchObject({ problem: 'activation not possible here' });
  });

  test('changes the activation of hidden layer 2 if h2 is typed, and of hidden layer 7 if h7 is typed', () => {
    expect(afterKeys([...change('h2 tanh')], classes).model.run.edits[0]?.change).toMatchObject({ layer: 2 });
    expect(afterKeys([...change('h7 relu')], chain).model.run.edits[0]?.change).toMatchObject({ layer: 7 });
  });

  test('changes an input of the sample that is typed after @, or of the shown sample if none is typed', () => {
    expect(afterKeys([...change('i1 0.5')], xor).model.run.edits[0]?.change).toMatchObject({ sample: 0 });
    const third = afterKeys([...change('i1@3 0.5')], xor);
    expect(third.model.run.edits[0]?.change).toMatchObject({ sample: 2 });
    expect(narrated(third)).toBe('Changed i1@3 to 0.5, from update 1 on. u undoes it.');
  });

  test('changes the optimizer and names its settings', () => {
    expect(narrated(afterKeys(change('optimizer adam 0.01')))).toBe(
      'Changed the optimizer to adam (α 0.01), from update 1 on. u undoes it.',
    );
  });

  test('changes the decay of the weights, of the biases, or of both, and dampening after momentum', () => {
    const experiment: DenseExperiment = {
      ...lecture,
      optimizer: { method: 'sgd', learningRate: 0.5, weightDecay: { weights: 0.1, biases: 0.2 } },
    };
    const optimizerAfter = (...texts: readonly string[]) =>
      experimentOf(afterKeys(texts.flatMap(change), experiment).model).optimizer;
    expect(optimizerAfter('lambda_b 0').weightDecay).toEqual({ weights: 0.1, biases: 0 });
    expect(optimizerAfter('lambda 0.3').weightDecay).toBe(0.3);
    expect(optimizerAfter('mu 0.9', 'tau 0.5')).toMatchObject({ momentum: 0.9, dampening: 0.5 });
    expect(narrated(afterKeys([...change('mu 0.9'), ...change('tau 0.5')], experiment))).toBe(
      'Changed the optimizer to sgd (α 0.5, λ_w 0.1, λ_b 0.2, μ 0.9, τ 0.5), from update 1 on. u undoes it.',
    );
  });

  test('changes a weight to 0 if −0 is typed, because a saved session has no −0', () => {
    expect(afterKeys(change('w5 -0')).model.run.edits[0]?.change).toMatchObject({ value: 0 });
  });

  test('accepts the thousandth change of a session, and refuses one more', () => {
    const edit: Edit = { update: 1, change: { kind: 'parameter', parameter: 0, value: 0.1 } };
    const changed = (times: number): Model =>
      openStepper({ session: sessionWith({ edits: Array.from({ length: times }, () => edit) }) }).press(
        ...change('0.4'),
      ).model;
    expect(changed(999).run.edits).toHaveLength(1000);
    expect(changed(1000).mode).toMatchObject({ kind: 'prompt', problem: 'too many changes' });
  });

  test('shows the problem of the typed text until this text changes', () => {
    const problem = 'there is no such quantity in this update';
    expect(frameOf(afterKeys(change('w9 1')).view)).toContain(problem);
    expect(frameOf(afterKeys([...change('w9 1'), 'backspace']).view)).not.toContain(problem);
  });

  test('changes a weight at the start of the present update and keeps the present step', () => {
    const stepper = afterKeys(['e', 'e', 'right', ...change('w5 0')]);
    const { model, view } = stepper;
    expect(model.run.edits).toEqual([{ update: 3, change: { kind: 'parameter', parameter: 4, value: 0 } }]);
    expect(model.position).toEqual({ update: 3, step: 1 });
    expect(view.snapshot.known(parameterValue(4))).toBe(0);
    expect(narrated(stepper)).toBe('Changed w5 to 0, at the start of update 3. u undoes it.');
  });

  test('moves to the last step of an update that has fewer steps after the change', () => {
    const adam = { ...lecture, optimizer: { method: 'adam', learningRate: 0.01 } } as const;
    const { model } = afterKeys(['e', ...change('optimizer sgd 0.5')], adam);
    expect(model.position).toEqual({ update: 1, step: 44 });
  });
});

test('each u undoes one change, and after the last u the numbers are those of the unchanged run', () => {
  const before = fingerprintAt(afterKeys(['e', 'e']).model);
  const stepper = afterKeys(['e', 'e', ...change('w5 0'), ...change('alpha 5'), 'u']);
  expect(stepper.model.run.edits).toHaveLength(1);
  expect(narrated(stepper)).toBe('Undone: changing α to 5, from update 2 on.');
  stepper.press('u');
  expect(fingerprintAt(stepper.model)).toBe(before);
  stepper.press('u');
  expect(narrated(stepper)).toBe('Not now: nothing is changed.');
});

test('undoing an early change goes to the changed update, and starts a long move forward to the position where u was pressed', () => {
  const stepper = afterKeys([...change('alpha 0.1'), 'g', ...'100000', 'return'], xor);
  const { position } = stepper.model;
  const { model } = stepper.pressAtOnce('u');
  expect(model.position).toEqual({ update: 1, step: 1 });
  expect(model.travelTarget).toEqual(position);
  expect(experimentOf(model).optimizer.learningRate).toBe(0.5);
});

test('moving back over a change and forward again gives the same parameters, bit for bit', () => {
  const changed = ['e', 'e', 'e', ...change('alpha 5'), 'e', 'e', 'e'];
  const { model } = afterKeys(changed);
  const again = afterKeys([...changed, 'E', 'E', 'E', 'E', 'E', 'e', 'e', 'e', 'e', 'e']).model;
  expect(again.position).toEqual(model.position);
  expect(fingerprintAt(again)).toBe(fingerprintAt(model));
  expect(experimentOf(again).optimizer.learningRate).toBe(5);
  expect(experimentOf(afterKeys([...changed, 'E', 'E', 'E', 'E']).model).optimizer.learningRate).toBe(0.5);
});

test('a marked run keeps its numbers when the present run is changed', () => {
  const { snapshot, marked } = afterKeys(['e', 'm', ...change('alpha 5'), 'e']).view;
  const plain = afterKeys(['e', 'e']).view.snapshot;
  expect(marked?.error).toBe(plain.error);
  expect(marked?.state).toEqual(plain.state);
  expect(snapshot.error).not.toBe(plain.error);
  expect(marked?.history).toEqual(plain.history);
});

test('the errors of a marked run reach to the epoch in which m was pressed, even after a move to an earlier epoch', () => {
  const stepper = afterKeys(['g', '2', '0', 'return', 'm', 'g', '5', 'return']);
  const { snapshot, marked } = stepper.view;
  expect(snapshot.history).toHaveLength(6);
  expect(marked?.history).toHaveLength(21);
});

test('m unmarks a marked run, and the next m marks the present run', () => {
  const stepper = afterKeys(['e', 'm']);
  expect(stepper.press('m').model.marked).toBeUndefined();
  expect(stepper.press('m').model.marked?.run).toBe(stepper.model.run);
});

test('c says of a frozen parameter that its derivative is not computed', () => {
  const bias = ['/', ...'b1', 'return'];
  expect(narrated(afterKeys([...bias, 'e', 'c'], lessonNamed('mazur')))).toBe(
    'Not now: the parameter is frozen, so its derivative is not computed.',
  );
});

test('/ finds dE_total/dnet_h1, which is delta_h1', () => {
  const { position } = afterKeys(['p', '/', ...'delta_h1', 'return']).model;
  expect(afterKeys(['p', '/', ...'dE_total/dnet_h1', 'return']).model.position).toEqual(position);
});

test('the key of a missing chapter says that the lesson has no such chapter', () => {
  const lesson = lessonNamed('lecture');
  const chapters = lesson.lessonPlan.chapters.slice(0, 3);
  const shorter = { ...lesson, lessonPlan: { ...lesson.lessonPlan, chapters } };
  expect(narrated(afterKeys(['4'], shorter))).toBe('Not now: this lesson has no chapter with this number.');
  expect(narrated(afterKeys(['3'], shorter))).not.toMatch(/^Not now/);
  expect(narrated(afterKeys(['3'], lecture))).toBe('Not now: this lesson has no chapters.');
});

test('c compares the gradient of the selected weight with a central difference, and is refused before the gradient is computed', () => {
  expect(narrated(afterKeys(['c']))).toBe('Not now: the derivative is not computed yet.');
  expect(narrated(afterKeys(['down', 'down', 'down', 'down', 'e', 'c']))).toMatch(
    /^∂E\/∂w5 0\.07140620, numerically 0\.07140620, relative error (0|\de-1\d): agree\.$/,
  );
});

test('c says which number a layer-by-layer update uses, for a gradient of an earlier layer', () => {
  const lesson = lessonNamed('mazur-as-published');
  expect(narrated(afterKeys(['/', ...'w1', 'return', 'e', 'c'], lesson))).toMatch(
    /^∂E\/∂w1 0\.00043856\d+, numerically 0\.00043856\d+, .*: agree\. .* simultaneous update; .* uses 0\.00036472\d+\.$/,
  );
  expect(narrated(afterKeys(['/', ...'w5', 'return', 'e', 'c'], lesson))).toMatch(/: agree\.$/);
});

test('c says of a gradient of 0 that it agrees if E has a minimum where the out equals the target', () => {
  const minimum = oneLayer('identity', 'half-squared-error', [1], [1]);
  expect(narrated(afterKeys(['e', 'c'], minimum))).toBe('∂E/∂w1 0, numerically 0, relative error 0: agree.');
});

describe('predicting', () => {
  const steps = (count: number): readonly string[] => Array.from({ length: count }, () => 'right');

  test('→ shows the equation of a step, and the next → its value', () => {
    expect(afterKeys(['t', 'right']).model).toMatchObject({ position: { step: 0 }, prediction: 'question' });
    expect(afterKeys(['t', ...steps(2)]).model).toMatchObject({ position: { step: 1 }, prediction: 'answer' });
    expect(afterKeys(['t', ...steps(7)]).model).toMatchObject({ position: { step: 3 }, prediction: 'question' });
  });

  test('← goes back from a value to its equation, and from an equation to the previous value', () => {
    expect(afterKeys(['t', ...steps(4), 'left']).model).toMatchObject({
      position: { step: 1 },
      prediction: 'question',
    });
    expect(afterKeys(['t', ...steps(4), 'left', 'left']).model).toMatchObject({
      position: { step: 1 },
      prediction: 'answer',
    });
    expect(afterKeys(['t', 'left']).model).toMatchObject({ position: { step: 0 }, prediction: 'answer' });
  });

  test('an automatic run shows values without questions', () => {
    const stepper = afterKeys(['t', 'right', 'r']);
    expect(stepper.model).toMatchObject({ isRunning: true, prediction: 'answer' });
  });

  test('ends with the second t', () => {
    expect(afterKeys(['t', 't']).model.prediction).toBe('off');
  });

  test.each([['n'], ['p'], ['e'], ['E'], ['g', '2', 'return'], ['/', ...'net_h2', 'return']])(
    'the move %s… shows the value of its last step immediately, and the next → shows an equation',
    (...move) => {
      const stepper = afterKeys(['t', 'right', ...move]);
      expect(stepper.model.prediction).toBe('answer');
      const { position } = stepper.model;
      expect(stepper.press('right').model).toMatchObject({ position, prediction: 'question' });
    },
  );

  test('a chapter shows the value of its step without a question', () => {
    expect(equation(afterKeys(['t', 'right', '4'], lessonNamed('lecture')))).toMatch(/ = 0\.2411$/);
  });

  test('the first equation of the next update shows no number of the present update', () => {
    expect(equation(afterKeys(['e', 't', 'right']))).toBe('net_h1 = i1·w1 + i2·w2 = ?');
  });

  test('the equation of the last step has the errors after the update, also in a network of 12 layers', () => {
    const keysToLastEquation = ['e', 't', 'left'];
    const number = '\\d\\.\\d{4}';
    expect(equation(afterKeys(keysToLastEquation))).toMatch(
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
    expect(equation(afterKeys(keysToLastEquation, parseNetwork(deep, 'deep')))).toMatch(/^E_total⁺ = .*\d = \?$/);
  });
});

describe('chapters', () => {
  const lesson = lessonNamed('lecture');

  test('each of the keys 1 to 9 and 0 opens its chapter from another epoch', () => {
    for (const [index, chapter] of lesson.lessonPlan.chapters.entries()) {
      const stepper = afterKeys(['e', 'e', 'z', String((index + 1) % 10)], lesson);
      const { model } = stepper;
      if (chapter.isPractice) {
        expect(model.mode.kind).toBe('practice');
      } else {
        expect(model.position).toEqual(chapter.position);
        expect(narrated(stepper)).toBe(`${index + 1} ${chapter.title}. ${chapter.text}`);
      }
    }
  });

  test('a chapter of practice asks about update 1, even from epoch 500', () => {
    const { model } = afterKeys(['g', '5', '0', '0', 'return', '9'], lesson);
    expect(model.mode).toMatchObject({ kind: 'practice', asked: { update: 1, step: 28 } });
    expect(model.position).toEqual({ update: 1, step: 27 });
  });

  test('the text of a chapter is shown until the next key', () => {
    expect(narrated(afterKeys(['2', 'right'], lesson))).not.toContain('The error');
  });

  test('a digit key leads nowhere in an experiment without chapters', () => {
    const stepper = afterKeys(['1'], lecture);
    expect(stepper.model.position).toEqual({ update: 1, step: 0 });
    expect(narrated(stepper)).toBe('Not now: this lesson has no chapters.');
  });

  test('after a change, a chapter shows only its title, because the numbers in its text may be wrong', () => {
    expect(narrated(afterKeys([...change('w5 0'), '4'], lesson))).toBe("4 The sigmoid's slope.");
  });
});

test('a session opens at its position, with its edits and its marked run', () => {
  const { model, view } = afterKeys(['e', 'm', 'e', ...change('alpha 5'), 'e', 'right']);
  const session = sessionOf(model, view.snapshot);
  expect(session.fingerprint).toBe(fingerprintAt(model));
  const opened = openStepper({ session }).wait(1).model;
  expect(opened.position).toEqual(model.position);
  expect(opened.run.edits).toEqual(model.run.edits);
  expect(opened.marked?.run.edits).toEqual([]);
});

test('a session saved during a long move has the target of the move as its position, and no fingerprint', () => {
  const stepper = openStepper({ clockReadTime: 5 })
    .press('e')
    .pressAtOnce('g', ...'900000', 'return')
    .wait(0.1);
  const { model, view } = stepper;
  expect(model.position.update).toBeLessThan(900_000);
  expect(sessionOf(model, view.snapshot)).toMatchObject({ position: { update: 900_000 }, fingerprint: undefined });
});

test('a session that is saved while practice shows the next update opens without a warning', () => {
  const { model, view } = afterKeys(['e', 'd']);
  const opened = openStepper({ session: sessionOf(model, view.snapshot) }).wait(1).model;
  expect(opened.position).toEqual(model.position);
  expect(opened.notice).toBeUndefined();
});
