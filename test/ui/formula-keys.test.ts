import { describe, expect, test } from 'vitest';
import type { FormulaExperiment } from '../../src/engine/training/experiment.ts';
import { narrationText } from '../../src/ui/lines/narration-line.ts';
import { selectedParameter } from '../../src/ui/state/selection.ts';
import { frameOf, type Stepper } from '../support/stepper.ts';
import {
  batch,
  circuit,
  circuitWithoutUpdate,
  formulaOfLines,
  many,
  openFormula,
  shared,
  trainedUnused,
  withoutNumbers,
  withUnused,
} from './formula-examples.ts';

const pressed = (experiment: FormulaExperiment, ...keys: readonly string[]): Stepper =>
  openFormula(experiment).press(...keys);

/** The keys that type a text and submit it. */
const typed = (key: string, text: string): readonly string[] => [key, ...text, 'return'];

/** The equation below the panels. */
const equationOf = (stepper: Stepper): string => frameOf(stepper.view).split('\n').at(-3)?.trim() ?? '';

const narrationOf = (stepper: Stepper): string => narrationText(stepper.view, 200);

describe('the narration of a formula', () => {
  test.each<readonly [name: string, experiment: FormulaExperiment, sentence: string]>([
    ['q', circuit, 'q is computed from x and y. f uses it.'],
    ['f', circuit, 'f is the result. Next: how does it change with each number?'],
    ['r', withUnused, 'r is computed from y. The error does not depend on it.'],
    ['df/df', circuit, 'The backward pass starts here: the derivative of f by itself is 1.'],
    ['df/dq', circuit, 'In a product, every change of q is multiplied by z.'],
    ['dq/dx', circuit, 'In a sum, q changes just as much as x: by 1.'],
    ['df/dx:a', shared, 'The part of ∂f/∂x through a: ∂f/∂a × ∂a/∂x.'],
    ['dE/dx@1', batch, 'Chain rule: the way from x to E goes through p.'],
    ['E@2', batch, 'E of sample 2.'],
    ['E', batch, 'The mean of E over the batch. Next: how does it change with each number?'],
    ['dh[3]/dh[2]', many, 'Chain rule: the slope of tanh, times how its input changes with h[2].'],
  ])('at %s', (name, experiment, sentence) => {
    expect(narrationOf(pressed(experiment, ...typed('/', name)))).toBe(sentence);
  });

  test.each([
    ['x - y', 'x', 'In a sum, q changes just as much as x: by 1.'],
    ['x - y', 'y', 'y is subtracted: if it rises, q falls just as much.'],
    ['-x', 'x', 'A minus sign: if x rises, q falls just as much.'],
    ['x / y', 'x', 'Every change of x is divided by y, as x is.'],
    ['x / y', 'y', 'Quotient rule: y is the divisor, so its square is in the denominator.'],
    ['x^3', 'x', 'Power rule: 3 times x to the power 3 − 1.'],
    ['sigmoid(x)', 'x', 'The slope of σ at x. It is at most 0.25.'],
    ['relu(-y)', 'y', 'Chain rule: the slope of relu, times how its input changes with y.'],
    ['x * y + x', 'x', 'In a sum, each term with x adds its own derivative.'],
    ['x * exp(x)', 'x', 'Product rule: x is in several factors; each takes its turn.'],
  ])('explains ∂q/∂… of q = %s by %s', (expression, by, sentence) => {
    const experiment = formulaOfLines('x = 2', 'y = 3', `q = ${expression}`, 'r = q + x + y', 'f = r^2');
    expect(narrationOf(pressed(experiment, ...typed('/', `dq/d${by}`)))).toBe(sentence);
  });

  test('of a trained number says how the update moves it, and then by how much', () => {
    expect(narrationOf(pressed(circuit, 'p', 'p', 'p'))).toBe('Chain rule, through q. Negative: y will rise.');
    expect(narrationOf(pressed(circuit, 'p', 'p', 'p', 'right'))).toBe('Minus a negative number: x rises by 0.4000.');
  });
});

describe('the formula panel of a formula', () => {
  const linesAt = (name: string, ...lines: readonly string[]): string =>
    frameOf(pressed(formulaOfLines(...lines), ...typed('/', name)).view);

  test('puts a negative base of a power into parentheses', () => {
    expect(linesAt('a', 'x = -2', 'a = x^2', 'f = a')).toContain('= (−2.0000)²');
  });

  test('writes the number of an exponent', () => {
    expect(linesAt('a', 'x = 2', 'y = 3', 'a = x^y', 'f = a')).toContain('= 2.0000^(3.0000)');
  });
});

test.each([
  ['x = -1', 'a = ln(x)', 'Not defined for this input.'],
  ['x = -1', 'a = x^0.5', 'Not defined for this input.'],
  ['x = 0', 'a = 1/x', 'A division by 0.'],
  ['x = 1000', 'a = exp(x)', 'Inputs, targets or weights are too large.'],
])('%s; %s: says why the number is not finite', (...[x, a, reason]) => {
  expect(narrationOf(pressed(formulaOfLines(x, a, 'f = a^2'), 'right'))).toBe(`The first non-finite number. ${reason}`);
});

