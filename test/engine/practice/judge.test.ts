import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLocalOf, type Quantity } from '../../../src/engine/graph/quantity.ts';
import { errorValue, outNode, totalErrorValue } from '../../../src/engine/models/dense-quantities.ts';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { candidatesFor, findSlips } from '../../../src/engine/practice/diagnosis.ts';
import { digitsAsked, type Question } from '../../../src/engine/practice/question.ts';
import { isComposite } from '../../../src/engine/steps/explanation.ts';
import { stepsOf } from '../../../src/engine/steps/steps.ts';
import type { DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { createRandom } from '../../../src/engine/training/random.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { roundedAsShown } from '../../../src/notation/number-format.ts';
import { roundedProduct } from '../../../src/notation/rounded-product.ts';
import { lecture } from '../../support/lecture.ts';
import { chain, oneLayer } from '../../support/networks.ts';
import { judged, questionOf, verdictOn } from '../../support/questions.ts';
import { randomExperiment } from '../../support/random-experiment.ts';
import { expectSlipsNamed } from './wrong-answer-table.ts';

const sigmoid = (net: number): number => 1 / (1 + Math.exp(-net));

describe('a right answer', () => {
  test.each([
    ['dE_total/dw2', '0.000247', 'exact'],
    ['dE_total/dw2', '2.4665e-4', 'exact'],
    ['dE_total/dw5', '0,0714', 'exact'],
    ['dE_total/dw5', '.5843*0.2411*0.5069', 'by hand'],
    ['dE_total/dw5', '(0.5943 − 0.01) × 0.5943 × (1 − 0.5943) × 0.5069', 'by hand'],
    ['dE_total/dw1', '0.0001235', 'by hand'],
    // The next answer is calculated from a rounded δ.
    ['dE_total/dw1', '0.0001237', 'by hand'],
    ['dE_total/dw7', '-0.04441', 'by hand'],
    ['dE_total/dw7', '-0.04440', 'by hand'],
    ['dE_total/dw5', '0.58*0.24*0.51', 'by hand'],
    // The next four answers are calculated with factors of three (0.584 × 0.241 × 0.507), four, five and six decimals.
    ['dE_total/dw5', '0.071357', 'by hand'],
    ['dE_total/dw5', '0.0714094', 'by hand'],
    ['dE_total/dw5', '0.0714045', 'by hand'],
    ['dE_total/dw5', '0.07140631', 'by hand'],
    ['dE_total/dw5', '0.071400', 'exact'],
    // The right number is 0.071406. These three round to 0.0714, too.
    ['dE_total/dw5', '0.07143', 'exact'],
    ['dE_total/dw5', '5/70', 'by hand'],
    ['dE_total/dw5', '1/14', 'by hand'],
    ['net_h1', '0.02750', 'exact'],
    ['dE_total/dw2', '(0.584*0.241*0.35-0.371*0.236*0.45)*0.25*0.1', 'by hand'],
    ['out_h1', '1/(1+exp(-0.0275))', 'exact'],
    ['E_total', '0.2396', 'cut off'],
    ['out_h1', '1/(1+2.718281828^-0.0275)', 'exact'],
    ['E_total+', '0.2326', 'exact'],
  ])('is accepted: %s = %s (%s)', (name, text, how) => {
    expect(judged(questionOf(name), text)).toEqual({ kind: 'right', how });
  });

  test('for a new weight needs enough digits to show the change of the weight', () => {
    expect(digitsAsked(questionOf('w1+'))).toBe(6);
    expect(judged(questionOf('w1+'), '0.1499')).toEqual({ kind: 'too short', digits: 6 });
    expect(judged(questionOf('w1+'), '0.149938')).toEqual({ kind: 'right', how: 'exact' });
    expect(judged(questionOf('w1+'), '0.15-0.5*0.0001235')).toEqual({ kind: 'right', how: 'by hand' });
  });

  test('needs four digits for a new weight that does not change, and at most twelve for a tiny change', () => {
    const withInput = (input: number): DenseExperiment => ({
      ...lecture,
      samples: { ...lecture.samples, inputs: Float64Array.of(input, 0.1) },
    });
    expect(digitsAsked(questionOf('w1+', withInput(0)))).toBe(4);
    expect(digitsAsked(questionOf('w1+', withInput(1e-10)))).toBe(12);
  });

  test('may be calculated from an earlier answer that is wrong', () => {
    const question = questionOf('dE_total/dw5');
    const earlier = new Map([['delta_o1', 0.2]]);
    expect(judged(question, '0.101', earlier)).toEqual({ kind: 'right', how: 'own' });
    expect(judged(question, '0.101').kind).toBe('wrong');
    expect(judged(question, '0.0714', earlier)).toEqual({ kind: 'right', how: 'exact' });
    expect(judged(questionOf('w5+'), '0.35-0.5*0.101', new Map([['dE_total/dw5', 0.101]]))).toEqual({
      kind: 'right',
      how: 'own',
    });
  });

  test('is never called wrong, whether it is rounded to few digits or calculated from rounded factors', () => {
    const plan = fc.record({ experiment: randomExperiment, at: fc.nat(), digits: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(plan, ({ experiment, at, digits }) => {
        const values = readUpdate(experiment, 1, initialState(experiment));
        const steps = [...stepsOf(values.update)];
        const { quantity } = steps[at % steps.length] ?? { quantity: totalErrorValue() };
        const question: Question = { values, quantity };
        const value = values.numberOf(quantity);
        expect(judged(question, value.toPrecision(digits)).kind).not.toBe('wrong');
        if (!isComposite(values.update, quantity)) return;
        const factors = roundedProduct(values, quantity, 4);
        expect(judged(question, factors.toPrecision(Math.max(digits, 3))).kind).not.toBe('wrong');
      }),
      { numRuns: 400 },
    );
  });
});

test('a short answer is explained only by a slip that gives exactly this number', () => {
  expect(verdictOn(questionOf('net_h1'), '0.02')).toEqual(['path-left-out']);
  expect(verdictOn(questionOf('dE_total/dw2'), '0.0012')).toEqual([]);
});

test('between two accepted answers there is none that is called wrong', () => {
  const plan = fc.record({
    experiment: randomExperiment,
    at: fc.nat(),
    digits: fc.integer({ min: 3, max: 7 }),
    shares: fc.array(fc.double({ min: -0.004, max: 0.004, noNaN: true }), { minLength: 3, maxLength: 3 }),
  });
  fc.assert(
    fc.property(plan, ({ experiment, at, digits, shares }) => {
      const values = readUpdate(experiment, 1, initialState(experiment));
      const steps = [...stepsOf(values.update)];
      const { quantity } = steps[at % steps.length] ?? { quantity: totalErrorValue() };
      const right = values.numberOf(quantity);
      const isAccepted = (answer: number): boolean =>
        judged({ values, quantity }, answer.toPrecision(digits)).kind !== 'wrong';
      const [low = 0, middle = 0, high = 0] = shares.map((share) => right * (1 + share)).toSorted((a, b) => a - b);
      // Zeros at the end of a short number add nothing, so such a number may be refused between longer ones.
      fc.pre(!/0$/.test(middle.toPrecision(digits)));
      if (isAccepted(low) && isAccepted(high)) expect(isAccepted(middle)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('zeros that are typed after a short number add nothing', () => {
  expect(judged(questionOf('E_total'), '0.2400')).toEqual({ kind: 'wrong', findings: [] });
});

test.each([
  ['dE_total/dw2', '0.00025', 3],
  ['dE_total/dw2', '0.0002', 3],
  ['E_total', '0.24', 4],
])('an answer with too few digits may be right so far: %s = %s', (name, text, digits) => {
  expect(judged(questionOf(name), text)).toEqual({ kind: 'too short', digits });
});

test.each([
  ['dE_total/dw2', '-0.0002'],
  ['dE_total/dw2', '0'],
  ['dE_total/dw2', '0.000'],
  ['dE_total/dw2', '1'],
  ['dE_total/dw2', '0.5'],
  ['net_h1', '0.05'],
])('an answer with too few digits is wrong if no more digits could make it right: %s = %s', (name, text) => {
  expect(judged(questionOf(name), text)).toEqual({ kind: 'wrong', findings: [] });
});

describe('a wrong answer in the lecture', () => {
  test.each([
    ['dE_total/dw2', '-0.000247', ['sign-flipped', 'target-output-swapped']],
    ['dE_total/dw2', '0.001232', ['path-left-out']],
    ['dE_total/dw2', '0.000123', ['loss-factor', 'input-of-other-weight', 'paths-averaged', 'rate-in-gradient']],
    ['dE_total/dw5', '0.0493', ['weight-for-input']],
    ['w5+', '0.3857', ['update-added', 'target-output-swapped']],
    ['w5+', '0.3500', ['old-value']],
    // The input of w5 in place of the input of w6.
    ['dE_total/dw6', '0.1409*0.5069', ['input-of-other-weight']],
    ['dE_total/dw6', '0.0714', ['input-of-other-weight']],
    ['w5+', '0.2786', ['loss-factor', 'rate-forgotten']],
    ['w5+', '0.07141', ['gradient-for-new-value']],
    ['w5+', '0.03570', ['change-for-new-value']],
    ['net_o2', '0.4816', ['input-of-other-weight']],
    ['out_h1', '0.02750', ['activation-skipped']],
    ['dout_o1/dnet_o1', '0.4057', ['one-minus-output-for-derivative']],
    ['dE_total/dw3', '0.000313', ['loss-factor', 'input-of-other-weight']],
    ['dE_total/dw3', '0.000247', ['weights-by-column']],
  ])('is explained by the slips that give it: %s = %s', (name, text, slips) => {
    expect(verdictOn(questionOf(name), text)).toEqual(expect.arrayContaining(slips));
  });

  test('of 0 stays wrong after an earlier answer of 0, although a product with the earlier answer is 0', () => {
    const question = questionOf('dE_total/dw5');
    expect(judged(question, '0*0.5069', new Map([['delta_o1', 0]])).kind).toBe('wrong');
  });

  test.each(['dE_total/dw5', 'w5+'])('for %s is explained as in lecture-wrong-answers.txt', async (name) => {
    const table = await readFile(new URL('lecture-wrong-answers.txt', import.meta.url), 'utf8');
    expect(table).toContain(`${expectSlipsNamed(name).join('\n')}\n`);
  });
});

test('in a product that is typed, the wrong factor is compared with the quantities of the update', () => {
  const judgement = judged(questionOf('dE_total/dw1'), '0.002466*0.0425');
  const { replaced } = judgement.kind === 'wrong' ? judgement : {};
  const nameOf = (quantity: Quantity): string => quantityName(lecture.network, quantity);
  expect(replaced?.typed).toBe('0.0425');
  expect(nameOf(replaced?.expected as Quantity)).toBe('i1');
  expect(nameOf(replaced?.is as Quantity)).toBe('net_h2');
  // Two wrong factors have no single name.
  expect(judged(questionOf('dE_total/dw1'), '0.0025*0.0425*2')).not.toHaveProperty('replaced');
});

test('with the σ′ of the wrong hidden unit, the first three digits of ∂E/∂w1 and ∂E/∂w2 happen to be right', () => {
  for (const name of ['dE_total/dw1', 'dE_total/dw2']) {
    const question = questionOf(name);
    const wrong = candidatesFor(question, roundedAsShown).filter(({ slip }) => slip === 'derivative-of-other-unit');
    const hidden = wrong.find(
      ({ about }) => about !== undefined && isLocalOf(about, 'out', 'net') && about.of.block.layer === 1,
    );
    expect(verdictOn(question, (hidden?.numbers[0] ?? 0).toPrecision(3))).toEqual(['right, exact']);
  }
});

test('10,000 random numbers match slips no more often than by chance', () => {
  const { uniform } = createRandom(7, 1);
  const names = ['dE_total/dw1', 'dE_total/dw5', 'w1+', 'w5+', 'net_o1', 'delta_h1', 'dE_total/dout_h1', 'E_o1'];
  let [hits, expected, count] = [0, 0, 0];
  for (const name of names) {
    const question = questionOf(name);
    const right = question.values.numberOf(question.quantity);
    const width = 4 * Math.abs(right);
    const digits = digitsAsked(question);
    const unit = 1 / 10 ** Math.ceil(digits - Math.log10(width));
    const candidates = candidatesFor(question, roundedAsShown);
    // The multiples of `unit` just below and above each number that a slip gives. The answers that match a slip are in
    // ranges of one `unit` around these multiples, so `chance` is an upper bound of the probability of a match.
    const near = candidates
      .flatMap(({ numbers }) => numbers)
      .filter((value) => Math.abs(value) <= width)
      .flatMap((value) => [Math.floor(value / unit), Math.ceil(value / unit)]);
    const chance = (new Set(near).size * unit) / (2 * width);
    for (let turn = 0; turn < 10_000 / names.length; turn++) {
      const value = (2 * uniform() - 1) * width;
      const answer = { value, min: value - unit / 2, max: value + unit / 2, digits, digitsWithoutZeros: digits, unit };
      count += 1;
      expected += chance;
      if (findSlips(question, candidates, answer).length > 0) hits += 1;
    }
  }
  expect(count).toBe(10_000);
  // Four standard deviations above the expected number.
  expect(hits).toBeLessThan(expected + 4 * Math.sqrt(expected));
  expect(hits / count).toBeLessThan(0.2);
});

test('the finding for a left-out path names the path', () => {
  const { findings } = { findings: [], ...judged(questionOf('dE_total/dw2'), '0.001232') };
  const names = findings.map(({ about }) => about && quantityName(lecture.network, about));
  expect(names).toEqual(['dE_o2/dout_h1']);
});

test('if one of twelve errors is left out of E_total, the finding is path-left-out and names the error', () => {
  const outputs = 12;
  const experiment: DenseExperiment = {
    ...lecture,
    network: createNetwork(1, [{ units: outputs, activation: 'identity', bias: undefined }]),
    initial: Float64Array.from({ length: outputs }, (_, at) => 1 + at / 7),
    samples: { count: 1, inputs: Float64Array.of(1), targets: new Float64Array(outputs) },
  };
  const question = questionOf('E_total', experiment);
  const total = question.values.numberOf(question.quantity);
  for (let unit = 0; unit < outputs; unit++) {
    const rest = total - question.values.numberOf(errorValue(unit));
    const { findings } = { findings: [], ...judged(question, rest.toPrecision(9)) };
    const names = findings.map(({ slip, about }) => about && `${slip}: ${quantityName(experiment.network, about)}`);
    expect(names).toContain(`path-left-out: E_o${unit + 1}`);
  }
});

test('for a weight of the first of eight layers, a slip in the last layer is found', () => {
  const question = questionOf('dE_total/dw1', chain);
  const outs = [0.5];
  for (let layer = 1; layer <= 8; layer++) outs.push(sigmoid(1.5 * (outs.at(-1) ?? Number.NaN)));
  const [last = Number.NaN] = outs.slice(-1);
  // ∂E/∂out of the last unit, then σ′ × w of each layer down to the first, then the input.
  const slopes = outs.slice(1).map((out) => out * (1 - out));
  const gradient = (last - 0.1) * slopes.reduce((product, slope) => product * slope) * 1.5 ** 7 * 0.5;
  // out in place of σ′ = out × (1 − out).
  const { findings } = { findings: [], ...judged(question, (gradient / (1 - last)).toPrecision(6)) };
  expect(findings).toMatchObject([{ slip: 'output-for-derivative', about: { kind: 'local', of: outNode(8, 0) } }]);
});

test('an answer with the last of nine inputs in place of the first is explained by input-of-other-weight', () => {
  const inputs = [0.5, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9];
  const experiment: DenseExperiment = {
    ...lecture,
    network: createNetwork(9, [{ units: 1, activation: 'sigmoid', bias: undefined }]),
    initial: Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0),
    samples: { count: 1, inputs: Float64Array.from(inputs), targets: Float64Array.of(0) },
  };
  // net = 0.5, so δ = σ(0.5) × σ(0.5) × (1 − σ(0.5)) = 0.14628.
  const question = questionOf('dE_total/dw1', experiment);
  expect(judged(question, '0.14628*0.5')).toEqual({ kind: 'right', how: 'by hand' });
  expect(verdictOn(question, '0.14628*0.9')).toContain('input-of-other-weight');
});

test.each([
  ['dout_o1/dnet_o1', 'half-squared-error', '0.0900', 'right, own'],
  ['delta_o1', 'binary-cross-entropy', '-0.100', 'right, own'],
  ['E_o1', 'binary-cross-entropy', '0.1054', 'right, own'],
  // With the right out of 0.8808.
  ['dout_o1/dnet_o1', 'half-squared-error', '0.8808*(1-0.8808)', 'right, by hand'],
  ['E_o1', 'binary-cross-entropy', '-ln(0.8808)', 'right, by hand'],
])('a calculation follows the textbook form, also near saturation: %s with %s, %s', (name, loss, text, verdict) => {
  const question = questionOf(name, oneLayer('sigmoid', loss, [2], [1]));
  expect(verdictOn(question, text, new Map([['out_o1', 0.9]]))).toEqual([verdict]);
});

test('a calculation by hand with an out that is rounded to 0 has the error of the net, not an infinite error', () => {
  const question = questionOf('E_o1', oneLayer('sigmoid', 'binary-cross-entropy', [-10], [1]));
  const own = new Map([
    ['net_o1', -9],
    ['out_o1', 0],
  ]);
  expect(verdictOn(question, '9.0001', own)).toEqual(['right, own']);
  expect(verdictOn(question, '8.5000', own)).toEqual([]);
});

test('if an earlier answer makes the result infinite, not every answer is right', () => {
  const question = questionOf('E_o1', oneLayer('identity', 'half-squared-error', [2], [1]));
  expect(verdictOn(question, '123.46', new Map([['out_o1', 1e200]]))).toEqual([]);
});
