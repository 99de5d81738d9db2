import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leavesIn } from '../../../src/engine/expressions/expression.ts';
import { type FormulaData, parseFormula } from '../../../src/files/formula/formula-file.ts';
import { InputError } from '../../../src/files/input-error.ts';
import { isPrintable } from '../../../src/files/quoting.ts';
import { formulaLessons } from '../../support/formula-lessons.ts';

const samples = 'x,t\n1,2\n3,4\n';

/** Whole files in which most parts of the language occur. */
const texts = [
  ...[...formulaLessons.values()].map(({ text }) => text),
  'given x, t from points.csv\nw = -1.5e-1; b = [0.5, 1/3]\ny[i] = max(w * x, b[i], 0)^2 for i = 1..2\nE = mean(abs(y[j] - t) for j = 1..2)\n' +
    'minimize E over w, b with adam 0.1 beta1 0.9, epsilon 1e-8 batch 2\nchapter "First" at update 2, dE/dw: Look.',
  'a = b\nb = c**2\nc = −x² × 3 ÷ y\nx = 1\ny = [[1, 2],\n  [3, 4]]\nf = y[1][2] + sum(sum(y[i,j] for i = 1..j) for j = 1..2)',
];

const piece = fc.oneof(
  fc.constantFrom(...'()[],;=+-*/^.:"#\n 0129exytW_²×−“\u0000\u202e\ud800\r'),
  fc.constantFrom(
    '..',
    '**',
    ' for ',
    'i = 1..3',
    'sum(',
    'max(',
    'exp(',
    ' over ',
    ' with ',
    'minimise ',
    'given ',
    'chapter "A" at ',
  ),
  fc.constantFrom(
    '1e999',
    '1..9999999',
    '[t-1]',
    'h[0]',
    '9'.repeat(30),
    '-',
    '--',
    '((((',
    'constructor',
    '__proto__',
    '`',
  ),
);

const mutation = fc.record({
  at: fc.nat(),
  cut: fc.nat(12),
  put: fc.array(piece, { maxLength: 3 }),
  from: fc.nat(),
  copied: fc.nat(40),
});

const mutatedText = fc
  .tuple(fc.constantFrom(...texts), fc.array(mutation, { minLength: 1, maxLength: 6 }))
  .map(([text, mutations]) =>
    mutations.reduce((edited, { at, cut, put, from, copied }) => {
      const [start, source] = [at % (edited.length + 1), from % (edited.length + 1)];
      const copy = copied > 30 ? edited.slice(source, source + copied) : '';
      return edited.slice(0, start) + put.join('') + copy + edited.slice(start + cut);
    }, text),
  );

const sentence = '(found .+(, expected .+|, did you mean .+\\?))';
const line = new RegExp(
  `^(f\\.formula: line \\d+, column \\d+: ${sentence}|points\\.csv: ((line \\d+(, ".*")?: )?${sentence})|(f\\.formula|points\\.csv): and \\d+ more mistakes?)$`,
  'u',
);

function expectRefusal(error: unknown): void {
  if (!(error instanceof InputError)) throw error;
  const lines = error.message.split('\n');
  expect(lines.length).toBeLessThanOrEqual(6);
  for (const each of lines) {
    expect(each).toMatch(line);
    expect(isPrintable(each)).toBe(true);
  }
}

/** Each equation uses only numbers, columns and equations before it, and all numbers are finite. */
function expectConsistent({ formula, initial, samples: rows, training, chapters }: FormulaData): void {
  const { parameters, inputs, equations, error } = formula;
  expect(initial).toHaveLength(parameters.length);
  expect(initial.every(Number.isFinite)).toBe(true);
  for (const [index, { expression }] of equations.entries()) {
    const counts: Readonly<Record<string, number>> = {
      parameter: parameters.length,
      input: inputs.length,
      equation: index,
    };
    for (const { block, index: at } of leavesIn(expression)) {
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThan(counts[block.role] ?? 0);
    }
  }
  expect(equations[error]).toBeDefined();
  expect(rows?.inputs.length ?? 0).toBe((rows?.count ?? 0) * inputs.length);
  if (training !== undefined) {
    expect(training.optimizer.learningRate).toBeGreaterThan(0);
    expect(parameters.some(({ isTrained }) => isTrained)).toBe(true);
  }
  expect(chapters.length).toBeLessThanOrEqual(10);
}

test('a mutated formula file becomes a consistent graph, or is refused in at most six lines, and soon', () => {
  let [accepted, refused] = [0, 0];
  fc.assert(
    fc.property(mutatedText, (text) => {
      const start = performance.now();
      try {
        expectConsistent(
          parseFormula(text, { source: 'f.formula', sampleFile: { source: 'points.csv', text: samples } }),
        );
        accepted += 1;
      } catch (error) {
        expectRefusal(error);
        refused += 1;
      }
      // Generous: a busy machine may be twenty times slower than an idle one.
      expect(performance.now() - start).toBeLessThan(60_000);
    }),
    { numRuns: 10_000 },
  );
  expect(accepted).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(500);
});
