import { describe, expect, test } from 'vitest';
import { presentExpansion } from '../../src/ui/state/present-expansion.ts';
import { frameOf, openStepper, type Stepper } from '../support/stepper.ts';
import { circuit, formulaOfLines, openFormula } from './formula-examples.ts';

const toDeltaOfO1 = ['down', 'down', 'down', 'down', 'p', 'p', 'right', 'right', 'right', 'tab'];

/** The rows of the formula panel, which alone is on the screen after z, without borders. */
function linesOf(stepper: Stepper): readonly string[] {
  const rows = frameOf(stepper.view).split('\n').slice(3, -4);
  return rows.map((row) => row.slice(2, -2).trimEnd()).filter((row) => row !== '');
}

/** The lines in the formula panel after some keys in the lecture. The panel is focused and alone on the screen. */
function derivationAfter(...keys: readonly string[]): readonly string[] {
  return linesOf(openStepper().press(...toDeltaOfO1, ...keys, 'z'));
}

describe('Enter on a factor that is open shows why it is what it is', () => {
  test('② of w5: the derivative of the sigmoid', () => {
    expect(derivationAfter('down', 'return', 'return')).toEqual([
      'out_o1 = σ(net_o1)',
      '  = 1/(1 + exp(−net_o1))  definition',
      '∂out_o1/∂net_o1',
      '  = exp(−net_o1)/(1 + exp(−net_o1))²  quotient and chain rule',
      '  = 1/(1 + exp(−net_o1)) × exp(−net_o1)/(1 + exp(−net_o1))  rearranged',
      '  = 1/(1 + exp(−net_o1)) × (1 + exp(−net_o1) − 1)/(1 + exp(−net_o1))',
      '      rearranged',
      '  = 1/(1 + exp(−net_o1)) × (1 − 1/(1 + exp(−net_o1)))  simplified',
      '  = σ(net_o1)(1 − σ(net_o1))  definition',
      '  = out_o1(1 − out_o1)  definition',
      '  = 0.2411',
    ]);
  });

  test('① of w5: the derivative of the squared error, and why it has a ½', () => {
    expect(derivationAfter('return', 'return')).toEqual([
      'E_o1 = ½(target_o1 − out_o1)²',
      '∂E_total/∂out_o1',
      '  = ½·2(target_o1 − out_o1)(−1)',
      '      power, chain and sum rule, other factors stay',
      '  = −(target_o1 − out_o1)  the ½ cancels the 2',
      '  = 0.5843',
    ]);
  });

  test('③ of w5: the other term of the net has no w5', () => {
    expect(derivationAfter('down', 'down', 'return', 'return')).toEqual([
      'net_o1 = out_h1·w5 + out_h2·w6',
      '∂net_o1/∂w5',
      '  = out_h1 + 0  sum rule, the other terms have no w5',
      '  = out_h1  simplified',
      '  = 0.5069',
    ]);
  });

  test('in a formula: a local derivative, and the derivative of the error itself', () => {
    const gate = formulaOfLines('x = 1', 'w = 2', 'h = tanh(w * x)', 'f = h^2');
    const toLocal = ['p', 'p', 'right', 'right', 'right', 'tab'];
    expect(linesOf(openFormula(gate).press(...toLocal, 'down', 'return', 'return', 'z')).slice(0, 2)).toEqual([
      'h = tanh(w·x)',
      '∂h/∂w',
    ]);
    const toError = ['p', 'p', 'right', 'right', 'return', 'tab', 'z'];
    expect(linesOf(openFormula(gate).press(...toError))).toEqual([
      'f = h²',
      '∂f/∂h',
      '  = 2·h  power rule',
      '  = 1.9281',
    ]);
  });
});

