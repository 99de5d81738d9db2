import { spawnSync } from 'node:child_process';
import { Ajv2020 } from 'ajv/dist/2020.js';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { parameterName } from '../../src/engine/models/parameters.ts';
import { modelOf } from '../../src/engine/training/experiment.ts';
import { lessons } from '../../src/lessons/lessons.ts';
import { lessonExperiment } from '../support/lesson-experiments.ts';
import { networkLessonData } from '../support/lessons.ts';
import { program } from '../support/terminal.ts';

function backstep(words: readonly string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    input,
    maxBuffer: 2 ** 28,
  });
  return { stdout, stderr, status };
}

/** The name of the first weight of a network, or of the first number of a formula. */
function firstParameter(name: string): string {
  return parameterName(modelOf(lessonExperiment(name)), 0);
}

/** Command lines, and the files in golden/ with their outputs. */
const golden: readonly (readonly [words: string, file: string])[] = [
  ['lessons', 'lessons.txt'],
  ['lessons --json', 'lessons.json'],
  ['trace mazur', 'trace-mazur.txt'],
  ['trace lecture --json', 'trace-lecture.jsonl'],
  ['trace lecture --format markdown', 'trace-lecture.md'],
  ['trace lecture --format latex', 'trace-lecture.tex'],
  ['train xor --epochs 20', 'train-xor.txt'],
  ['train mazur-as-published --epochs 10 --json', 'train-mazur-as-published.json'],
  ['explain w1 lecture', 'explain-w1.txt'],
  ['explain w1 lecture --format latex', 'explain-w1.tex'],
  ['explain w1 lecture --format markdown', 'explain-w1.md'],
  ['explain dE_total/dw5 lecture --json', 'explain-w5.json'],
  ['explain E_total xor', 'explain-E_total-xor.txt'],
  ['explain delta_o1@55 softmax --epoch 2', 'explain-delta-softmax.txt'],
  ['explain w1+ circle', 'explain-w1-new-circle.txt'],
  ['code mazur', 'code-mazur.py'],
  ['code mazur-as-published --epochs 2', 'code-mazur-as-published.py'],
  ['schema', 'schema.json'],
];

test.each(golden)('backstep %s prints the content of golden/%s', async (words, file) => {
  const { stdout, stderr, status } = backstep(words.split(' '));
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  await expect(stdout).toMatchFileSnapshot(`golden/${file}`);
});

describe('JSON output has the documented keys and types', () => {
  const traceLine = z.strictObject({
    epoch: z.int(),
    update: z.int(),
    sample: z.nullable(z.int()),
    phase: z.enum(['forward', 'error', 'backward', 'update']),
    step: z.int(),
    quantity: z.string(),
    formula: z.string(),
    substituted: z.string(),
    value: z.number(),
  });
  const trained = z.strictObject({
    epochs: z.int(),
    updates: z.int(),
    errorBefore: z.number(),
    error: z.number(),
    parameters: z.record(z.string(), z.number()),
    history: z.array(z.strictObject({ epoch: z.number(), error: z.number() })),
  });
  const explained = z.strictObject({
    quantity: z.string(),
    value: z.number(),
    rule: z.string(),
    formula: z.string(),
    substituted: z.string(),
    get terms() {
      return z.array(explained);
    },
  });
  const explainedInUpdate = z.extend(explained, {
    epoch: z.int(),
    update: z.int(),
    layers: z.optional(z.array(z.string())),
  });
  const checked = z.strictObject({
    updateOrder: z.enum(['simultaneous', 'layer-by-layer']),
    worstRelativeError: z.nullable(z.number()),
    parameters: z.array(
      z.strictObject({
        name: z.string(),
        analytic: z.number(),
        numeric: z.nullable(z.number()),
        relativeError: z.nullable(z.number()),
        verdict: z.enum(['agrees', 'disagrees', 'kink', 'too-small-to-tell']),
        layerByLayer: z.optional(z.number()),
      }),
    ),
  });

  test.each([...lessons.keys()])('for the lesson %s', (name) => {
    const lines = backstep(['trace', name, '--json']).stdout.trimEnd().split('\n');
    for (const line of lines.slice(0, 300)) expect(() => traceLine.parse(JSON.parse(line))).not.toThrow();
    const json = (...words: readonly string[]): unknown => JSON.parse(backstep([...words, '--json']).stdout);
    // The neuron of gates has no optimizer.
    if (name !== 'neuron-gates') expect(() => trained.parse(json('train', name, '--epochs', '2'))).not.toThrow();
    expect(() => explainedInUpdate.parse(json('explain', firstParameter(name), name))).not.toThrow();
    expect(() => checked.parse(json('check', name))).not.toThrow();
  });
});

test.each(['trace xor --format latex', 'trace mazur --format latex', 'explain w1 vanishing --format latex'])(
  '%s prints valid LaTeX',
  (words) => {
    const { stdout } = backstep(words.split(' '));
    expect(() =>
      katex.renderToString(stdout, { displayMode: true, throwOnError: true, strict: 'error' }),
    ).not.toThrow();
  },
);

describe('the JSON Schema', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(backstep(['schema']).stdout),
  );

  test.each(
    [...lessons].flatMap(([name, lesson]) => (lesson.kind === 'network' ? [[name, lesson.data] as const] : [])),
  )('accepts %s', (_, data) => {
    expect(validate(data)).toBe(true);
    expect(validate({ ...data, $schema: './network.schema.json' })).toBe(true);
  });

  test.each([
    ['an unknown key', { layrs: [] }],
    ['a wrong activation', { layers: [{ units: 2, activation: 'sigmiod', weights: [[1]] }] }],
    ['a weight that is not a number', { layers: [{ units: 1, activation: 'relu', weights: [['x']] }] }],
    ['a setting that the method does not have', { optimizer: { method: 'sgd', learningRate: 1, beta1: 0.5 } }],
    ['no samples', { samples: [] }],
  ])('refuses %s', (_, change) => {
    expect(validate({ ...networkLessonData('lecture'), ...change })).toBe(false);
  });
});

describe('standard input', () => {
  const lecture = JSON.stringify(networkLessonData('lecture'));

  test('is read if the file is -', () => {
    expect(backstep(['trace', '-', '--json'], lecture).stdout).toBe(backstep(['trace', 'lecture', '--json']).stdout);
  });

  test('is refused if it is empty', () => {
    expect(backstep(['check', '-'])).toEqual({
      stdout: '',
      stderr: 'backstep: standard input: found nothing in it, expected text\n',
      status: 2,
    });
  });

  test('is not read without -', () => {
    const { stdout, stderr, status } = backstep(['check']);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toContain('8 of 8 agree');
  });
});

test('explain refuses an unknown name with a hint, and a frozen bias with the reason', () => {
  const message = (...words: readonly string[]): string => {
    const { stdout, stderr, status } = backstep(['explain', ...words]);
    expect([stdout, status]).toEqual(['', 2]);
    return stderr;
  };
  expect(message('net_h3')).toBe('backstep: found no quantity "net_h3" in update 1, did you mean "net_h1"?\n');
  expect(message('w9')).toBe('backstep: found no quantity "w9" in update 1, expected w1 to w8\n');
  expect(message('net_h1', 'xor')).toBe(
    'backstep: found no quantity "net_h1" in update 1, expected the name with a sample of this update: @1, @2, @3, @4\n',
  );
  expect(message('b1', 'mazur')).toBe(
    'backstep: b1 is frozen: no update changes it, so there is no derivative to explain\n',
  );
});
