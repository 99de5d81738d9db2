import { describe, expect, test } from 'vitest';
import { writtenFunctions } from '../../../src/files/formula/written-functions.ts';
import { maxListed } from '../../../src/files/mistake-list.ts';
import { mistakesIn } from './formula-values.ts';

const functions = [...writtenFunctions.keys()].join(', ');
const recurrent = 'w = 0.5; u = 1; x = [1, 2]\n';

/** A file and the only line of the message about it. */
type Case = readonly [text: string, line: string];

const cases: Readonly<Record<string, readonly Case[]>> = {
  expressions: [
    ['x = 1\nf = x + * 2', 'line 2, column 9: found "*", expected a number, a name or "("'],
    ['x = 1\nf = x +', 'line 2, column 8: found the end of the file, expected a number, a name or "("'],
    ['x = 1\nf =\ng = x', 'line 2, column 4: found the end of the line, expected a number, a name or "("'],
    ['x = 1\nf = ; g = x', 'line 2, column 5: found ";", expected a number, a name or "("'],
    [
      'x = 1\nf = (x + 1',
      'line 2, column 11: found the end of the file, expected an operator, or ")" for the open "("',
    ],
    [
      'x = 1\nf = (x + 1\ng = x',
      'line 2, column 11: found the end of the line, expected an operator, or ")" for the open "("',
    ],
    ['x = 1\nf = (x]', 'line 2, column 7: found "]", expected an operator, or ")" for the open "("'],
    [
      'x = 1\nf = x)',
      'line 2, column 6: found ")" without its opening bracket, expected an operator or the end of the line',
    ],
    [
      'x = [1, 2\nf = x[1]',
      'line 1, column 10: found the end of the line, expected an operator, or "]" for the open "["',
    ],
    ['x = []\nf = x[1]', 'line 1, column 6: found an empty list, expected at least one number'],
    ['x = 0,5\nf = x', 'line 1, column 6: found a decimal comma, expected a decimal point, as in 0.5'],
    [
      'x = 1\nf = 2x',
      'line 2, column 6: found "x" right after a number, a name or ")", expected an operator between them, such as * in 2 * x',
    ],
    [
      'x = 1\nf = 2 (x + 1)',
      'line 2, column 7: found "(" right after a number, a name or ")", expected an operator between them, such as * in 2 * x',
    ],
    [
      'x = 1\nf = x x',
      'line 2, column 7: found "x" right after a number, a name or ")", expected an operator between them, such as * in 2 * x',
    ],
    [
      'x = 1e999\nf = x',
      'line 1, column 5: found "1e999", expected a number below 1.8e308, the largest possible number',
    ],
    ['x = 1/0\nf = x', 'line 1, column 1: found "x" with the value Infinity, expected a finite number'],
    ['x = 1\nf = x ? 2', 'line 2, column 7: found "?", expected an operator, "for" or the end of the line'],
    ['x = 1\nf = x = 2', 'line 2, column 7: found "=", expected an operator, "for" or the end of the line'],
    ['x = 1\nf = \u0007', 'line 2, column 5: found "\\u0007", expected a number, a name or "("'],
  ],
  functions: [
    ['x = 1\nf = sigmod(x)', 'line 2, column 5: found the unknown function "sigmod", did you mean "sigmoid"?'],
    [
      'x = 1\nf = x(2)',
      `line 2, column 5: found the unknown function "x", expected an operator before "(", or a function: ${functions}`,
    ],
    [
      'x = 1\nf = exp + x',
      'line 2, column 5: found the function "exp" without parentheses, expected its input, as in exp(x)',
    ],
    [
      'x = 1\nf = sin x',
      'line 2, column 5: found the function "sin" without parentheses, expected its input, as in sin(x)',
    ],
    [
      'x = 1\nf = sin^2(x)',
      'line 2, column 5: found the function "sin" without parentheses, expected its input, as in sin(x)',
    ],
    [
      'x = 1\nf = sin²(x)',
      'line 2, column 5: found the function "sin" without parentheses, expected its input, as in sin(x)',
    ],
    ['x = 1\nf = tan(x)', 'line 2, column 5: found the unknown function "tan", expected sin(x)/cos(x)'],
    [
      'x = 1\nf = tanh(sin(x)\n\n',
      'line 2, column 16: found the end of the file, expected an operator, or ")" for the open "("',
    ],
    ['x = 1\nf = x + exp()', 'line 2, column 9: found exp without an input, expected an input, as in exp(x)'],
    ['x = 1\nf = exp(x, 2)', 'line 2, column 5: found 2 inputs of exp, expected one'],
    [
      'x = [1, 2]\nf = exp(x[i] for i = 1..2)',
      'line 2, column 14: found a loop in exp, expected it in "max", "min", "sum" or "mean"',
    ],
    [
      'x = [1, 2]\nf = sum(x[i], 1 for i = 1..2)',
      'line 2, column 17: found a loop after 2 inputs, expected one input before it',
    ],
    [
      'exp = 1\nf = 2 * x\nx = 3',
      'line 1, column 1: found "exp", which is the name of a function, expected another name',
    ],
    [
      'sum = [1, 2]\nx = 1\nf = x',
      'line 1, column 1: found "sum", which is the name of a function, expected another name',
    ],
  ],
  names: [
    ['weight = 1\nf = wieght', 'line 2, column 5: found the unknown name "wieght", did you mean "weight"?'],
    ['x = 1\nf = y', 'line 2, column 5: found the unknown name "y", expected "x" or "f", or a line y = … for it'],
    [
      'f = constructor',
      'line 1, column 5: found the unknown name "constructor", expected "f", or a line constructor = … for it',
    ],
    ['x = 1\nf = e^x', 'line 2, column 5: found the unknown name "e", expected exp(x) for the power e^x'],
    [
      'x = 1\nf = pi * x',
      'line 2, column 5: found the unknown name "pi", expected a line pi = 3.141592653589793 for it',
    ],
    [
      'x = 1\nf = x\n\nx = 2',
      'line 4, column 1: found the name "x" again, expected it once; line 1 defines it already',
    ],
    [
      'x = 1\nf = x\nf = x + 1',
      'line 3, column 1: found the name "f" again, expected it once; line 2 defines it already',
    ],
    [
      'x = [1, 2]\nx[2] = 3\nf = x[1]',
      'line 2, column 1: found the name "x[2]" again, expected it once; line 1 defines it already',
    ],
    ['x = 1\nx[1] = 3\nf = x', 'line 2, column 1: found "x[1]", expected no index, as in line 1'],
    ['x[1] = 1\nx[1,1] = 3\nf = x[1]', 'line 2, column 1: found "x[1,1]", expected one index, as in line 1'],
    ['for = 1\nx = 1\nf = x', 'line 1, column 1: found "for", which is a word of the language, expected another name'],
    [
      'given = 1\nx = 1\nf = x',
      'line 1, column 1: found "given", which is a word of the language, expected another name',
    ],
    ['2 = x\nx = 1\nf = x', 'line 1, column 1: found "2", expected a name and "=", as in f = x * y'],
    ['x = 1\nf = x\nx + 1', 'line 3, column 3: found "+", expected "=" and an expression'],
    ['x = 1\nf(x) = x', 'line 2, column 2: found "(", expected "=" and an expression'],
    ['x = 1\nf = x\nminimse f', 'line 3, column 1: found "minimse", did you mean "minimise"?'],
    ['', 'line 1, column 1: found no equation, expected at least one, such as f = x * y'],
    ['x = 1\n', 'line 1, column 6: found no equation, expected at least one, such as f = x * y'],
  ],
  cycles: [
    [
      'a = b\nb = c + 1\nc = 2 * a\nx = 1\nf = x',
      'line 1, column 1: found equations in a cycle: a → b → c → a, expected none that uses its own result',
    ],
    ['w = w - 1', 'line 1, column 1: found equations in a cycle: w → w, expected none that uses its own result'],
    [
      'a[i] = a[i+1] for i = 1..8\na[9] = a[1]',
      'line 1, column 1: found equations in a cycle: a[1] → a[2] → a[3] → a[4] → a[5] → a[6] → … (3 more) → a[1], ' +
        'expected none that uses its own result',
    ],
  ],
  indices: [
    [
      `${recurrent}h[t] = tanh(w * x[t] + u * h[t-1]) for t = 1..2`,
      'line 2, column 28: found "h[0]", which is not defined, expected "h[1]" to "h[2]", or a line h[0] = … for it',
    ],
    [
      'x = [1, 2]\nf = sum(x[i] for i = 1..3)',
      'line 2, column 9: found "x[3]", which is not defined, expected "x[1]" to "x[2]", or a line x[3] = … for it',
    ],
    [
      'x[1] = 1\nx[3] = 1\nf = x[1] + x[2]',
      'line 3, column 12: found "x[2]", which is not defined, expected a line x[2] = … for it',
    ],
    [
      'x = [1, 2]\nf = sum(x)',
      'line 2, column 9: found "x" without an index, expected one, as in "x[1]", or a loop, as in sum(x[i] for i = 1..2)',
    ],
    ['x = [1]\nf = x', 'line 2, column 5: found "x" without an index, expected one, as in "x[1]"'],
    ['x = [[1, 2]]\nf = x', 'line 2, column 5: found "x", expected two indices, as in "x[1,1]"'],
    ['x = [[1, 2]]\nf = x[1]', 'line 2, column 5: found "x[1]", expected two indices, as in "x[1,1]"'],
    ['x = 1\nf = x[1]', 'line 2, column 5: found "x[1]", expected "x", which has no index'],
    ['x = [1, 2]\nf = x[1.5]', 'line 2, column 7: found the index 1.5, expected a whole number'],
    ['x = [1, 2]\nn = 1\nf = x[n]', 'line 3, column 7: found "n" in an index or a range, expected a whole number'],
    [
      'x = [1, 2]\nf = sum(x[j] for i = 1..2)',
      'line 2, column 11: found "j" in an index or a range, expected whole numbers and the loop variable "i"',
    ],
    ['x = [1, 2]\nf = x[4/2]', 'line 2, column 9: found "/" in an index or a range, expected only +, - and *'],
    ['x = [1, 2]\nf = x[1^2]', 'line 2, column 9: found "^" in an index or a range, expected only +, - and *'],
    [
      'x = [1, 2]\nf = x[exp(1)]',
      'line 2, column 7: found the function "exp" in an index or a range, expected only whole numbers, loop variables, +, - and *',
    ],
    [
      'x = [1, 2]\nf = x[9007199254740991 + 1]',
      'line 2, column 7: found an index above 9007199254740991, the largest possible index, expected a smaller one',
    ],
  ],
  loops: [
    [
      'x = 1\nf[i] = x for i = 4..1',
      'line 2, column 18: found the range 4..1, which is empty, expected the smaller number first, as in 1..4',
    ],
    [
      'x = 1\nf = sum(x for i = 1..0)',
      'line 2, column 19: found the range 1..0, which is empty, expected the smaller number first, as in 0..1',
    ],
    [
      'x = 1\nf[i] = x for i = 1',
      'line 2, column 19: found the end of the file, expected ".." and the end of the range, as in 1..4',
    ],
    [
      'x = 1\nf[i] = x for i in 1..2',
      'line 2, column 16: found "in", expected "=" and the range of the loop, as in i = 1..4',
    ],
    [
      'x = 1\nf[i] = x for',
      'line 2, column 13: found the end of the file, expected a loop variable and its range, as in t = 1..4',
    ],
    [
      'x = 1\nf[i] = x for i = 1..2, 3',
      'line 2, column 24: found "3", expected a loop variable and its range, as in t = 1..4',
    ],
    [
      'x = 1\nf[x] = 2 * x for x = 1..2\ng = f[1] + x',
      'line 2, column 18: found the loop variable "x", which line 1 defines as well, expected another name',
    ],
    [
      'x = 1\nf[sin] = x for sin = 1..2',
      'line 2, column 16: found "sin", which is the name of a function, expected another name',
    ],
    [
      'x = 1\nf = sum(sum(x for i = 1..2) for i = 1..2)',
      'line 2, column 19: found the loop variable "i" inside a loop over "i", expected another name',
    ],
    [
      'x = 1\nf[i] = x * i[1] for i = 1..2',
      'line 2, column 12: found an index of the loop variable "i", expected no index',
    ],
    [
      'x = 1\nf = x for i = 1..2',
      'line 2, column 1: found the name "f" again, expected it once; line 2 defines it already',
    ],
  ],
  minimise: [
    [
      'x = 1\nf = x\nminimise',
      'line 3, column 9: found the end of the file, expected the name of the equation to minimise',
    ],
    [
      'x = 1\nf = x\nminimise g',
      'line 3, column 10: found the unknown name "g", expected "x" or "f", or a line g = … for it',
    ],
    ['x = 1\nf = x\nminimise x', 'line 3, column 10: found "x", which is a number, expected an equation to minimise'],
    [
      'x = 1\nf[i] = x for i = 1..2\nminimise f',
      'line 3, column 10: found "f", which has several elements, expected one of them',
    ],
    [
      'x = 1\nf = x\nminimise f over x',
      'line 3, column 18: found the end of the file, expected "with" and an optimizer, as in with sgd 0.1',
    ],
    [
      'x = 1\nf = x\nminimise f with sgd 0.1',
      'line 3, column 12: found "with" without "over", expected the numbers to train before it, as in over x, y',
    ],
    [
      'x = 1\nf = x\nminimise f over x with',
      'line 3, column 23: found the end of the file, expected the name of an optimizer, as in sgd 0.1',
    ],
    [
      'x = 1\nf = x\nminimise f over x with sgd',
      'line 3, column 27: found the end of the file, expected the learning rate, as in sgd 0.1',
    ],
    [
      'x = 1\nf = x\nminimise f over x with sdg 0.1',
      'line 3, column 24: found the unknown optimizer "sdg", did you mean "sgd"?',
    ],
    ['x = 1\nf = x\nminimise f over x with sgd 0', 'line 3, column 28: found 0, expected a number greater than 0'],
    [
      'x = 1\nf = x\nminimise f over x with sgd -0.1',
      'line 3, column 28: found -0.1, expected a number greater than 0',
    ],
    [
      'x = 1\nf = x\nminimise f over x with sgd 0,1',
      'line 3, column 29: found a decimal comma, expected a decimal point, as in 0.5',
    ],
    [
      'x = 1\nf = x\nminimise f over f with sgd 0.1',
      'line 3, column 17: found "f", which is an equation, expected a number of the file: "x"',
    ],
    [
      'x = 1\nf = x\nminimise f over y with sgd 0.1',
      'line 3, column 17: found the unknown name "y", expected "x" or "f", or a line y = … for it',
    ],
    [
      'x = 1\nf = x\nminimise f over x with adam 0.1 beta1 1',
      'line 3, column 33: found beta1 1, expected a number from 0 to below 1',
    ],
    [
      'x = 1\nf = x\nminimise f over x with adam 0.1 beta1',
      'line 3, column 33: found beta1 without a number, expected a number from 0 to below 1',
    ],
    [
      'x = 1\nf = x\nminimise f over x with sgd 0.1 momentun 0.9',
      'line 3, column 32: found the unknown setting "momentun", did you mean "momentum"?',
    ],
    [
      'x = 1\nf = x\nminimise f over x with sgd 0.1 momentum 0.9 momentum 0.8',
      'line 3, column 45: found the setting "momentum" again, expected it once',
    ],
    [
      'x = 1\nf = x\nminimise f over x with sgd 0.1 nesterov',
      'line 3, column 32: found nesterov without momentum, expected a momentum greater than 0',
    ],
    [
      'x = 1\nf = x\nminimise f over x with sgd 0.1 momentum 0.9 dampening 0.1 nesterov',
      'line 3, column 59: found both nesterov and dampening, expected one of them',
    ],
    [
      'x = 1\nf = x\nminimise f over x with sgd 0.1 batch 2',
      'line 3, column 32: found a batch size, expected none without samples, which a line given … from FILE reads',
    ],
    [
      'x = 1\nf = x\nminimise f x',
      'line 3, column 12: found "x", expected "over" and the numbers to train, "with" and an optimizer, or the end of the line',
    ],
    [
      'x = 1\nf = x\nminimise f\nminimize f',
      'line 4, column 1: found "minimise" again, expected it once; line 3 has it already',
    ],
  ],
  chapters: [
    [
      'x = 1\nf = x\nchapter One at f: Text',
      'line 3, column 9: found "One", expected the title of the chapter in double quotes',
    ],
    [
      'x = 1\nf = x\nchapter "One at f: Text',
      'line 3, column 9: found a double quote that is not closed, expected the title of the chapter in double quotes',
    ],
    ['x = 1\nf = x\nchapter " " at f: Text', 'line 3, column 9: found "", expected a title'],
    [
      'x = 1\nf = x\nchapter "One" f: Text',
      'line 3, column 15: found "f", expected "at" and a quantity, as in at df/dx',
    ],
    [
      'x = 1\nf = x\nchapter "One" at: Text',
      'line 3, column 17: found ":", expected the name of a quantity, as in df/dx',
    ],
    [
      'x = 1\nf = x\nchapter "One" at update 1: Text',
      'line 3, column 26: found ":", expected the name of a quantity, as in df/dx',
    ],
    [
      'x = 1\nf = x\nchapter "One" at update 0, f: Text',
      'line 3, column 18: found update 0, expected the number of an update, from 1',
    ],
    [
      'x = 1\nf = x\nchapter "One" at update 2, f: Text',
      'line 3, column 28: found update 2 without an optimizer, expected update 1, as a formula without minimise … over … with … has no other',
    ],
    [
      'x = 1\nf = x\nchapter "One" at f',
      'line 3, column 19: found the end of the file, expected ":" and the text of the chapter',
    ],
    [
      'x = 1\nf = x\nchapter "One" at f:',
      'line 3, column 20: found the end of the file, expected the text of the chapter',
    ],
    [
      `x = 1\nf = x${'\nchapter "One" at f: Text'.repeat(11)}`,
      'line 13, column 1: found 11 chapters, expected at most 10',
    ],
  ],
};