describe('finding in a formula', () => {
  test.each([
    ['q', 'q = x + y = −2.0000 + 5.0000 = 3.0000'],
    ['df/dq', '∂f/∂q = z = −4.0000'],
    ['dE/dq', '∂f/∂q = z = −4.0000'],
    ['dq/dy', '∂q/∂y = 1'],
  ])('/ %s goes to its step', (name, equation) => {
    expect(equationOf(pressed(circuit, ...typed('/', name)))).toBe(equation);
  });

  test('/ h[3] goes to the step of an element', () => {
    expect(equationOf(pressed(many, ...typed('/', 'h[3]')))).toMatch(/^h\[3\] = tanh/);
  });

  test('/ x and / df/dx select the number x, and f lets each step choose again', () => {
    for (const name of ['y', 'df/dy', 'y+']) expect(pressed(circuit, ...typed('/', name)).model.selected).toBe(1);
    const held = pressed(circuit, ...typed('/', 'z'), 'p', 'p', 'p');
    expect(frameOf(held.view)).toContain('╭ ∂f/∂z, held (f: follow) ─');
    expect(frameOf(held.press('f').view)).toContain('╭ ∂f/∂y ─');
  });

  test('a step selects its own number, else the first number that it depends on', () => {
    const selectedAt = (name: string): number => selectedParameter(pressed(circuit, ...typed('/', name)).model);
    expect(['q', 'f', 'dq/dy'].map(selectedAt)).toEqual([0, 0, 1]);
  });
});

describe('changing a formula', () => {
  test('= sets a number by its name, the selected number, and α', () => {
    const text = (...keys: readonly string[]): string => narrationOf(pressed(circuit, ...keys));
    expect(text(...typed('=', 'y 3'))).toBe('Changed y to 3, at the start of update 1. u undoes it.');
    expect(text('down', ...typed('=', '0.5'))).toBe('Changed y to 0.5, at the start of update 1. u undoes it.');
    expect(text(...typed('=', 'alpha 2'))).toBe('Changed α to 2, from update 1 on. u undoes it.');
    expect(text(...typed('=', 'optimizer adam'))).toMatch(/^Changed the optimizer to adam/);
    expect(equationOf(pressed(circuit, 'right', ...typed('=', 'y 3')))).toBe('q = x + y = −2.0000 + 3.0000 = 1.0000');
  });

  test('= and / read a Greek name of the formula before a sign of the screen', () => {
    const greek = formulaOfLines('x = 1', 'α = 2', 'λ = 3', 'f = α^2*x*λ', 'minimise f over x, α, λ with sgd 0.1');
    const after = pressed(greek, ...typed('=', 'α 7'));
    expect(after.model.run.edits).toEqual([{ update: 1, change: { kind: 'parameter', parameter: 1, value: 7 } }]);
    expect(pressed(greek, ...typed('/', 'df/dλ')).model.selected).toBe(2);
    expect(pressed(greek, ...typed('/', 'df/dα')).model.selected).toBe(1);
  });

  test('= sets a value of a column in a sample', () => {
    expect(narrationOf(pressed(batch, ...typed('=', 'x@2 4')))).toBe(
      'Changed x@2 to 4, from update 1 on. u undoes it.',
    );
  });

  test('= refuses an equation, a target and an activation', () => {
    const problem = (text: string): string => frameOf(pressed(circuit, ...typed('=', text)).view);
    expect(problem('q 3')).toContain('that is computed, not set');
    expect(problem('target_o1 3')).toContain('there is no such quantity');
    expect(problem('o tanh')).toContain('a formula has no targets and no layers');
  });

  test('the question and the examples name numbers of the formula', () => {
    const frame = frameOf(pressed(circuit, '=').view);
    expect(frame).toContain('change x to: _');
    expect(frame).toContain('examples: 0.4 | x 0.2 | alpha 5');
  });
});

