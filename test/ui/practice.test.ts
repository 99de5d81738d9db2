import { describe, expect, test } from 'vitest';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { plainText } from '../../src/ui/draw/rows.ts';
import { modes } from '../../src/ui/modes/mode-table.ts';
import { pictures } from '../../src/ui/pictures/picture-table.ts';
import { practicePanel, practiceStatus } from '../../src/ui/practice/practice-panel.ts';
import type { View } from '../../src/ui/state/view.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { xor } from '../support/networks.ts';
import { questionOf } from '../support/questions.ts';
import { afterKeys, frameOf } from '../support/stepper.ts';

/** The lecture with its chapters and its list of questions. `lecture` is the same network without them. */
const lesson = lessonNamed('lecture');
const answer = (text: string): readonly string[] => [...text, 'return'];

/** The practice panel and the status below it after some keys. */
function practiceText(keys: readonly string[], experiment = lesson): string {
  const { view } = afterKeys(keys, experiment);
  const rows = practicePanel.rows(view, { columns: 200, rows: 40 }, practicePanel.words);
  return [...rows.map(plainText), practiceStatus(view)].join('\n');
}

const equation = (view: View): string => plainText(modes[view.model.mode.kind].equation?.(view, 80) ?? []).trim();

const askedStep = ({ model: { mode } }: View): number | undefined =>
  mode.kind === 'practice' ? mode.asked.step : undefined;

