import fc from 'fast-check';
import katex from 'katex';
import { micromark } from 'micromark';
import { math, mathHtml } from 'micromark-extension-math';
import { expect } from 'vitest';
import { readUpdate, type UpdateValues } from '../../src/engine/pass/update-values.ts';
import { modelOf } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { derivationOf, latexNotation, type WrittenEquation, writtenStep } from '../../src/notation/derivation.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { reachableQuantities, stepListOf } from '../support/walking.ts';

/** Expects that the equations of random experiments are valid LaTeX, alone and in Markdown. */
export function expectValidLatex(numRuns: number): void {
  fc.assert(
    fc.property(randomExperiment, (experiment) => {
      const equations = equationsOf(readUpdate(experiment, 1, initialState(experiment)));
      expectKatex(equations);
      expectMarkdown(equations);
    }),
    { numRuns },
  );
}

/** The equations of up to 100 steps of an update, and of about 20 derivations. */
function equationsOf(values: UpdateValues): readonly WrittenEquation[] {
  const notation = latexNotation(modelOf(values.update.experiment));
  const allSteps = stepListOf(values.update);
  const steps = [...allSteps.slice(0, 60), ...allSteps.slice(-40)];
  const quantities = [...reachableQuantities(values.update).values()];
  const derived = quantities.filter((_, at) => at % Math.ceil(quantities.length / 20) === 0);
  return [
    ...steps.map(({ quantity }) => writtenStep(values, quantity, notation)),
    ...derived.flatMap((quantity) => {
      const { main, parts, layers } = derivationOf(values, quantity, notation);
      return [main, ...parts, ...layers];
    }),
  ];
}

function expectKatex(equations: readonly WrittenEquation[]): void {
  const rows = equations.map(({ left, sides }) => `${left} &= ${sides.join(' = ')}`);
  const options = { displayMode: true, throwOnError: true, strict: 'error' } as const;
  expect(() => katex.renderToString(`\\begin{align*}${rows.join('\\\\')}\\end{align*}`, options)).not.toThrow();
}

function expectMarkdown(equations: readonly WrittenEquation[]): void {
  const markdown = equations.map(({ left, sides }) => `- $${[left, ...sides].join(' = ')}$`).join('\n');
  const html = micromark(markdown, { extensions: [math()], htmlExtensions: [mathHtml()] });
  expect(html.match(/class="math math-inline"/g)).toHaveLength(equations.length);
  // Some hosts look for mathematics only after they have parsed the Markdown. Parsing must not change the equations.
  const plainHtml = micromark(markdown);
  expect(plainHtml).not.toMatch(/<(em|strong|a|code|del)\b/);
  expect(plainHtml.match(/\$/g)).toHaveLength(2 * equations.length);
}
