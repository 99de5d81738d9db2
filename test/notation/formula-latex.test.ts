import katex from 'katex';
import { expect, test } from 'vitest';
import { quantityNamed } from '../../src/engine/steps/name-parser.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { parseFormulaExperiment } from '../../src/files/formula/formula-experiment.ts';
import { latexSymbol } from '../../src/notation/latex.ts';

const text = `x = 1
rate_of_change = 2
K[1,2] = 3
φ = 4
größe = 5
w5 = 6
a_[3] = x * rate_of_change * K[1,2] * φ * größe * w5 * x
f = a_[3] + x
minimise f over K, rate_of_change with adam 0.1
`;

test.each([
  ['x', 'x'],
  ['w5', 'w_5'],
  ['K[1,2]', 'K_{1,2}'],
  ['rate_of_change', 'rate_{of,change}'],
  ['a_[3]', 'a_3'],
  ['φ', 'φ'],
  ['größe', '\\text{größe}'],
  ['K[1,2]+', 'K_{1,2}^{+}'],
  ['m_K[1,2]', 'm_{K_{1,2}}'],
  ['df/drate_of_change', '\\frac{\\partial f}{\\partial rate_{of,change}}'],
  ['df/dx:a_[3]', '\\left. \\frac{\\partial f}{\\partial x} \\right\\rvert_{a_3}'],
])('%s of a formula is %s in LaTeX, which is valid', (name, latex) => {
  const experiment = parseFormulaExperiment(text, 'test');
  const quantity = quantityNamed(updateAt(experiment, 1), name);
  if (quantity === undefined) throw new Error(`found no ${name}`);
  expect(latexSymbol(experiment.formula, quantity)).toBe(latex);
  expect(() => katex.renderToString(latex, { throwOnError: true, strict: 'error' })).not.toThrow();
});