describe('practice on the lecture', () => {
  test('asks for the gradients of w2, w3 and w4, one after the other, and counts the right answers', () => {
    expect(practiceText(['d'])).toContain('∂E_total/∂w2 = ?   to 3 digits');
    const second = ['d', ...answer('0.000247'), 'return'];
    expect(practiceText(second)).toContain('∂E_total/∂w3 = ?');
    const third = [...second, ...answer('0.000157'), 'return'];
    expect(practiceText(third)).toContain('∂E_total/∂w4 = ?');
    expect(practiceText([...third, ...answer('0.000313')])).toContain('3 of 3 right, 3 at the first try');
  });

  test('stays before the step that it asks for, and takes the step when the answer is right', () => {
    const before = afterKeys(['d'], lesson);
    expect(before.model.position).toEqual({ update: 1, step: 27 });
    const after = afterKeys(['d', ...answer('0.000247')], lesson);
    expect(after.model.position).toEqual({ update: 1, step: 28 });
    expect(equation(before.view)).toBe('∂E_total/∂w2 is hidden; everything before it is shown.');
    expect(equation(after.view)).toBe('∂E_total/∂w2 = δ_h1·i2 = 0.002466 × 0.1000 = 0.0002466');
  });

  test('answers a wrong sign first with a question about the direction, and then with the possible slips', () => {
    const once = ['d', ...answer('-0.000247')];
    expect(practiceText(once)).toContain('Not -0.000247. Look at the direction: should w2 rise or fall?');
    expect(practiceText(once)).not.toContain('sign');
    expect(practiceText([...once, ...answer('-0.000247')])).toContain(
      'It could be one of two: flipping the sign; or swapping target and out.',
    );
  });

  test('answers a missing path first with a question about the paths, and then with the missing path', () => {
    const once = ['d', ...answer('0.001232')];
    expect(practiceText(once)).toContain('Look at the paths: through which weights does w2 reach E?');
    expect(practiceText([...once, ...answer('0.001232')])).toContain('leaving out the path through o2');
  });

  test('shows the right number neither after wrong answers nor in any hint before the last one', () => {
    const twice = ['d', ...answer('-0.000247'), ...answer('-0.000247')];
    // The right number with three or four digits. The wrong answers are this number with a minus sign.
    const rightNumber = /(?<!-)0\.0002(47|466)/;
    for (const keys of [twice, [...twice, '?'], [...twice, '?', '?'], [...twice, '?', '?', '?']]) {
      expect(practiceText(keys)).not.toMatch(rightNumber);
    }
    expect(practiceText([...twice, '?', '?', '?', '?'])).toContain('∂E_total/∂w2 = 0.0002466');
  });

  test('says so if no usual slip explains the answer', () => {
    expect(practiceText(['d', ...answer('0.777')])).toContain('No usual slip leads to this number.');
  });

  test('accepts calculations and decimal commas, and says that a broken calculation is no answer', () => {
    expect(practiceText(['d', ...answer('0,009868*0,25*0,1')])).toContain(
      'right. With rounded factors, which is fine.',
    );
    expect(practiceText(['d', ...answer('1+')])).toContain('1+: that is neither a number nor a calculation.');
  });

  test('accepts an answer that follows from an earlier wrong answer', () => {
    const steps = (count: number): readonly string[] => Array.from({ length: count }, () => 'right');
    // Step 28 is ∂E_total/∂w2. The fourth hint is the answer, so it ends the question.
    const wrongGradient = [...steps(27), 'd', ...answer('0.001232'), '?', '?', '?', '?', 'escape'];
    // p goes to step 35, and five → to step 40. f ends the selection of w2, so d asks for the next step, 41: w2⁺.
    const afterWrongGradient = [...wrongGradient, 'f', 'p', ...steps(5), 'd'];
    expect(practiceText(afterWrongGradient, lecture)).toContain('w2⁺ = ?');
    expect(practiceText([...afterWrongGradient, ...answer('0.2-0.5*0.001232')], lecture)).toContain(
      'It follows from your own earlier answer.',
    );
    const withoutEarlierAnswer = [...steps(40), 'd', ...answer('0.2-0.5*0.001232')];
    expect(practiceText(withoutEarlierAnswer, lecture)).toContain('Not 0.2-0.5*0.001232.');
  });

  test('→ asks about the next step, ← about the previous one, ↓ about the next weight, and Esc leaves practice', () => {
    expect(askedStep(afterKeys(['d', 'right'], lesson).view)).toBe(29);
    expect(askedStep(afterKeys(['d', 'left'], lesson).view)).toBe(27);
    expect(practiceText(['d', 'down'])).toContain('∂E_total/∂w3 = ?');
    expect(afterKeys(['d', 'escape'], lesson).model.mode).toEqual({ kind: 'stepping' });
  });

  test('ignores characters that no calculation contains', () => {
    const { model } = afterKeys(['d', '@', '#', 'tab', '5'], lesson);
    expect(model.mode).toMatchObject({ kind: 'practice', typed: '5' });
  });

  test.each(pictures.map(({ name }) => name))(
    'the picture %s does not show the right number before the question is answered',
    (name) => {
      const shown = pictures.findIndex((picture) => picture.name === name);
      const next = Array.from({ length: shown }, () => 'v');
      const open = afterKeys([...next, 'd'], lesson).view;
      expect(open.model).toMatchObject({ picture: name, mode: { kind: 'practice' } });
      const hidden = 'Hidden while you work it out.';
      const frame = frameOf(open, { columns: 120, rows: 40 });
      expect(frame).not.toMatch(/0002466|2\.466e/);
      // The error by epoch says nothing about a step.
      expect(frame.includes(hidden)).toBe(name !== 'error');
      const answered = afterKeys([...next, 'd', ...answer('0.0002466')], lesson).view;
      expect(frameOf(answered, { columns: 120, rows: 40 })).toContain('0.0002466');
    },
  );

  test('a typed calculation that is wider than the panel shows its end', () => {
    const open = afterKeys(['d', ...'0.009868*0.25*0.1+0.009868*0.25*0.27'], lesson).view;
    expect(frameOf(open)).toMatch(/> ….*\*0\.25\*0\.27_/);
  });

  test('Enter without an answer changes nothing', () => {
    expect(practiceText(['d', 'return'])).toBe(practiceText(['d']));
  });

  test('ends the predicting that t has started', () => {
    expect(frameOf(afterKeys(['t', 'right', 'd', 'escape'], lesson).view)).not.toContain('predict');
  });
});

