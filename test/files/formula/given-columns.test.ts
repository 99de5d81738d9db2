import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { formulaFrom, parseFormulaExperiment } from '../../../src/files/formula/formula-experiment.ts';
import { parseFormula, readFormula } from '../../../src/files/formula/formula-file.ts';
import { mistakesIn, valuesOf } from './formula-values.ts';

const text = 'w = 2\ngiven x, t from points.csv\nf = (w * x - t)^2\nminimise f over w with sgd 0.1 batch 2';
const csv = (rows: string) => ({ source: 'points.csv', text: rows });

describe('given', () => {
  test('takes the columns with the given names, in this order, from each line', () => {
    const rows = 't,label,x\n1,"a, b",3\n\n-2e-1,c,4\r\n5,d,-0\n';
    const { formula, samples, training } = parseFormula(text, { source: 'f.formula', sampleFile: csv(rows) });
    expect(formula.inputs).toEqual(['x', 't']);
    expect(samples).toEqual({ count: 3, inputs: Float64Array.of(3, 1, 4, -0.2, 0, 5) });
    expect(training?.batchSize).toBe(2);
    const data = parseFormula(text, { source: 'f.formula', sampleFile: csv(rows) });
    expect([0, 1, 2].map((sample) => valuesOf(data, sample).get('f'))).toEqual([25, 8.2 ** 2, 25]);
  });

  test('a batch size above the number of samples makes one batch of all samples, and so does batch all', () => {
    const batchSizeOf = (written: string) =>
      parseFormulaExperiment(text.replace('batch 2', written), 'f.formula', csv('x,t\n1,2\n3,4')).batchSize;
    expect(['batch 7', 'batch all', ''].map(batchSizeOf)).toEqual([2, 2, 2]);
  });

  test.each([
    ['given x from points.csv # comment', 'points.csv'],
    ['given x from my points.csv; y = 2', 'my points.csv'],
    ['given x from "a;b#.csv"', 'a;b#.csv'],
    ['given x from data/a.csv  ', 'data/a.csv'],
  ])('%s reads the path %j', async (statement, expected) => {
    const paths: string[] = [];
    const readSamples = async (path: string) => {
      paths.push(path);
      return csv('x\n1');
    };
    await readFormula(`${statement}\nf = x`, { source: 'f.formula', readSamples });
    expect(paths).toEqual([expected]);
  });

  test.each([
    ['given x from', 'line 1, column 13: found the end of the line, expected the path of a CSV file'],
    [
      'given x',
      'line 1, column 8: found the end of the line, expected "," and another column, or "from" and the path of a CSV file',
    ],
    ['given from points.csv\nx = 1', 'line 1, column 7: found "from", expected the name of a column'],
    ['given 2 from points.csv\nx = 1', 'line 1, column 7: found "2", expected the name of a column'],
    [
      'given x, x from points.csv',
      'line 1, column 10: found the name "x" again, expected it once; line 1 defines it already',
    ],
    [
      'given x from a.csv\ngiven y from b.csv',
      'line 2, column 1: found "given" again, expected it once; line 1 has it already',
    ],
    [
      'given x from a.csv\nx = 1',
      'line 2, column 1: found the name "x" again, expected it once; line 1 defines it already',
    ],
    [
      'given x from a.csv\nw = 1\ng = w * x\nminimise g over x with sgd 1',
      'line 4, column 17: found "x", which is a column, expected a number of the file: "w"',
    ],
    [
      'given x from a.csv\nminimise x',
      'line 2, column 10: found "x", which is a column, expected an equation to minimise',
    ],
    [
      'given x from a.csv\nw = 1\ng = w * x\nminimise g over w with sgd 1 batch 1.5',
      'line 4, column 30: found batch 1.5, expected a whole number, at least 1, or all',
    ],
    [
      'given x from a.csv\ng[x] = 1 * x for x = 1..2',
      'line 2, column 18: found the loop variable "x", which line 1 defines as well, expected another name',
    ],
  ])('%j is refused', (statements, line) => {
    expect(mistakesIn(`${statements}\nf = x`, csv('x,y\n1,2'))).toEqual([line]);
  });

  test.each([
    ['x,y\n1,2', 'line 1: found no column "t", expected it in the first line, which has "x" or "y"'],
    ['x,T\n1,2', 'line 1: found no column "t", did you mean "T"?'],
    ['1,2\n3,4', 'line 1: found no column "x", expected it in the first line, which has "1" or "2"'],
    ['x,t,x\n1,2,3', 'line 1: found several columns "x", expected one'],
    ['x,t\n1,2\n3', 'line 3: found 1 column, expected 2, as in the first line'],
    ['x,t\n1,2\n3,four', 'line 3, "t": found "four", expected a finite number'],
    ['x,t\n1,\n', 'line 2, "t": found "", expected a finite number'],
    ['x,t', 'found no rows below the header, expected samples'],
    [
      'x,t\n"1,2',
      'line 2: found a double quote that is not closed, expected cells in plain text or wholly in double quotes',
    ],
  ])('the CSV file %j is refused', (rows, line) => {
    const [first] = mistakesIn(text, csv(rows));
    expect(first).toBe(`points.csv: ${line}`);
  });

  test('mistakes of both files are listed', () => {
    expect(mistakesIn(`${text}\ng = y`, csv('x,t\n1,one'))).toEqual([
      'line 5, column 5: found the unknown name "y", expected "x", "t", "w", "f" or "g", or a line y = … for it',
      'points.csv: line 2, "t": found "one", expected a finite number',
    ]);
  });

  test('without a CSV file, the path is refused', () => {
    expect(mistakesIn(text)).toEqual([
      'line 2, column 17: found "points.csv", expected numbers in the formula, as no CSV file can be read here',
    ]);
  });
});

describe('formulaFrom', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-formula-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'line.formula');

  test('reads the CSV file beside the formula file', async () => {
    writeFileSync(join(folder, 'points.csv'), 'x,t\n1,2\n');
    const { name, samples } = await formulaFrom(text, path);
    expect(name).toBe('line');
    expect(samples.inputs).toEqual(Float64Array.of(1, 2));
  });

  test('names the CSV file that does not exist', async () => {
    const refused = formulaFrom(text.replace('points.csv', 'other.csv'), path);
    await expect(refused).rejects.toThrow(`${join(folder, 'other.csv')}: no such file`);
  });

  test('refuses standard input for both the formula and its samples', async () => {
    const refused = formulaFrom(text.replace('points.csv', '-'), '-');
    await expect(refused).rejects.toThrow('standard input: found the formula, expected the samples');
  });
});
