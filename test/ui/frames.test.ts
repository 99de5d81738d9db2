import { describe, expect, test } from 'vitest';
import { createNetwork } from '../../src/engine/models/network.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { ascii, type Glyphs, unicode } from '../../src/notation/glyphs.ts';
import type { Size } from '../../src/ui/state/layout.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { chain, classes, twoInputs, wide, xor } from '../support/networks.ts';
import { frameOf, openStepper } from '../support/stepper.ts';

const sizes: readonly Size[] = [
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
  { columns: 60, rows: 20 },
  { columns: 40, rows: 12 },
  { columns: 39, rows: 12 },
];

const downFour = ['down', 'down', 'down', 'down'];

/** The names of frames of the lecture, and the keys that lead to them. */
const keysTo: Readonly<Record<string, readonly string[]>> = {
  start: [],
  'sixth step': Array.from({ length: 6 }, () => 'right'),
  'w5 derived': [...downFour, 'p', 'p', 'right', 'right', 'right', 'right'],
  'delta of o1': [...downFour, 'p', 'p', 'right', 'right', 'right'],
  'end of the first epoch': ['e'],
  'w1 opened': ['k', 'p', 'p', 'p', 'return', 'return', 'return', 'tab', 'z'],
  help: ['?'],
};

interface FrameOptions {
  readonly experiment?: DenseExperiment;
  readonly size?: Size;
  readonly glyphs?: Glyphs;
}

function frameAfter(
  keys: readonly string[],
  { experiment = lecture, size = { columns: 80, rows: 24 }, glyphs = unicode }: FrameOptions = {},
): string {
  return frameOf(openStepper({ experiment, glyphs, screenSize: size }).press(...keys).view, size);
}

describe.each(Object.entries(keysTo))('the frame of the lecture: %s', (name, keys) => {
  test.each(sizes)('equals its file at $columns×$rows', async (size) => {
    const file = `frames/${name.replaceAll(' ', '-')}-${size.columns}x${size.rows}.txt`;
    await expect(`${frameAfter(keys, { size })}\n`).toMatchFileSnapshot(file);
  });
});

describe.each(Object.entries({ xor, classes, chain, wide }))('the frame of the network %s', (name, experiment) => {
  test.each([
    ['start', []],
    ['third backward step', ['p', 'p', 'right', 'right', 'right']],
    ['end of the backward phase', ['p', 'p', 'p']],
  ] as const)('at the %s equals its file', async (moment, keys) => {
    const file = `frames/${name}-${moment.replaceAll(' ', '-')}-80x24.txt`;
    const text = frameAfter(keys, { experiment });
    await expect(`${text}\n`).toMatchFileSnapshot(file);
  });
});

const adam: DenseExperiment = {
  ...lecture,
  name: 'adam',
  optimizer: { method: 'adam', learningRate: 0.01, weightDecay: 0.1 },
};

test.each([
  ['corrected mean', ['p', 'p', 'p', 'right', 'right', 'right', 'right']],
  ['end of the first epoch', ['e']],
  ['finding a quantity', ['/', ...'dE_total/dout_h3', 'return']],
  ['found a quantity', ['p', '/', ...'delta_h1', 'return']],
] as const)('the frame of a network with Adam equals its file: %s', async (name, keys) => {
  const text = frameAfter(keys, { experiment: adam });
  await expect(`${text}\n`).toMatchFileSnapshot(`frames/adam-${name.replaceAll(' ', '-')}-80x24.txt`);
});

const lesson = lessonNamed('lecture');
const typing = (text: string): readonly string[] => [...text, 'return'];

/** Frames that are drawn with Unicode glyphs and with ASCII glyphs. */
const framesInBothGlyphs = {
  slope: { experiment: lesson, keys: ['3'] },
  'slope with its number': { experiment: lesson, keys: ['5', 'v'] },
  activation: { experiment: lesson, keys: ['4'] },
  gradients: { experiment: lesson, keys: ['8'] },
  'gradients of many layers': { experiment: lessonNamed('vanishing'), keys: ['e', 'v', 'v', 'v'] },
  'output map': { experiment: xor, keys: ['g', ...typing('30'), 'v', 'v', 'v', 'v'] },
  'output map of classes': { experiment: twoInputs, keys: ['g', ...typing('20'), 'v', 'v', 'v', 'v'] },
  'output map of one sample': { experiment: lesson, keys: ['v', 'v', 'v', 'v'] },
  'error of two runs': {
    experiment: lesson,
    keys: ['g', ...typing('20'), 'm', '=', ...typing('alpha 5'), 'g', ...typing('30')],
  },
  practice: { experiment: lesson, keys: ['d', ...typing('-0.000247')] },
  'practice with a hint': {
    experiment: lesson,
    keys: ['d', ...typing('0.001232'), ...typing('0.001232'), '?', '?', '?'],
  },
};