describe('a formula', () => {
  test('has the pictures of the error and of the slope alone', () => {
    const names = [1, 2, 3].map((presses) => pressed(circuit, ...Array(presses).fill('v')).model.picture);
    expect(names).toEqual(['slope', 'error', 'slope']);
  });

  test('shows its error, not E_total', () => {
    expect(frameOf(pressed(circuit, 'p', 'p').view).split('\n')[1]).toMatch(/ f −12\.0000$/);
    expect(frameOf(pressed(batch, 'p', 'p').view).split('\n')[1]).toMatch(/ mean E 1\.2083$/);
  });

  test('is checked by differences', () => {
    expect(narrationOf(pressed(circuit, 'p', 'p', 'p', 'c'))).toBe(
      '∂f/∂y −4.00000000, numerically −4.00000000, relative error 0: agree.',
    );
    expect(narrationOf(pressed(withUnused, ...typed('/', 'y'), 'c'))).toContain(
      'the error does not depend on the selected number',
    );
  });

  test('that trains nothing has neither an epoch, nor α, nor a second update', () => {
    const end = pressed(circuitWithoutUpdate, 'e', 'e', 'right', 'p');
    expect(end.model.position).toEqual({ update: 1, step: 9 });
    expect(frameOf(end.view).split('\n')[0]).toBe(' backstep · example');
    expect(frameOf(end.view)).not.toContain('frozen');
  });

  test.each(['right', 'n', 'p', 'e', 'r'])('says after its last step that no step follows %s', (key) => {
    const end = pressed(circuitWithoutUpdate, 'p', 'p', 'p', key);
    expect(end.model).toMatchObject({ position: { update: 1, step: 9 }, isRunning: false });
    expect(narrationOf(end)).toBe('Not now: this was the last step, because the file trains no number.');
    expect(narrationOf(end.press('left', key))).not.toContain('Not now');
  });

  test('shows the gradient 0 of a number without effect after the backward phase, not before', () => {
    const row = (...keys: readonly string[]): string =>
      frameOf(pressed(trainedUnused, ...keys).view)
        .split('\n')
        .find((line) => /│\s*▸?y /.test(line.slice(40))) ?? '';
    expect(row('p').slice(40)).toMatch(/y +1\.0000 +│/);
    expect(row('p', 'p').slice(40)).toMatch(/y +1\.0000 +0 /);
  });

  test('shows a given number behind its name', () => {
    const frame = frameOf(pressed(withUnused, ...typed('/', 'y')).view);
    expect(frame).toMatch(/│ y = 1\.0000 +│/);
  });

  test('with names in wide letters has whole fractions and a whole error', () => {
    const experiment = formulaOfLines('予測 = 2', '誤差 = 予測 * 3', '損失 = 誤差^2');
    const rows = frameOf(pressed(experiment, 'p', 'p', 'p').view).split('\n');
    expect(rows[1]).toMatch(/損失 36\.0000$/);
    const bar = rows.find((row) => row.startsWith('│ ─'));
    const top = rows.find((row) => row.startsWith('│ ∂損失'));
    expect(bar).toMatch(/^│ ───── = {2}───── {2}× ───── /);
    expect(top).toMatch(/^│ ∂損失 {4}∂損失 {4}∂誤差 /);
  });

  test('without numbers takes every key', () => {
    const keys = ['down', 'up', 'right', 'v', 'c', 'return', 'p', 'p', 'tab', 'down', 'return', 'return', 'd', 'down'];
    const stepper = pressed(withoutNumbers, ...keys, 'escape', '=');
    expect(frameOf(stepper.view)).toContain('change: _');
  });

  test('goes to an epoch and back, and compares a changed run with a marked one', () => {
    const there = pressed(circuit, ...typed('g', '3'), 'm', ...typed('=', 'alpha 0.2'));
    expect(there.model.position.update).toBe(3);
    expect(frameOf(there.view)).toContain('to marked');
    expect(there.press(...typed('g', '0')).model.position).toEqual({ update: 1, step: 0 });
  });

  test('is predicted step by step', () => {
    expect(equationOf(pressed(circuit, 't', 'right', 'right'))).toBe('q = x + y = −2.0000 + 5.0000 = 3.0000');
    expect(equationOf(pressed(circuit, 't', 'right'))).toBe('q = x + y = −2.0000 + 5.0000 = ?');
  });
});

describe('practice on a formula', () => {
  const hint = (...before: readonly string[]): string => frameOf(pressed(circuit, ...before, 'd', '?').view);

  test.each([
    ['an equation', [], 'Which numbers does the equation'],
    ['the start of the backward phase', ['p', 'p'], 'How fast does f change with itself?'],
    ['a derivative of the error', ['p', 'p', 'right'], 'Which quantities use z,'],
    ['a local derivative', ['p', 'p', 'right', 'right', 'right'], 'If x alone rises a little'],
    ['a new number', ['p', 'p', 'p'], 'How far does x move against'],
  ])('has a first hint for %s', (_, before, text) => {
    expect(hint(...before)).toContain(text);
  });

  test('accepts the right answer, and says where to look after a wrong one', () => {
    const question = ['p', 'p', 'right', 'right', 'd'];
    expect(frameOf(pressed(circuit, ...question, ...'-4.00', 'return').view)).toContain('-4.00: right.');
    expect(frameOf(pressed(circuit, ...question, ...'4.00', 'return').view)).toContain('Look at the direction');
  });

  test('names the path that a wrong answer leaves out', () => {
    const question = ['p', 'p', ...Array<string>(7).fill('right'), 'd'];
    const frame = frameOf(pressed(shared, ...question, ...'15.0', 'return', ...'15.0', 'return').view);
    const panel = frame.split('\n').map((row) => row.slice(2, 38).trim());
    expect(panel.join(' ')).toContain('leaving out the path through b');
  });
});