describe.each(Object.entries(cases))('a mistake in %s is named with its place', (_part, each) => {
  test.each(each)('%j', (text, line) => {
    expect(mistakesIn(text)).toEqual([line]);
  });
});

describe('several mistakes of one file', () => {
  test('are listed in the order of the file, at most five, and the others are counted', () => {
    expect(mistakesIn('f = x\nx = 0,5\ny = (1\nminimise f over z with sgd 0')).toEqual([
      'line 2, column 6: found a decimal comma, expected a decimal point, as in 0.5',
      'line 3, column 7: found the end of the line, expected an operator, or ")" for the open "("',
      'line 4, column 17: found the unknown name "z", expected "f", or a line z = … for it',
      'line 4, column 28: found 0, expected a number greater than 0',
    ]);
    const many = mistakesIn('f = 1 1\n'.repeat(20));
    expect(many).toHaveLength(maxListed + 1);
    expect(many.at(-1)).toBe('and 15 more mistakes');
  });

  test('are not listed for what uses a name whose own line has a mistake', () => {
    expect(mistakesIn('x = 1 1\nh[t] = h[t-1] * for t = 1..3\nf = x + h[2] + h[7]')).toEqual([
      'line 1, column 7: found "1" right after a number, a name or ")", expected an operator between them, such as * in 2 * x',
      'line 2, column 17: found "for", expected a number, a name or "("',
    ]);
  });

  test('a statement after one that breaks off is read', () => {
    expect(mistakesIn('f =\ng = y +\nh = z')).toEqual([
      'line 1, column 4: found the end of the line, expected a number, a name or "("',
      'line 2, column 8: found the end of the line, expected a number, a name or "("',
      'line 3, column 5: found the unknown name "z", expected "h", or a line z = … for it',
    ]);
  });

  test('are listed once for all turns of a loop', () => {
    expect(mistakesIn('f[i] = y for i = 1..1000')).toHaveLength(1);
  });
});
