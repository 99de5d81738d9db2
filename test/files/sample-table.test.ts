import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readExperiment } from '../../src/files/experiment-file.ts';
import { InputError } from '../../src/files/input-error.ts';
import type { Columns } from '../../src/files/line-mistakes.ts';
import { parseTable } from '../../src/files/sample-table.ts';
import { lectureWith } from './lecture-file.ts';
import { tableIn } from './table.ts';

const columns: Columns = { inputs: 2, outputs: 2, classes: [] };

const samplesOf = (text: string, tableColumns = columns) =>
  tableIn(text, tableColumns).rows.map(({ input, target }) => [input, target]);

describe('parseTable', () => {
  test('reads a row of numbers as one sample', () => {
    expect(samplesOf('0.5,1,0,1\n-2e-3, 4 ,.5,+6\n')).toEqual([
      [
        [0.5, 1],
        [0, 1],
      ],
      [
        [-0.002, 4],
        [0.5, 6],
      ],
    ]);
  });

  test('takes the names of the inputs and outputs from a header', () => {
    const table = tableIn('"width, cm",height,cat,dog\r\n1,2,3,4\r\n\r\n', columns);
    expect(table).toEqual({
      rows: [{ input: [1, 2], target: [3, 4], line: 2 }],
      inputNames: ['width, cm', 'height'],
      outputNames: ['cat', 'dog'],
    });
  });

  test.each([
    ['of all kinds', '1,2,3,4\r\n5,6,7,8\n9,1,2,3\r2,3,4,5', [1, 2, 3, 4]],
    ['first of Unix', '1,2,3,4\n5,6,7,8\r\n9,1,2,3\r\n', [1, 2, 3]],
    ['of empty lines', '1,2,3,4\r\n\r\n\n\r5,6,7,8', [1, 5]],
    ['in quoted cells', '1,2,3,"4\r\n5"\r\n1,x,3,4\r\n', [2, 3]],
  ])('counts a line for each line end, %s', (_kinds, text, lines) => {
    const { table, mistakes } = parseTable(text, 'data.csv', columns);
    const found = table?.rows.map(({ line }) => line) ?? mistakes.listed.map((each) => Number(/\d+/.exec(each)?.[0]));
    expect(found).toEqual(lines);
  });

  test('turns classes into one-hot targets, with the classes in alphabetical order', () => {
    const table = tableIn('x,y,kind\n1,2,pear\n3,4,apple\n5,6,pear\n', columns);
    expect(table.rows.map(({ target }) => target)).toEqual([
      [0, 1],
      [1, 0],
      [0, 1],
    ]);
    expect(table.outputNames).toEqual(['apple', 'pear']);
  });

  test('orders classes by size if they are numbers', () => {
    const digits = tableIn('1,1,10\n1,1,9\n1,1,2\n', { ...columns, outputs: 3 });
    expect(digits.outputNames).toEqual(['2', '9', '10']);
    expect(digits.inputNames).toEqual([]);
  });

  test('keeps the order of given classes', () => {
    expect(samplesOf('1,2,pear\n', { ...columns, classes: ['pear', 'apple'] })).toEqual([
      [
        [1, 2],
        [1, 0],
      ],
    ]);
  });

  test('accepts a header with a blank name for the column of classes', () => {
    expect(tableIn('x,y,\n1,2,pear\n3,4,apple\n', columns).outputNames).toEqual(['apple', 'pear']);
  });

  const mistakes: readonly (readonly [mistake: string, text: string, message: string, expectedColumns?: Columns])[] = [
    [
      'a row without a class',
      'x,y,kind\n1,2,pear\n3,4,\n5,6,apple\n',
      'line 3, "kind": found "", expected the name of a class',
    ],
    [
      'a row without a class below a blank name',
      'x,y,\n1,2,pear\n3,4,\n5,6,apple\n',
      'line 3, "column 3": found "", expected the name of a class',
    ],
    [
      'a row without one of the given classes',
      '1,2,pear\n3,4,\n',
      'line 2, "column 3": found "", expected the name of a class',
      { ...columns, classes: ['pear', 'apple'] },
    ],
    [
      'a class of spaces in double quotes',
      '1,2,pear\n3,4," "\n',
      'line 2, "column 3": found " ", expected the name of a class',
    ],
    [
      'a class on two lines',
      '1,2,pear\n3,4,"ap\nple"\n',
      'line 3, "column 3": found "ap\\nple", expected text on one line, without control characters',
    ],
    [
      'a class that is the name of two outputs',
      '1,2,pear\n3,4,pear\n5,6,apple\n',
      'line 1: found the class "pear", which is the name of several outputs, expected a different name for each output',
      { inputs: 2, outputs: 3, classes: ['pear', 'apple', 'pear'] },
    ],
    [
      'a header with a blank name',
      ',x,a,b\n1,2,3,4\n',
      'line 1, "column 1": found "", expected the name of the column',
    ],
    [
      'a class that is none of many',
      '1,2,zzz\n',
      'line 1: found the class "zzz", expected "kind 0", "kind 1", "kind 2", "kind 3", "kind 4", …',
      { inputs: 2, outputs: 6, classes: Array.from({ length: 6 }, (_, index) => `kind ${index}`) },
    ],
    ['no rows', '\n\n', 'found no rows, expected samples'],
    ['only a header', 'a,b,c,d\n', 'found no rows below the header, expected samples'],
    [
      'a word in place of a number',
      '1,2,3,4\n5,six,7,8\n',
      'line 2, "column 2": found "six", expected a finite number',
    ],
    [
      'a word in place of a number under a header',
      'a,b,c,d\n5,6,7,x\n',
      'line 2, "d": found "x", expected a finite number',
    ],
    ['an empty cell', 'a,b,c,d\n1,,3,4\n', 'line 2, "b": found "", expected a finite number'],
    ['too large a number', '1,2,3,1e999\n', 'line 1, "column 4": found "1e999", expected a finite number'],
    ['a hexadecimal number', '1,0x10,3,4\n', 'line 1, "column 2": found "0x10", expected a finite number'],
    [
      'too few cells in a line',
      '1,2,3,4\n1,2,3\n',
      'line 2: found 3 columns, expected 4, 2 for the inputs and 2 for the outputs',
    ],
    [
      'too many cells in a line of a file with classes',
      '1,2,pear\n1,2,3,4\n',
      'line 2: found 4 columns, expected 3 with the name of a class',
    ],
    [
      'too many cells in a line',
      '1,2,3\n',
      'line 1: found 3 columns, expected 2, 1 for the inputs and 1 for the outputs',
      { inputs: 1, outputs: 1, classes: [] },
    ],
    ['semicolons between the columns', 'a;b;c;d\n1;2;3;4\n', 'line 1: found columns separated by ";", expected commas'],
    [
      'semicolons in the place of some commas',
      '1,2;3,1;0,4;cat\n',
      'line 1, "column 2": found "2;3", expected a finite number',
    ],
    ['too few classes', '1,2,pear\n3,4,pear\n', 'found 1 class, "pear", expected 2, one for each output'],
    ['too many classes', '1,2,a\n3,4,b\n5,6,c\n', 'found 3 classes, "a", "b", "c", expected 2, one for each output'],
    [
      'five classes',
      '1,2,a\n1,2,b\n1,2,c\n1,2,d\n1,2,e\n',
      'found 5 classes, "a", "b", "c", "d", "e", expected 2, one for each output',
    ],
    [
      'more than five classes',
      '1,2,a\n1,2,b\n1,2,c\n1,2,d\n1,2,e\n1,2,f\n',
      'found 6 classes, "a", "b", "c", "d", "e", …, expected 2, one for each output',
    ],
    [
      'a class that is not the name of an output',
      '1,2,aple\n',
      'line 1: found the class "aple", did you mean "apple"?',
      { ...columns, classes: ['pear', 'apple'] },
    ],
    [
      'a double quote that is not closed',
      '1,2,"3,4\n',
      'line 1: found a double quote that is not closed, expected cells in plain text or wholly in double quotes',
    ],
    [
      'a double quote inside a cell',
      '1,2"2,3,4\n',
      'line 1: found a double quote in the middle of a cell, expected cells in plain text or wholly in double quotes',
    ],
  ];

  const repeated: readonly (readonly [mistake: string, text: string, lines: readonly string[], columns?: Columns])[] = [
    [
      'more columns of inputs than expected before the classes',
      'a,b,c,kind\n1,2,3,cat\n4,5,6,dog\n',
      [
        'found 3 columns of numbers and one of classes, expected 2 columns of numbers before the classes, one for each input',
      ],
    ],
    [
      'classes for a single output',
      '1,2,yes\n3,4,no\n',
      ['found words in the last column, expected numbers for the only output, or an output for each class'],
      { inputs: 2, outputs: 1, classes: [] },
    ],
    [
      'lines that all have the same wrong number of columns',
      'a,b,c,d,e\n1,2,3,4,5\n6,7,8,9,1\n',
      ['line 1: found 5 columns, expected 4, 2 for the inputs and 2 for the outputs, or 3 with the name of a class'],
    ],
    [
      'semicolons as separators and commas in numbers',
      '0,5;1,5;1,5\n2,5;3,5;0,5\n',
      ['line 1, "column 2": found "5;1", expected a finite number'],
    ],
    [
      'a class that is misspelt in several lines',
      '1,2,aple\n1,2,pear\n1,2,aple\n1,x,perr\n',
      [
        'line 1: found the class "aple", did you mean "apple"?',
        'line 4, "column 2": found "x", expected a finite number',
        'line 4: found the class "perr", did you mean "pear"?',
      ],
      { ...columns, classes: ['pear', 'apple'] },
    ],
    [
      'mistakes in many cells',
      '1,2,3,4\nx,y,3,4\n1,,3,z\n1,2\n9,9,9,u\n9,9,9,v\n',
      [
        'line 2, "column 1": found "x", expected a finite number',
        'line 2, "column 2": found "y", expected a finite number',
        'line 3, "column 2": found "", expected a finite number',
        'line 3, "column 4": found "z", expected a finite number',
        'line 4: found 2 columns, expected 4, 2 for the inputs and 2 for the outputs',
        'and 2 more mistakes',
      ],
    ],
    [
      'a wrong cell before a misplaced double quote, which ends the reading',
      '1,x,3,4\n1,2"2,3,4\n1,2,3,y\n',
      [
        'line 1, "column 2": found "x", expected a finite number',
        'line 2: found a double quote in the middle of a cell, expected cells in plain text or wholly in double quotes',
      ],
    ],
  ];
  const repeatedCases = repeated.map(
    ([mistake, text, lines, expectedColumns = columns]) => [mistake, text, lines, expectedColumns] as const,
  );

  test.each(repeatedCases)('of a table with %s, reports each mistake once', (_, text, lines, expectedColumns) => {
    const message = lines.map((line) => `data.csv: ${line}`).join('\n');
    expect(messageOf(() => tableIn(text, expectedColumns))).toBe(message);
  });

  const cases = mistakes.map(
    ([mistake, text, message, expectedColumns = columns]) => [mistake, text, message, expectedColumns] as const,
  );

  test.each(cases)('refuses a table with %s', (_, text, message, expectedColumns) => {
    expect(() => tableIn(text, expectedColumns)).toThrow(new InputError('data.csv', message));
  });
});

