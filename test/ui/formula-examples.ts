import type { FormulaExperiment } from '../../src/engine/training/experiment.ts';
import { parseFormulaExperiment } from '../../src/files/formula/formula-experiment.ts';
import { newSession } from '../../src/files/session-file.ts';
import { openStepper, type Stepper, type StepperOptions } from '../support/stepper.ts';

/** A stepper that shows a formula. */
export function openFormula(experiment: FormulaExperiment, options: StepperOptions = {}): Stepper {
  return openStepper({ session: newSession(experiment), ...options });
}

/** An experiment from the lines of a formula file. */
export function formulaOfLines(...lines: readonly string[]): FormulaExperiment {
  return parseFormulaExperiment(lines.join('\n'), 'example.formula');
}

const circuitLines = ['x = -2', 'y = 5', 'z = -4', 'q = x + y', 'f = q * z'] as const;

/** (x + y) z. */
export const circuit = formulaOfLines(...circuitLines, 'minimise f over x, y, z with sgd 0.1');

export const circuitWithAdam = formulaOfLines(...circuitLines, 'minimise f over x, y, z with adam 0.1');

/** The circuit without an update: nothing is trained. */
export const circuitWithoutUpdate = formulaOfLines(...circuitLines);

/** x is used in a and in b, so ∂f/∂x is a sum over two paths. y is not trained. */
export const shared = formulaOfLines(
  'x = 2',
  'y = 3',
  'a = x * y',
  'b = x + y',
  'f = a * b',
  'minimise f over x with sgd 0.01',
);

/** A line through three points, which are one batch. */
export const batch = parseFormulaExperiment(
  ['given x, t from points.csv', 'w = 0.5', 'p = w * x', 'E = 1/2 * (p - t)^2', 'minimise E over w with sgd 0.1'].join(
    '\n',
  ),
  'batch.formula',
  { source: 'points.csv', text: 'x,t\n1,2\n2,3\n-1,0.5\n' },
);

/** Only columns: no parameter. */
export const withoutNumbers = parseFormulaExperiment('given x, t from points.csv\nE = (x - t)^2', 'columns.formula', {
  source: 'points.csv',
  text: 'x,t\n1,2\n2,3\n',
});

/** An error that does not depend on y and r. */
export const withUnused = formulaOfLines('x = 3', 'y = 1', 'r = 2 * y', 'f = x^2', 'minimise f');

/** A trained number that the error does not depend on, and an equation after the error. */
export const trainedUnused = formulaOfLines(
  'x = 3',
  'y = 1',
  'f = x^2',
  'g = f * y',
  'minimise f over x, y with sgd 0.1',
);

/** Functions, cases, a sum of many terms, a long name, and a chain of 200 equations. */
export const many = formulaOfLines(
  'w = 0.5',
  'a_rather_long_name_of_a_number = 0.25',
  'x = [1, -0.5, 0.3, 2, 1, 0.5]',
  'h[0] = 0',
  'h[t] = tanh(w * h[t-1] + 0.1) for t = 1..200',
  's = sum(x[i] * w for i = 1..6)',
  'r = relu(s - 2) + exp(-s) / (1 + s^2) + a_rather_long_name_of_a_number',
  'E = 1/2 * (h[200] - r)^2',
  'minimise E over w with adam 0.05',
);

/** Formulas of every kind, by name. */
export const formulaExamples = {
  circuit,
  circuitWithAdam,
  circuitWithoutUpdate,
  shared,
  batch,
  withoutNumbers,
  withUnused,
  trainedUnused,
  many,
} as const;
