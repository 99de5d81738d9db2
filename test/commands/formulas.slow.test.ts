import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import katex from 'katex';
import { micromark } from 'micromark';
import { math, mathHtml } from 'micromark-extension-math';
import { afterAll, describe, expect, test } from 'vitest';
import { formulaLessons } from '../support/formula-lessons.ts';
import { program } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'backstep-test-'));

afterAll(() => rmSync(folder, { recursive: true }));

function backstep(words: readonly string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    input,
    cwd: folder,
    maxBuffer: 2 ** 28,
  });
  return { stdout, stderr, status };
}

/** The output of a command that succeeds. */
function outputOf(words: readonly string[], input?: string): string {
  const { stdout, stderr, status } = backstep(words, input);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

/** The message of a command that refuses its arguments or its input. */
function refusalOf(words: readonly string[], input?: string): string {
  const { stdout, stderr, status } = backstep(words, input);
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  return stderr;
}

const twoPaths = 'x = 0.5; y = -1; a = x * y; b = sigmoid(a + x); f = b^2 + a';
const formats = [
  ['text', 'txt'],
  ['json', 'json'],
  ['markdown', 'md'],
  ['latex', 'tex'],
] as const;

const golden: readonly (readonly [words: readonly string[], file: string])[] = [
  ...formats.flatMap(([format, ending]): readonly (readonly [readonly string[], string])[] => [
    [['trace', 'circuit', '--format', format], `trace-circuit.${ending}`],
    [['explain', 'w5', 'lecture', '--why', '--format', format], `explain-why-w5.${ending}`],
    [['explain', 'x', '--formula', twoPaths, '--why', '--format', format], `explain-why-two-paths.${ending}`],
  ]),
  [['explain', 'dE/dh[1]', 'recurrent'], 'explain-recurrent.txt'],
  [['explain', 'dE/ds[1]', 'attention', '--why'], 'explain-why-attention.txt'],
  [['train', 'line-fit', '--epochs', '30'], 'train-line-fit.txt'],
  [['check', 'shared'], 'check-shared.txt'],
  [['code', 'recurrent'], 'code-recurrent.py'],
  [['code', '--formula', twoPaths], 'code-two-paths.py'],
];

test.each(golden)('backstep %j prints the content of golden/%s', async (words, file) => {
  await expect(outputOf(words)).toMatchFileSnapshot(`golden/${file}`);
});

describe('LaTeX and Markdown about formulas are valid', () => {
  const expectLatex = (latex: string): void => {
    expect(() => katex.renderToString(latex, { displayMode: true, throwOnError: true, strict: 'error' })).not.toThrow();
  };
  const expectMarkdown = (markdown: string): void => {
    const html = micromark(markdown, { extensions: [math()], htmlExtensions: [mathHtml({ throwOnError: true })] });
    expect(html).toContain('katex');
    // Mathematics that is not closed would stay as text.
    expect(html.replace(/<annotation[\s\S]*?<\/annotation>/g, '')).not.toMatch(/\$|\\[a-z]/);
  };
  const commands = [...formulaLessons.keys()].flatMap((name) => [
    ['trace', name],
    ...(name === 'line-fit' ? [['explain', 'w', name, '--why']] : []),
  ]);
  const explained = [
    ['explain', 'w5', 'lecture', '--why'],
    ['explain', 'dE/dk[1]', 'convolution', '--why'],
    ['explain', 'dE/dd', 'layer-norm', '--why'],
    ['explain', 'x', '--formula', twoPaths, '--why'],
    [
      'explain',
      'df/drate_of_change',
      '--formula',
      'rate_of_change = 2; größe_ = 3; k_[1] = 4; b_c_d = rate_of_change * größe_; f = b_c_d^2 + rate_of_change * b_c_d * k_[1]',
    ],
    [
      'explain',
      'x',
      '--formula',
      'x = 2; f = max(x, x^2, 1) / sqrt(x) + ln(x)^3 * abs(-x) + x^x + normal_cdf(x)',
      '--why',
    ],
  ];

  test.each([...commands, ...explained])('%s %s %s %s %s', (...words) => {
    expectLatex(outputOf([...words.filter((word) => word !== undefined), '--format', 'latex']));
    expectMarkdown(outputOf([...words.filter((word) => word !== undefined), '--format', 'markdown']));
  });
});

test('trace reads a formula from standard input, with the gradients of micrograd', () => {
  const text = 'a = -4\nb = 2\nc = a + b\nf = c^2 * b + relu(a)';
  const lines = outputOf(['trace', '-', '--json'], text).trimEnd().split('\n');
  const numbers = new Map(
    lines.map((line) => {
      const { quantity, value } = JSON.parse(line) as { readonly quantity: string; readonly value: number };
      return [quantity, value];
    }),
  );
  expect(numbers.get('f')).toBe(8);
  expect([numbers.get('df/da'), numbers.get('df/db'), numbers.get('df/dc')]).toEqual([-8, -4, -8]);
});

test('train finds the minimum of a formula', () => {
  const formula = 'f = (w - 3)^2; w = 0; minimise f over w with adam 0.1';
  const text = outputOf(['train', '--formula', formula, '--epochs', '500', '--json']);
  const { parameters, epochs } = JSON.parse(text) as {
    readonly parameters: { readonly w: number };
    readonly epochs: number;
  };
  expect(epochs).toBe(500);
  expect(Math.abs(parameters.w - 3)).toBeLessThan(0.001);
});

test('a file, standard input and --formula give the same output for the same text', () => {
  const text = 'x = 3; f = x^3; minimise f over x with sgd 0.01';
  writeFileSync(join(folder, 'cube.formula'), text);
  for (const command of [['trace'], ['train', '--epochs', '3'], ['check'], ['explain', 'df/dx']]) {
    const outputs = [['cube.formula'], ['-'], ['--formula', text]].map((source) =>
      outputOf([...command, ...source], text),
    );
    expect(outputs[1]).toBe(outputs[0]);
    expect(outputs[2]).toBe(outputs[0]);
  }
});

test('practice asks for the quantities of a formula', () => {
  const formula = 'x = 3; y = 2; f = x^2 * y';
  const { stdout, status } = backstep(['practice', 'x', 'f', '--formula', formula], '12\n18\n');
  expect(status).toBe(0);
  expect(stdout).toMatch(/df\/dx = \?[\s\S]*12: right[\s\S]*f = \?[\s\S]*18: right/);
});

describe('bad input', () => {
  const formula = 'x = 3; rate = 2; f = x^2 * rate';

  test.each<readonly [string, readonly string[], string]>([
    [
      'an unknown quantity',
      ['explain', 'rat', '--formula', formula],
      'found no quantity "rat" in update 1, did you mean "rate"?',
    ],
    [
      'an unknown derivative',
      ['explain', 'df/drat', '--formula', formula],
      'found no quantity "df/drat" in update 1, did you mean "df/drate"?',
    ],
    ['a name in the wrong case', ['explain', 'Q', 'circuit'], 'found no quantity "Q" in update 1, did you mean "q"?'],
    [
      'a path that does not exist',
      ['explain', 'df/dx:q', 'shared'],
      'found no quantity "df/dx:q" in update 1, did you mean "df/dx:a"?',
    ],
    [
      'a quantity of each sample without its sample',
      ['explain', 'p', 'line-fit'],
      'found no quantity "p" in update 1, expected the name with a sample of this update: @1, @2, @3, @4, …',
    ],
    [
      'a number that the error does not contain',
      ['explain', 'y', '--formula', 'x = 1; y = 2; z = y; f = x'],
      'f does not depend on y, so there is no derivative to explain',
    ],
    [
      'training without a number to train',
      ['train', '--formula', 'x = 1; f = x^2', '--epochs', '3'],
      'the formula trains no numbers, expected a line such as: minimise f over x with sgd 0.1',
    ],
    [
      'a lesson and --formula',
      ['explain', 'x', 'circuit', '--formula', formula],
      'found "circuit" and --formula, expected one of them',
    ],
    [
      'a lesson and --formula in practice',
      ['practice', 'circuit', '--formula', formula],
      'found "circuit" and --formula, expected one of them',
    ],
    [
      'an unknown name in practice',
      ['practice', 'rat', '--formula', formula],
      'found no quantity "rat" in update 1, did you mean "rate"?',
    ],
    [
      'a number in practice that has no step',
      ['practice', 'x+', '--formula', formula],
      'found no quantity "x+" in update 1, expected one such as "x" or "f"',
    ],
    ['a misspelled lesson', ['trace', 'circut'], 'circut: no such file; did you mean the lesson circuit?'],
    [
      'a mistake in --formula',
      ['trace', '--formula', 'f = x *'],
      '--formula: line 1, column 8: found the end of the file, expected a number, a name or "("',
    ],
    [
      'an empty --formula',
      ['trace', '--formula', ''],
      '--formula: line 1, column 1: found no equation, expected at least one, such as f = x * y',
    ],
    [
      'a CSV file that does not exist',
      ['trace', '--formula', 'given x from nowhere.csv; f = x'],
      'nowhere.csv: no such file',
    ],
  ])('%s', (_, words, message) => {
    expect(refusalOf(words)).toBe(`backstep: ${message}\n`);
  });

  test.each(['trace', 'check', 'code', 'train --epochs 1', 'explain x', 'practice x'])(
    '%s of a formula file that does not exist',
    (command) => {
      expect(refusalOf([...command.split(' '), 'nowhere.formula'])).toBe('backstep: nowhere.formula: no such file\n');
    },
  );

  test.each(['trace', 'check', 'code', 'train --epochs 1', 'explain x'])('%s with a file and --formula', (command) => {
    writeFileSync(join(folder, 'x.formula'), 'x = 1; f = x');
    expect(refusalOf([...command.split(' '), 'x.formula', '--formula', formula])).toBe(
      'backstep: found "x.formula" and --formula, expected one of them\n',
    );
  });

  test('several mistakes of a file, each with its line and column', () => {
    writeFileSync(join(folder, 'bad.formula'), 'x = 1\nf = x + zz\ng = sigmoit(x)\nx = 2\n');
    const lines = refusalOf(['trace', 'bad.formula']).trimEnd().split('\n');
    expect(lines.map((line) => /bad\.formula: line (\d+), column (\d+): /.exec(line)?.slice(1))).toEqual([
      ['2', '9'],
      ['3', '5'],
      ['4', '1'],
    ]);
  });
});
