import { expect, test } from 'vitest';
import type { DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { presentExpansion } from '../../../src/ui/state/present-expansion.ts';
import { lecture } from '../../support/lecture.ts';
import { lessonNamed } from '../../support/lessons.ts';
import { oneLayer } from '../../support/networks.ts';
import { afterKeys, frameOf } from '../../support/stepper.ts';

/** The right half of a screen of 80×24, with the formula. */
function formulaAfter(keys: readonly string[], experiment: DenseExperiment = lecture): string {
  const rows = frameOf(afterKeys(keys, experiment).view).split('\n');
  return rows.map((row) => row.slice(40)).join('\n');
}

test('the product of rounded factors is not shown before the derivative is computed', () => {
  expect(formulaAfter(['y', 'p', 'p'])).not.toContain('from rounded factors');
  expect(formulaAfter(['y', 'p', 'p', 'p'])).toContain('from rounded factors');
});

test('a negative input is in parentheses', () => {
  expect(formulaAfter(['=', ...'i1 -0.05', 'return', '/', ...'delta_h1', 'return'])).toMatch(/= •\S+ × \(−0\.0500\)/);
});

test('the formula of a frozen parameter says that no update changes the parameter, and has no new value', () => {
  const formula = formulaAfter(['/', 'b', '1', 'return', 'pagedown'], lessonNamed('mazur-as-published'));
  expect(formula).toContain('frozen: no update changes it');
  expect(formula).not.toContain('b1⁺');
});

test('an equation of a single term keeps its symbol, because its number is the result', () => {
  const optimizer = { method: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.5 } as const;
  expect(formulaAfter(['p', 'p', 'p', 'p'], { ...lecture, optimizer })).toMatch(/v_w5⁺ = ∂E\/∂w5 = 0\.0714/);
});

test('the formula shows both paths from h1 at the step of a path, but not at the step of their sum', () => {
  expect(formulaAfter(['/', ...'dE_total/dout_h1', 'return'])).not.toContain('∂E_o2');
  expect(formulaAfter(['/', ...'dE_o1/dout_h1', 'return'])).toMatch(/∂E_o1 +∂E_o2/);
});

test.each([
  ['w6', '0.07193'],
  ['w7', '−0.04441'],
  ['w8', '−0.04474'],
  ['w1', '0.0001235'],
])('by hand, the derivative for %s has four significant digits, as in the lecture: %s', (parameter, value) => {
  const formula = formulaAfter(['p', 'p', 'p', 'y', '/', ...`dE_total/d${parameter}`, 'return']);
  expect(formula).toContain(`≈ ${value} from rounded factors`);
});

test('the numbers of an expanded factor give its value', () => {
  const saturated = oneLayer('sigmoid', 'half-squared-error', [40], [0]);
  const keys = ['p', 'p', 'p', 'tab', 'down', 'return'];
  const formula = formulaAfter(keys, saturated);
  expect(formula).toMatch(/out_o1² /);
  expect(formula).toContain('× exp(−net_o1 )');
  expect(formula).not.toContain('1 −');
});

test('the marked factor is the factor that Enter expands, also if another form of a factor is written', () => {
  const saturated = oneLayer('tanh', 'half-squared-error', [20], [0]);
  const stepper = afterKeys(['p', 'p', 'p', 'tab', 'down', 'return', 'down'], saturated);
  const formula = frameOf(stepper.view, { columns: 140, rows: 40 });
  expect(formula).toContain('(1 + |out_o1|) × 2 × σ(−2 × |net_o1 |)');
  expect(formula).toContain('▸③');
  expect(presentExpansion(stepper.press('return').model).names).toEqual(['dout_o1/dnet_o1', 'dnet_o1/dw1']);
});

test('the numbers of an expanded factor that is a difference of large numbers have the digits that make the difference', () => {
  const far = oneLayer('identity', 'half-squared-error', [100_000_000.5], [100_000_000]);
  const keys = ['p', 'p', 'p', 'tab', 'return'];
  const formula = frameOf(afterKeys(keys, far).view, { columns: 120, rows: 40 });
  expect(formula).toMatch(/−\( *1e8 +− +1\.000000005e8 *\) × 1\.0000 /);
  expect(formula).toContain('= •0.5000');
});