describe('readExperiment of a network file that names a CSV file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-csv-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('reads the CSV file from the folder of the network file', async () => {
    write('data.csv', 'a,b,kind\n1,2,no\n3,4,yes\n');
    const { samples, inputNames, outputNames } = await readExperiment(
      write('net.json', JSON.stringify(lectureWith('samples', 'data.csv'))),
    );
    expect(samples).toEqual({ count: 2, inputs: Float64Array.of(1, 2, 3, 4), targets: Float64Array.of(1, 0, 0, 1) });
    expect([inputNames, outputNames]).toEqual([
      ['a', 'b'],
      ['no', 'yes'],
    ]);
  });

  test('reports the path of a CSV file that does not exist', async () => {
    const path = write('astray.json', JSON.stringify(lectureWith('samples', 'nowhere.csv')));
    await expect(readExperiment(path)).rejects.toThrow(new InputError(join(folder, 'nowhere.csv'), 'no such file'));
  });

  test('reports the line of a target that the loss does not allow', async () => {
    write('steep.csv', '1,2,0,1\n3,4,0,1.5\n');
    const path = write(
      'bce.json',
      JSON.stringify({ ...lectureWith('samples', 'steep.csv'), loss: 'binary-cross-entropy' }),
    );
    await expect(readExperiment(path)).rejects.toThrow(
      new InputError(
        join(folder, 'steep.csv'),
        'line 2: found 1.5, expected a number from 0 to 1, as binary-cross-entropy needs',
      ),
    );
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return '';
}
