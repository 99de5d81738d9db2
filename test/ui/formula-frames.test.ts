import { describe, expect, test } from 'vitest';
import type { FormulaExperiment } from '../../src/engine/training/experiment.ts';
import type { Size } from '../../src/ui/state/layout.ts';
import { frameOf } from '../support/stepper.ts';
import { batch, circuit, circuitWithAdam, circuitWithoutUpdate, openFormula, shared } from './formula-examples.ts';

const design: Size = { columns: 80, rows: 24 };

const sizes: readonly Size[] = [{ columns: 120, rows: 40 }, design, { columns: 60, rows: 20 }];

const right = (times: number): readonly string[] => Array.from({ length: times }, () => 'right');

function frameAfter(experiment: FormulaExperiment, keys: readonly string[], size = design): string {
  return frameOf(openFormula(experiment, { screenSize: size }).press(...keys).view, size);
}

describe.each<readonly [moment: string, keys: readonly string[]]>([
  ['start', []],
  ['q', right(1)],
  ['the error', right(2)],
  ['a derivative of the error', right(4)],
  ['a local derivative', right(6)],
  ['a chain rule', right(7)],
  ['the end of the backward phase', ['p', 'p', 'p']],
  ['the end of the update', ['e']],
  ['the number z held', ['down', 'down', 'p', 'p', 'p']],
  ['practice', ['p', 'p', 'd']],
])('the frame of the circuit at %s', (moment, keys) => {
  test.each(sizes)('equals its file at $columns×$rows', async (size) => {
    const file = `frames/circuit-${moment.replaceAll(' ', '-')}-${size.columns}x${size.rows}.txt`;
    await expect(`${frameAfter(circuit, keys, size)}\n`).toMatchFileSnapshot(file);
  });
});

test.each<readonly [moment: string, experiment: FormulaExperiment, keys: readonly string[]]>([
  ['shared local derivative', shared, ['p', 'p', ...right(4)]],
  ['shared path', shared, ['p', 'p', ...right(6)]],
  ['shared sum of paths', shared, ['p', 'p', ...right(8)]],
  ['batch sample', batch, ['p', 'p', ...right(4)]],
  ['batch gradient', batch, ['p', 'p', 'p']],
  ['adam circuit state', circuitWithAdam, ['p', 'p', 'p', ...right(2)]],
  ['circuit without update', circuitWithoutUpdate, ['p', 'p', 'p']],
  ['slope of x', circuit, ['p', 'p', 'p', 'v']],
  ['help of formulas', circuit, ['?']],
])('the frame %s equals its file', async (moment, experiment, keys) => {
  const file = `frames/formula-${moment.replaceAll(' ', '-')}-80x24.txt`;
  await expect(`${frameAfter(experiment, keys)}\n`).toMatchFileSnapshot(file);
});

test('the layout of a formula is the same at all steps', () => {
  const stepper = openFormula(shared);
  const borders = (): readonly (readonly number[])[] =>
    frameOf(stepper.view)
      .split('\n')
      .map((line) => [...line].flatMap((character, column) => ('╭╮╰╯'.includes(character) ? [column] : [])))
      .map((columns, row) => (row > 2 && row < 12 ? [] : columns));
  const first = borders();
  for (let step = 0; step < 12; step++) {
    stepper.press('right');
    expect({ step, borders: borders() }).toEqual({ step, borders: first });
  }
});
