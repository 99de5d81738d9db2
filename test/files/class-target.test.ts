import { describe, expect, test } from 'vitest';
import { networkData } from '../../src/files/network-data.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { lectureFile } from './lecture-file.ts';
import { refusedLines } from './refused-lines.ts';

/** A network file with some outputs, and one sample for each class. */
function fileWith(outputs: number, classes: readonly unknown[], outputNames: readonly string[] = []) {
  return {
    ...lectureFile(),
    layers: [{ units: outputs, activation: 'sigmoid', init: { method: 'uniform', seed: 1 } }],
    samples: classes.map((each) => ({ input: [1, 2], class: each })),
    outputNames,
  };
}

const targetsOf = (...file: Parameters<typeof fileWith>) => [
  ...parseNetwork(fileWith(...file), 'net.json').samples.targets,
];

test('the number of a class counts from 0, as in PyTorch, and makes a one-hot target', () => {
  expect(targetsOf(3, [2, 0])).toEqual([0, 0, 1, 1, 0, 0]);
});

test('the name of a class is one of outputNames', () => {
  expect(targetsOf(3, ['dog', 'eel'], ['cat', 'dog', 'eel'])).toEqual([0, 1, 0, 0, 0, 1]);
});

test('a class in a network file has the same target as in a CSV file', () => {
  const csv = { source: 'data.csv', text: '1,2,cat\n1,2,dog\n' };
  const names = ['dog', 'cat', 'eel'];
  const fromCsv = parseNetwork({ ...fileWith(3, [], names), samples: 'data.csv' }, 'net.json', csv);
  expect(targetsOf(3, ['cat', 'dog'], names)).toEqual([...fromCsv.samples.targets]);
});

test('outputs may have the same name if no sample names it', () => {
  expect(targetsOf(3, [2, 'dog'], ['cat', 'dog', 'cat'])).toEqual([0, 0, 1, 0, 1, 0]);
});

test('a CSV file may have outputs of the same name in its header, and so may its saved session', () => {
  const csv = { source: 'data.csv', text: 'x,x,out,out\n1,2,0.25,0.5\n' };
  const experiment = parseNetwork({ ...fileWith(2, []), samples: 'data.csv' }, 'net.json', csv);
  expect(experiment.outputNames).toEqual(['out', 'out']);
  expect(parseNetwork(JSON.parse(JSON.stringify(networkData(experiment))), 'saved.json')).toEqual(experiment);
});

test('a class that is a number in the names of the outputs may be the number of its output', () => {
  expect(targetsOf(3, [1], ['0.0', '1.0', '2.0'])).toEqual([0, 1, 0]);
});

test('with one output, class 0 or 1 is the target', () => {
  expect(targetsOf(1, [1, 0])).toEqual([1, 0]);
});

test('samples with targets and samples with classes can be in one file', () => {
  const samples = [
    { input: [1, 2], target: [0.5, 0.25] },
    { input: [1, 2], class: 1 },
  ];
  const { targets } = parseNetwork({ ...fileWith(2, []), samples }, 'net.json').samples;
  expect([...targets]).toEqual([0.5, 0.25, 0, 1]);
});

describe('refuses', () => {
  test.each<readonly [mistake: string, data: object, ...lines: readonly string[]]>([
    [
      'the number of a class that no output has',
      fileWith(3, [3]),
      'samples[0].class: found 3, expected a class from 0 to 2, one for each output, or a name in "outputNames"',
    ],
    [
      'a misspelt class',
      fileWith(2, ['elefant'], ['elephant', 'dog']),
      'samples[0].class: found "elefant", did you mean "elephant"?',
    ],
    [
      'the name of a class without outputNames',
      fileWith(2, ['cat']),
      'samples[0].class: found "cat", expected a class from 0 to 1, one for each output, or a name in "outputNames"',
    ],
    [
      'a class other than 0 and 1 with one output',
      fileWith(1, [2]),
      'samples[0].class: found 2, expected 0 or 1, the target of the only output',
    ],
    [
      'the name of a class with one output',
      fileWith(1, ['cat'], ['cat']),
      'samples[0].class: found "cat", expected 0 or 1, the target of the only output',
    ],
    [
      'a number that is the name of another output',
      fileWith(3, [2], ['1', '2', '3']),
      'samples[0].class: found 2, which is the name of one output and the number of the output "3", expected the name of the class in double quotes',
    ],
    [
      'the name of another output that is the same number',
      fileWith(2, [1], ['1.0', '2.0']),
      'samples[0].class: found 1, which is the name of one output and the number of the output "2.0", expected the name of the class in double quotes',
    ],
    [
      'a number that two names have in different spellings',
      fileWith(2, [1], ['1', '1.0']),
      'samples[0].class: found 1, which is the name of one output and the number of the output "1.0", expected the name of the class in double quotes',
    ],
    [
      'a name without double quotes',
      fileWith(2, [10, 20.0], ['10', '20.0']),
      'samples[0].class: found 10, expected "10" in double quotes, the name of a class',
      'samples[1].class: found 20, expected "20.0" in double quotes, the name of a class',
    ],
    [
      'the number of a class in double quotes',
      fileWith(2, ['1', '01', '2']),
      'samples[0].class: found "1", expected 1 without double quotes, the number of a class',
      'samples[1].class: found "01", expected 1 without double quotes, the number of a class',
      'samples[2].class: found "2", expected a class from 0 to 1, one for each output, or a name in "outputNames"',
    ],
    [
      'the target of the only output in double quotes',
      fileWith(1, ['1', '2']),
      'samples[0].class: found "1", expected 1 without double quotes, the number of a class',
      'samples[1].class: found "2", expected 0 or 1, the target of the only output',
    ],
    [
      'the name of several outputs',
      fileWith(3, ['cat', 'dog'], ['cat', 'cat', 'dog']),
      'samples[0].class: found the class "cat", which is the name of several outputs, expected a different name for each output',
    ],
    [
      'a class that is none of many',
      fileWith(6, ['zebra'], ['kind 0', 'kind 1', 'kind 2', 'kind 3', 'kind 4', 'kind 5']),
      'samples[0].class: found "zebra", expected "kind 0", "kind 1", "kind 2", "kind 3", "kind 4", …',
    ],
    [
      'a class that is neither a number nor a name',
      fileWith(2, [-1, 0.5, null, [], 1e20]),
      'samples[0].class: found -1, expected the number of a class, from 0, or its name',
      'samples[1].class: found 0.5, expected the number of a class, from 0, or its name',
      'samples[2].class: found null, expected the number of a class, from 0, or its name',
      'samples[3].class: found an empty array, expected the number of a class, from 0, or its name',
      'samples[4].class: found 100000000000000000000, expected the number of a class, from 0, or its name',
    ],
    [
      'a sample with both a target and a class',
      { ...fileWith(2, []), samples: [{ input: [1, 2], target: [0, 1], class: 1 }] },
      'samples[0]: found both "target" and "class", expected one of them',
    ],
    [
      'a sample with neither',
      { ...fileWith(2, []), samples: [{ input: [1, 2] }] },
      'samples[0]: found neither "target" nor "class", expected one of them',
    ],
  ])('%s', (_mistake, data, ...lines) => {
    expect(refusedLines(data)).toEqual(lines);
  });
});
