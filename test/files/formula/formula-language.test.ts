import { describe, expect, test } from 'vitest';
import { type FormulaData, parseFormula } from '../../../src/files/formula/formula-file.ts';
import { valueIn, valuesOf } from './formula-values.ts';

const read = (text: string): FormulaData => parseFormula(text, { source: 'folder/some.formula' });
const expressionOf = (text: string) => read(text).formula.equations[0]?.expression;

describe('expressions', () => {
  // x is 2, y is 3, z is 4.
  test.each([
    ['x + y * z', 14],
    ['(x + y) * z', 20],
    ['z - y - x', -1],
    ['z - (y - x)', 3],
    ['x - y + z', 3],
    ['x - y + z - y + z', 4],
    ['z / x / x', 1],
    ['z / x * x', 4],
    ['z / (x * x)', 1],
    ['x * y / z * x', 3],
    ['-x^2', -4],
    ['(-x)^2', 4],
    ['x^-1', 0.5],
    ['x^y^x', 512],
    ['(x^y)^x', 64],
    ['x**y', 8],
    ['-x * -y', 6],
    ['- -x', 2],
    ['z - -x', 6],
    ['+x', 2],
    ['2*x^2', 8],
    ['x²', 4],
    ['-x² + y³', 23],
    ['x × y · z ⋅ x', 48],
    ['z − x ÷ x', 3],
    ['1e1 + .5 + 2. + 3E-1 + x', 14.8],
    ['1/2 * x', 1],
    ['exp(x - 2)', 1],
    ['ln(exp(x)) + log(exp(y))', 5],
    ['sqrt(z)', 2],
    ['abs(-y) + sign(-y)', 2],
    ['relu(x) + relu(-y)', 2],
    ['sigmoid(x - 2)', 0.5],
    ['tanh(x - 2) + sin(x - 2) + cos(x - 2)', 1],
    ['exp(softplus(x - 2))', 2],
    ['max(x, z, y) - min(x, z, y)', 2],
    ['sum(x, y, z)', 9],
    ['mean(x, y, z)', 3],
    ['max(x)', 2],
    ['x # + 100', 2],
    ['max(x,\n  y,\n  # the last one\n  z)', 4],
  ])('%s', (expression, value) => {
    expect(valueIn(`x = 2\ny = 3\nz = 4\nf = ${expression}`)).toBeCloseTo(value, 12);
  });

  test('a + b + c is one sum, and a * b * c one product', () => {
    const numbers = '\na = 1\nb = 2\nc = 3';
    expect(expressionOf(`f = a + b + c${numbers}`)).toMatchObject({ kind: 'sum', terms: { length: 3 } });
    expect(expressionOf(`f = (a + b) + c${numbers}`)).toMatchObject({ kind: 'sum', terms: { length: 3 } });
    expect(expressionOf(`f = a + (b + c)${numbers}`)).toMatchObject({ kind: 'sum', terms: { length: 2 } });
    expect(expressionOf(`f = a * b * c${numbers}`)).toMatchObject({ kind: 'product', factors: { length: 3 } });
    expect(expressionOf(`f = a - b${numbers}`)).toMatchObject({ kind: 'difference' });
    expect(expressionOf(`f = -a${numbers}`)).toMatchObject({ kind: 'negative' });
    expect(expressionOf(`f = a / b${numbers}`)).toMatchObject({ kind: 'quotient' });
    expect(expressionOf(`f = a^b${numbers}`)).toMatchObject({ kind: 'power' });
    expect(expressionOf(`f = exp(a)${numbers}`)).toMatchObject({ kind: 'call', name: 'exp' });
  });

  test('a long row of additions and subtractions has the value that left to right gives', () => {
    const row = Array.from({ length: 1000 }, (_, at) => `${at % 2 === 0 ? '-' : '+'} ${at} * x`).join(' ');
    expect(valueIn(`x = 0.5\nf = x ${row}`)).toBe(250.5);
  });
});