describe('a derivation', () => {
  const open = ['down', 'return', 'return'];
  const title = (...keys: readonly string[]): boolean =>
    frameOf(openStepper().press(...toDeltaOfO1, ...open, ...keys).view).includes('why ∂out_o1/∂net_o1');

  test('stays until ←, Backspace, ↓ or another step closes it', () => {
    expect(title()).toBe(true);
    expect(title('v', 'shift+tab', 'shift+tab')).toBe(true);
    for (const key of ['left', 'backspace', 'down', 'right', 'p']) expect([key, title(key)]).toEqual([key, false]);
  });

  test('gives way to the next factor if Enter is pressed again', () => {
    const { model } = openStepper().press(...toDeltaOfO1, ...open, 'return');
    expect(presentExpansion(model).names).toEqual(['dout_o1/dnet_o1', 'out_o1']);
  });

  test('is preceded by a mark at the factor that Enter opens, also while another panel is focused', () => {
    const marks = (...keys: readonly string[]): string =>
      frameOf(openStepper().press(...toDeltaOfO1, 'tab', ...keys).view).match(/▸?①.*③/)?.[0] ?? '';
    expect(marks()).toMatch(/^▸① +② +③$/);
    // Enter would show why ① is what it is.
    expect(frameOf(openStepper().press(...toDeltaOfO1, 'tab', 'return').view)).not.toContain('▸②');
  });

  test('is closed by ← without a step back', () => {
    const { model } = openStepper().press(...toDeltaOfO1);
    expect(openStepper().press(...toDeltaOfO1, ...open, 'left').model.position).toEqual(model.position);
  });

  test('is hinted at where Enter opens it', () => {
    const hints = (...keys: readonly string[]): string =>
      frameOf(openStepper().press(...toDeltaOfO1, ...keys).view)
        .split('\n')
        .at(-1) ?? '';
    expect(hints('down')).toContain('⏎ open');
    expect(hints('down', 'return')).toContain('⏎ why');
    expect(hints('down', 'return', 'down')).toContain('⏎ open');
  });

  test('is read aloud line by line, with its rules', () => {
    const stepper = openFormula(circuit, { isSpoken: true }).press('p', 'p', 'right', 'right', 'return');
    expect(stepper.lines.at(-1)).toBe('Opened: f = q·z. df/dz = q (other factors stay).');
    expect(stepper.press('left').lines.at(-1)).toBe('Closed: df/dz.');
  });
});

describe('in a formula', () => {
  const chain = formulaOfLines('x = 1.5', 'a = x^2', 'b = ln(a)', 'f = sigmoid(b)');
  const at = (name: string): readonly string[] => ['/', ...name, 'return'];
  const frame = (...keys: readonly string[]): string => frameOf(openFormula(chain).press(...keys).view);

  test('Enter at the step of a local derivative opens it before its gradient, and then shows why', () => {
    expect(frame(...at('db/da'), 'return')).toMatch(/= 0\.2130 × 1\/2\.2500/);
    expect(frame(...at('db/da'), 'return', 'return')).toContain('why ∂b/∂a');
    expect(frame(...at('db/da'), 'return', 'return', 'return', 'return')).toContain('why ∂f/∂b');
  });

  test('Enter is hinted at only where it has an effect', () => {
    const hints = (name: string): string =>
      frame(...at(name))
        .split('\n')
        .at(-1) ?? '';
    expect(hints('a')).not.toContain('⏎');
    expect(hints('df/db')).toContain('⏎ why');
    expect(hints('df/da')).toContain('⏎ open');
  });

  test('the equation of an opened factor is in view from its beginning', () => {
    expect(frame('p', 'p', 'p', 'return', 'return')).toMatch(/│ ── = .*f/);
  });

  test('a derivation has the whole lower row, in which a long line fits', () => {
    const line = '= 1/(1 + exp(−b)) × (1 + exp(−b) − 1)/(1 + exp(−b))  rearranged';
    expect(frame(...at('df/db'), 'return')).toContain(line);
    // The numbers are beside it again if their panel is focused.
    expect(frame(...at('df/db'), 'return', 'tab', 'tab')).toContain('numbers');
  });
});