test('the activation picture does not show the slope that practice asks for', () => {
  const open = afterKeys(['v', 'v', 'p', 'p', 'right', 'd'], lecture).view;
  expect(practicePanel.title(open, { columns: 80, rows: 9 }, practicePanel.words)).toBe('practice: ∂out_o1/∂net_o1');
  expect(frameOf(open)).not.toContain('0.2411');
});

test('practice asks about the next step if an experiment has no list of questions', () => {
  expect(practiceText(['d'], lecture)).toContain('net_h1 = ?   to 4 digits');
  const next = ['d', ...answer('0.0275'), 'return', ...answer('0.5069'), 'return'];
  expect(practiceText(next, lecture)).toContain('net_h2 = ?');
  expect(practiceText(['p', 'd'], lecture)).toContain('E_o1 = ?');
});

test('many slips that lead to the same answer are counted, not named', () => {
  // Leaving out any one of the weights halves the derivative.
  const doubling = parseNetwork(
    {
      inputs: 1,
      layers: Array.from({ length: 6 }, () => ({ units: 1, activation: 'identity', weights: [[2]] })),
      loss: 'half-squared-error',
      optimizer: { method: 'sgd', learningRate: 0.5 },
      samples: [{ input: [1], target: [0] }],
    },
    'doubling',
  );
  const text = practiceText(['/', ...'w1', 'return', 'd', ...answer('1024'), ...answer('1024')], doubling);
  expect(text).toMatch(/\d slips lead to this number, so ask for a hint: \?/);
});

test('← at the first step asks the same question again', () => {
  expect(practiceText(['d', 'left'], lecture)).toContain('net_h1 = ?');
});

test('↑ and ↓ skip frozen parameters', () => {
  // The biases of this lesson are frozen.
  const mazur = lessonNamed('mazur-as-published');
  const lastWeight = ['/', ...'w8', 'return', 'd'];
  expect(practiceText([...lastWeight, 'down'], mazur)).toContain('∂E_total/∂w8 = ?');
  expect(practiceText([...lastWeight, 'up'], mazur)).toContain('∂E_total/∂w7 = ?');
});

test('practice asks for the gradient of the selected parameter', () => {
  expect(practiceText(['down', 'down', 'down', 'down', 'down', 'd'], lecture)).toContain('∂E_total/∂w6 = ?');
});

test('practice at the end of an update asks about the first step of the next update', () => {
  const keys = ['e', 'd'];
  expect(practiceText(keys, lecture)).toContain('net_h1 = ?');
  expect(afterKeys(keys, lecture).model.position).toEqual({ update: 1, step: 44 });
  // The net that is asked for is calculated with the new weights, so the weights panel shows the new weights.
  expect(frameOf(afterKeys(keys, lecture).view)).toMatch(/w5 h1→o1 +0\.3143/);
  expect(afterKeys([...keys, '?', '?', '?', '?'], lecture).model.position).toEqual({ update: 2, step: 1 });
});

test('practice in a batch asks for the mean gradient of the selected weight', () => {
  expect(practiceText(['down', 'd'], xor)).toContain('∂E_total/∂w2 = ?');
});

test.each([
  ['mean', 4, 'not dividing by the size of the batch'],
  ['sum', 1 / 4, 'dividing by the size of the batch'],
] as const)('with the %s over a batch, an answer with the other one is about the batch', (reduction, factor, slip) => {
  const experiment: DenseExperiment = { ...xor, reduction };
  const { values, quantity } = questionOf('dE_total/dw10', experiment);
  const wrong = (factor * values.numberOf(quantity)).toPrecision(6);
  const once = [...Array(9).fill('down'), 'd', ...answer(wrong)];
  expect(practiceText(once, experiment)).toContain(
    'Look at the batch: are the numbers of its samples added up, or averaged?',
  );
  expect(practiceText([...once, ...answer(wrong)], experiment)).toContain(`That comes from ${slip}.`);
});