describe('numbers and equations', () => {
  test('numbers are parameters, and what uses a name is an equation', () => {
    const { formula, initial } = read('x = -2; k = 1/3\ny=1e-3; n = −4\nf = x * k\ng = f + y\nh = x');
    expect(formula.parameters.map(({ name }) => name)).toEqual(['x', 'k', 'y', 'n']);
    expect([...initial]).toEqual([-2, 1 / 3, 0.001, -4]);
    expect(formula.equations.map(({ name }) => name)).toEqual(['f', 'g', 'h']);
    expect(formula.error).toBe(2);
  });

  test('−0 becomes 0, which JSON can save', () => {
    expect(Object.is(read('x = -0\nf = x').initial[0], 0)).toBe(true);
  });

  test('names have letters of any script, digits and _', () => {
    expect(valueIn('α_1 = 2\nθ = 3\nx1y = 4\nñ = 5\nf = α_1 * θ * x1y * ñ')).toBe(120);
  });

  test('lists give elements from 1 on, and nested lists have two indices', () => {
    const { formula, initial } = read('x = [1, -0.5, 1/4]\nW = [[1, 2],\n     [3, 4]]\nf = W[2][1] * W[1,2] * x[3]');
    const names = ['x[1]', 'x[2]', 'x[3]', 'W[1,1]', 'W[1,2]', 'W[2,1]', 'W[2,2]'];
    expect(formula.parameters.map(({ name }) => name)).toEqual(names);
    expect([...initial]).toEqual([1, -0.5, 0.25, 1, 2, 3, 4]);
    expect(valueIn('W = [[1, 2], [3, 4]]\nf = W[2][1] * W[1, 2]')).toBe(6);
  });

  test('a list may contain equations', () => {
    expect(valueIn('x = 3\ny = [x, x * x]\nf = y[1] + y[2]')).toBe(12);
  });

  test('equations may use names that are defined later, and keep the order of the file where they can', () => {
    const { formula } = read('f = c * 2\na = 1\nd = a\nc = b + a\nb = a + 1');
    expect(formula.equations.map(({ name }) => name)).toEqual(['b', 'c', 'f', 'd']);
    const sorted = read('x = 1\na = x\nc = x\nb = c + a\nd = a\nf = b');
    expect(sorted.formula.equations.map(({ name }) => name)).toEqual(['a', 'c', 'b', 'd', 'f']);
  });

  test('the error is the last equation of the file, in whichever order the equations are computed', () => {
    const { formula } = read('f = c * 2\na = 1\nc = a + 1');
    expect(formula.equations[formula.error]?.name).toBe('c');
  });

  test('the line ends of Windows and tabs are blanks', () => {
    expect(valueIn('x = 2\r\ny\t=\t3\r\nf = x * y\r\n')).toBe(6);
  });
});

describe('loops', () => {
  test('a loop after an equation gives an equation for each turn', () => {
    const text = 'x = [1, 2, 3]\nw = 2\nh[0] = 10\nh[t] = w * x[t] + h[t-1] for t = 1..3';
    expect(read(text).formula.equations.map(({ name }) => name)).toEqual(['h[1]', 'h[2]', 'h[3]']);
    expect(valueIn(text)).toBe(22);
  });

  test('several loops, of which a later one turns inside the earlier ones', () => {
    const { formula, initial } = read('m[i,j] = 10 * i + j for i = 1..2, j = 1..3\nf = m[2,3]');
    expect(formula.parameters.map(({ name }) => name)).toEqual([
      'm[1,1]',
      'm[1,2]',
      'm[1,3]',
      'm[2,1]',
      'm[2,2]',
      'm[2,3]',
    ]);
    expect([...initial]).toEqual([11, 12, 13, 21, 22, 23]);
  });

  test.each([
    ['sum(k[j] * x[1+j] for j = 1..2)', 1 * 20 + 2 * 30],
    ['sum(k[j] * x[2*j - 1] for j = 1..2)', 1 * 10 + 2 * 30],
    ['sum(x[i] for i = 1..3)', 60],
    ['mean(x[i] for i = 1..3)', 20],
    ['max(x[i] for i = 1..3) + min(x[i] for i = 1..3)', 40],
    ['sum(sum(x[i] for i = 1..j) for j = 1..3)', 10 + 30 + 60],
    ['sum(i * k[1] for i = -1..3)', 5],
    ['sum(x[3 - i] * k[i] for i = 1..2)', 20 + 20],
    ['sum(x[-(i) + 4] * i for i = 1..1)', 30],
    ['sum(x[i] * k[j] for i = 1..2, j = 1..2)', 30 * 3],
    ['1 + sum(x[i] for i = 2…3)', 51],
  ])('%s', (expression, value) => {
    expect(valueIn(`x = [10, 20, 30]\nk = [1, 2]\nf = ${expression}`)).toBe(value);
  });

  test('elements of one name may be numbers and equations', () => {
    expect(valueIn('w = 2\nh[0] = 1\nh[1] = w * h[0]\nf = h[1]')).toBe(2);
  });
});

