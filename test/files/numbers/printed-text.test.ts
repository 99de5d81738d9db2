import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/files/input-error.ts';
import { arraysOf, readNumbersText } from '../../../src/files/numbers/numbers-file.ts';

/** The arrays in a text: name, shape and values. */
function read(text: string, ending = ''): readonly (readonly [string, readonly number[], readonly number[]])[] {
  return arraysOf(readNumbersText(text, 'test', ending), 'test').map(({ name, shape, values }) => [
    name,
    shape,
    values,
  ]);
}

describe('names and arrays are read as', () => {
  test.each<readonly [program: string, text: string]>([
    ['NumPy prints them', 'dW1 = [[0.1 -0.2]\n [3.  0.4]]'],
    ['NumPy 1 represents them', 'dW1 = array([[0.1, -0.2],\n       [3. , 0.4]])'],
    ['NumPy prints float32', 'dW1 = array([[0.1, -0.2],\n       [3. , 0.4]], dtype=float32)'],
    ['NumPy prints small numbers', 'dW1 = [[ 1.e-01 -2.e-01]\n [ 3.e+00  4.e-01]]'],
    ['PyTorch prints them', 'dW1 = tensor([[ 0.1000, -0.2000],\n        [ 3.0000,  0.4000]], dtype=torch.float64)'],
    ['PyTorch prints them with a gradient', 'dW1 tensor([[0.1, -0.2], [3.0, 0.4]], grad_fn=<MmBackward0>)'],
    ['PyTorch prints them on a device', "dW1: tensor([[0.1, -0.2], [3.0, 0.4]], device='cuda:0', requires_grad=True)"],
    ['PyTorch prints parameters', 'dW1 = Parameter containing:\ntensor([[0.1, -0.2], [3., 0.4]], requires_grad=True)'],
    ['Python prints lists', 'dW1 = [[0.1, -0.2], [3, 0.4]]'],
    ['Python prints a dictionary', "{'dW1': array([[0.1, -0.2],\n       [3. , 0.4]])}"],
    ['a program labels them', '---- step 1 ----\nGradients:\ndW1:\n[[0.1, -0.2], [3, 0.4]]\ndone in 0.3 s'],
    ['JSON has them', '{"dW1": [[0.1, -0.2], [3, 0.4]]}'],
    ['JSON has them in an object', '{"layer": {"dW1": [[0.1, -0.2], [3, 0.4]]}}'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual([['dW1', [2, 2], [0.1, -0.2, 3, 0.4]]]);
  });

  test.each<readonly [text: string, name: string]>([
    ['grads["dW1"] = [1, 2]', 'grads["dW1"]'],
    ["grads['db1']: [1, 2]", "grads['db1']"],
    ['0.weight.grad = [1, 2]', '0.weight.grad'],
    ['fc1.bias.grad = tensor([1, 2])', 'fc1.bias.grad'],
    ['∂E/∂b = [1, 2]', '∂E/∂b'],
    ['dE/dV[1,2]:o[1] = [1, 2]', 'dE/dV[1,2]:o[1]'],
    ['W1_new = [1, 2]', 'W1_new'],
  ])('%s', (text, name) => {
    expect(read(text)).toEqual([[name, [2], [1, 2]]]);
  });

  test('single numbers, and lines of CSV', () => {
    expect(read('loss = 0.25\nw5+ = -1e-3; delta_h1@2: 7')).toEqual([
      ['loss', [], [0.25]],
      ['w5+', [], [-0.001]],
      ['delta_h1@2', [], [7]],
    ]);
    expect(read('name,value\nw1,0.5\ndelta_h1,-2\n')).toEqual([
      ['w1', [], [0.5]],
      ['delta_h1', [], [-2]],
    ]);
  });

  test('a gradient that is named in words', () => {
    expect(read('gradient of W2: [1, 2]\ngrad b1 = [3]')).toEqual([
      ['dW2', [2], [1, 2]],
      ['db1', [1], [3]],
    ]);
  });

  test('NaN and Infinity in JSON, as Python writes them', () => {
    expect(read('{"dW1": [NaN, -Infinity, 1]}')[0]?.[2]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      1,
    ]);
  });

  test('a name that is printed for each update stands for the first update', () => {
    expect(read('dW1 = [1, 2]\ndW1 = [3, 4]')).toEqual([['dW1', [2], [1, 2]]]);
  });
});

test('the digits that are printed decide how exact a number is', () => {
  const tolerances = (text: string): readonly number[] =>
    arraysOf(readNumbersText(text, 'test', ''), 'test')[0]?.tolerances ?? [];
  // With three to seven decimals and a number such as 0., NumPy prints only these.
  expect(tolerances('a = [0.1234 0. ]')[0]).toBeCloseTo(5e-5, 6);
  // PyTorch prints four decimals, NumPy eight, of which it leaves out zeros at the end.
  expect(tolerances('a = tensor([0.1000, 0.2000])')[0]).toBeCloseTo(5e-5, 6);
  expect(tolerances('a = [0.1 0. ]')[0]).toBeLessThan(1e-6);
  expect(tolerances('a = 0.5')[0]).toBeCloseTo(0.05, 3);
});

test.each<readonly [text: string, problem: string]>([
  ['hello', 'found no names with numbers, expected lines such as dW1 = [[0.1 0.2]]'],
  ['dW1 = [0.1, ..., 0.2]', 'line 1: found ..., expected every number'],
  ['\ndW1 = [0.1, 0.2', 'line 2: found the end of the text, expected ] at the end of a list'],
  ['dW1 = [0.1, x]', 'line 1: found "x]", expected a number'],
  ['db1 = [1]\ndW1 = [[1, 2], [3]]', 'line 2: dW1: found rows of different lengths, expected a matrix'],
  ['{"dW1": "x"}', 'dW1: found "x", expected a number or lists of numbers'],
])('%j is refused: %s', (text, problem) => {
  expect(() => read(text)).toThrow(InputError);
  expect(() => read(text)).toThrow(problem);
});

test('any text is read or refused with a message', () => {
  const piece = fc.constantFrom(
    'dW1',
    ' = ',
    '[',
    ']',
    '0.5',
    ',',
    '\n',
    'array(',
    'tensor(',
    ')',
    '{',
    '}',
    ':',
    '"',
    "'",
    '...',
    'e',
    '-',
    '@',
    '/',
    '.',
    'nan',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      try {
        read(pieces.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a long text and deep brackets are refused with a message', () => {
  expect(() => read('word '.repeat(100_000))).toThrow(InputError);
  expect(() => read(`dW1 = ${'['.repeat(100_000)}`)).toThrow('line 1: found more than 8 brackets inside each other');
});