describe.each(Object.entries(framesInBothGlyphs))('the frame with %s', (name, { experiment, keys }) => {
  test.each([
    [80, 24, 'unicode', unicode],
    [120, 40, 'unicode', unicode],
    [80, 24, 'ascii', ascii],
    [120, 40, 'ascii', ascii],
  ] as const)('equals its file at %d×%d with the glyphs %s', async (columns, rows, set, glyphs) => {
    const file = `frames/${name.replaceAll(' ', '-')}-${columns}x${rows}-${set}.txt`;
    const text = frameAfter(keys, { experiment, size: { columns, rows }, glyphs });
    if (glyphs === ascii) expect(text.replace(/[\n -~]/g, '')).toBe('');
    await expect(`${text}\n`).toMatchFileSnapshot(file);
  });
});

test.each(lesson.lessonPlan.chapters.map(({ title }, index) => [index + 1, title] as const))(
  'the frame of chapter %d of the lecture (%s) equals its file',
  async (number) => {
    const text = frameAfter([String(number % 10)], { experiment: lesson });
    await expect(`${text}\n`).toMatchFileSnapshot(`frames/chapter-${number}-80x24.txt`);
  },
);

test('after training has diverged, the screen names the first quantity that is not finite', () => {
  const layer = { units: 2, activation: 'identity', bias: undefined } as const;
  const steep: DenseExperiment = {
    ...lecture,
    network: createNetwork(2, [layer, layer]),
    optimizer: { method: 'sgd', learningRate: 1e300 },
    // The first new weights are infinite.
    samples: { ...lecture.samples, targets: Float64Array.of(1e10, 1e10) },
  };
  const screens = [1, 2, 3, 4, 5].map((epochs) =>
    frameAfter(
      Array.from({ length: epochs }, () => 'e'),
      { experiment: steep },
    ),
  );
  const first = screens.find((text) => text.includes(' was the first '));
  expect(first).toMatch(/ \S+ was the first non-finite number: step back to see it\./);
});

test('before the first step, the screen shows only given numbers', () => {
  const text = frameAfter([]);
  const numbers = new Set(text.match(/\d\.\d+/g));
  const given = ['0.0500', '0.1000', '0.1500', '0.2000', '0.2500', '0.3000', '0.3500', '0.4000', '0.5', '0.01', '0.99'];
  expect([...numbers].filter((number) => !given.includes(number))).toEqual([]);
});

test("after three phases, the formula of w5 shows the lecture's factors and product, and 35 single steps lead to the same frame", () => {
  const text = frameAfter([...downFour, 'p', 'p', 'p']);
  expect(text).toMatch(/0\.5843 +× 0\.2411 +× 0\.5069/);
  expect(text).toMatch(/= 0\.0714/);
  const steps = Array.from({ length: 35 }, () => 'right');
  expect(frameAfter([...downFour, ...steps])).toBe(text);
});

test('y shows the gradient of w1 with the digits of the lecture', () => {
  expect(frameAfter(['k', 'p', 'p', 'p', 'y'])).toContain('0.0001235');
});

test('E_total is not shown before the first error phase is complete', () => {
  const phaseLine = (keys: readonly string[]) => frameAfter(keys).split('\n')[1] ?? '';
  expect(phaseLine(['p', 'right', 'right'])).not.toContain('E_total');
  expect(phaseLine(['p', 'p'])).toContain('E_total 0.2397');
  expect(phaseLine(['e'])).toContain('E_total 0.2326');
  expect(phaseLine(['e', 'E'])).not.toContain('E_total');
});

test.each(sizes)('no frame of the lecture is larger than a screen of $columns×$rows', (size) => {
  for (const keys of Object.values(keysTo)) {
    const lines = frameAfter(keys, { size }).split('\n');
    expect(lines.length).toBeLessThanOrEqual(size.rows);
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(size.columns);
  }
});

test('frames with ASCII glyphs contain only ASCII characters', () => {
  for (const keys of Object.values(keysTo)) {
    const text = frameAfter(keys, { size: { columns: 100, rows: 30 }, glyphs: ascii });
    expect(text.replace(/[\n -~]/g, '')).toBe('');
  }
});

test.each([
  ['Unicode', unicode],
  ['ASCII', ascii],
])('the chart of a single error shows the number of the error, with %s glyphs', (_, glyphs) => {
  const text = frameAfter(['p', 'p'], { glyphs });
  const panel = text.split('\n').slice(14, 20).join('\n');
  expect(panel).toContain('0.2397');
});