describe('minimise', () => {
  const numbers = 'x = 1\nk = [1, 2]\nf = x * k[1] * k[2]\ng = f + 1\n';

  test('names the error; nothing is trained without over', () => {
    const { formula, training } = read(`${numbers}minimise f`);
    expect(formula.equations[formula.error]?.name).toBe('f');
    expect(training).toBeUndefined();
    expect(formula.parameters.some(({ isTrained }) => isTrained)).toBe(false);
  });

  test('trains the numbers after over: an element, or all of one name', () => {
    const trained = (over: string) =>
      read(`${numbers}minimize f over ${over} with sgd 0.1`)
        .formula.parameters.filter(({ isTrained }) => isTrained)
        .map(({ name }) => name);
    expect(trained('x, k')).toEqual(['x', 'k[1]', 'k[2]']);
    expect(trained('k[2]')).toEqual(['k[2]']);
  });

  test.each([
    ['sgd 0.1', { method: 'sgd', learningRate: 0.1 }],
    ['sgd 0.1 momentum 0.9 nesterov', { method: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true }],
    ['sgd 1e-2, momentum 0.9, dampening 0.5', { method: 'sgd', learningRate: 0.01, momentum: 0.9, dampening: 0.5 }],
    ['rmsprop 0.1 rho 0.9', { method: 'rmsprop', learningRate: 0.1, rho: 0.9 }],
    [
      'adam 0.1 beta1 0.8 beta2 0.9 epsilon 1e-8',
      { method: 'adam', learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-8 },
    ],
    ['adamw 0.1 weightDecay 0.01', { method: 'adamw', learningRate: 0.1, weightDecay: 0.01 }],
    ['adagrad 0.1', { method: 'adagrad', learningRate: 0.1 }],
  ])('with %s', (written, optimizer) => {
    expect(read(`${numbers}minimise f over x with ${written}`).training).toEqual({ optimizer, batchSize: undefined });
  });
});

describe('the rest of a file', () => {
  test('the comment at the top is the description, and the file names the formula', () => {
    const { name, description } = read('\n# One line,\n#and another.\n\n# More.\nx = 1 # not this\n# nor this\nf = x');
    expect(description).toBe('One line, and another. More.');
    expect(name).toBe('some');
    expect(read('x = 1\nf = x').description).toBe('');
  });

  test('chapters have a title, a quantity, an update and a text', () => {
    const { chapters } = read(`x = 1
f = x
minimise f over x with sgd 0.1
chapter "One; two" at df/dx: Look: a = b; # and so on
chapter “Later” at update 2, x+ :  There.`);
    expect(chapters).toEqual([
      {
        title: 'One; two',
        text: 'Look: a = b; # and so on',
        quantity: 'df/dx',
        update: 1,
        place: { line: 4, column: 23 },
      },
      { title: 'Later', text: 'There.', quantity: 'x+', update: 2, place: { line: 5, column: 30 } },
    ]);
  });

  test('names never reach the graph: its nodes are indices', () => {
    const { formula } = read('constructor = 2\n__proto = constructor'.replace('__proto', 'toString'));
    expect(formula.equations).toEqual([
      { name: 'toString', expression: { kind: 'leaf', leaf: { block: { role: 'parameter' }, index: 0 } } },
    ]);
    expect([...valuesOf(read('constructor = 2\nvalueOf = constructor')).values()]).toEqual([2, 2]);
  });
});
