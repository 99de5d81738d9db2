import { describe, expect, test } from 'vitest';
import { parseFormula } from '../../../src/files/formula/formula-file.ts';
import { mistakesIn } from './formula-values.ts';

const read = (text: string) => parseFormula(text, { source: 'f.formula' }).formula;

describe('a large formula', () => {
  test('of 200,000 terms is read', () => {
    const [equation] = read(`x = 1\nf = ${Array.from({ length: 200_000 }, () => 'x').join(' + ')}`).equations;
    expect(equation?.expression).toMatchObject({ kind: 'sum', terms: { length: 200_000 } });
  });

  test('of 200,000 additions and subtractions is no deep expression', () => {
    const [equation] = read(`x = 1\nf = x ${'+ x - x '.repeat(100_000)}`).equations;
    expect(equation?.expression).toMatchObject({ kind: 'sum', terms: { length: 200_001 } });
  });

  test('whose 100,000 equations are in reverse order is sorted', () => {
    const { equations } = read('h[0] = 0\nw = 1\nh[100001-t] = w * h[100000-t] for t = 1..100000');
    expect(equations).toHaveLength(100_000);
    expect([equations[0]?.name, equations.at(-1)?.name]).toEqual(['h[1]', 'h[100000]']);
  });
});

describe('a formula that would take too much time or memory is refused', () => {
  const tooMany =
    'found more than 2000000 numbers, names and operations when all loops are unrolled, expected a smaller formula';

  test.each([
    ['numbers in a loop', 'x[i,j] = 2 for i = 1..1000000, j = 1..1000000', tooMany],
    ['terms in loops', 'x = 2\nf = sum(sum(sum(x for a = 1..100000) for b = 1..100000) for c = 1..100000)', tooMany],
    ['operations in an index', `x = [1]\nf = sum(x[${'0*'.repeat(10_000)}0+1] for i = 1..100000)`, tooMany],
    [
      'loops in loops',
      `f = 1 for ${Array.from({ length: 3000 }, (_, at) => `a${at} = 1..1`).join(', ')}`,
      'more than 20 loops inside each other',
    ],
    [
      'parentheses',
      `f = ${'('.repeat(100_000)}x`,
      'line 1, column 105: found more than 100 brackets, signs or powers inside each other, expected fewer',
    ],
    ['parentheses that are closed', `x = 1\nf = ${'('.repeat(5000)}x${')'.repeat(5000)}`, 'more than 100 brackets'],
    ['calls', `x = 1\nf = ${'exp('.repeat(5000)}x`, 'more than 100 brackets'],
    ['signs', `x = 1\nf = ${'-'.repeat(100_000)}x`, 'more than 100 brackets'],
    ['powers', `x = 1\nf = x${'^x'.repeat(100_000)}`, 'more than 100 brackets'],
    ['squares', `x = 1\nf = x${'²'.repeat(100_000)}`, 'more than 100 brackets'],
    ['lists', `x = ${'['.repeat(100_000)}`, 'more than 100 brackets'],
    ['indices', `x = [1]\nf = ${'x['.repeat(100_000)}`, 'more than 100 brackets'],
    [
      'divisions',
      `x = 1\nf = x${'/x'.repeat(21)}`,
      'line 2, column 5: found 21 divisions in a row, expected at most 20',
    ],
    [
      'factors',
      `x = 1\nf = x${'*x'.repeat(1000)}`,
      'line 2, column 5: found a product of 1001 factors, expected at most 1000',
    ],
    ['inputs', 'x = 1\nf = max(x for i = 1..201)', 'line 2, column 5: found 201 inputs of max, expected at most 200'],
    [
      'characters',
      `x = 1\nf = x${' '.repeat(10_000_000)}`,
      'line 1, column 1: found more than 10000000 characters, expected a smaller file',
    ],
  ])('%s', (_what, text, message) => {
    expect(mistakesIn(text)[0]).toContain(message);
  });

  test('the first of very many mistakes are listed', () => {
    const lines = mistakesIn('f = 1 1\n'.repeat(300_000));
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toBe('and many more mistakes');
  });

  const million = 1_000_000;
  test.each([
    ['blanks', `x = 1\nf = x${' '.repeat(9 * million)}+ x`],
    ['comment lines', `${'#\n'.repeat(4 * million)}x = 1\nf = x`],
    ['a comment', `x = 1\nf = x ${'#'.repeat(9 * million)}`],
    ['blanks in a path', `given x from a${' '.repeat(9 * million)}b\nf = x`],
    ['the text of a chapter', `x = 1\nf = x\nchapter "A" at f: ${'a '.repeat(4 * million)}`],
    ['a name', `${'a'.repeat(9 * million)} = 1\nx = 1\nf = x`],
  ])('%s of many characters are read', (_what, text) => {
    expect(mistakesIn(text, { source: 'a.csv', text: 'x\n1' })).toEqual([]);
  });

  test('a bracket that is open over many lines', () => {
    expect(mistakesIn(`f = (${'\n   '.repeat(100_000)}x`)).toHaveLength(1);
  });
});
