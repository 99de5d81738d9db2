import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkData } from '../../src/files/network-data.ts';
import { readSession } from '../../src/files/session-file.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { frameOf, openStepper } from '../support/stepper.ts';
import { program } from '../support/terminal.ts';
import { temporaryFolder } from '../support/terminal-fixtures.ts';

const size = { columns: 140, rows: 60 };

interface TracedStep {
  readonly update: number;
  readonly step: number;
  readonly quantity: string;
  readonly value: number | null;
}

/** The lines of `backstep trace --json`. JSON writes an infinite number and NaN as null. */
function traced(file: string, epochs: number): readonly TracedStep[] {
  const { stdout } = spawnSync(process.execPath, [program, 'trace', file, '--json', '--epochs', String(epochs)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Whether a number on the screen, such as −1.233e-7, is `value` rounded to the digits that are shown. */
function isRounded(text: string, value: number | null): boolean {
  if (value === null) return /∞|NaN/.test(text);
  const plain = text.replace('−', '-');
  const [, decimals = '', exponent = '0'] = /^-?\d+(?:\.(\d+))?(?:e(-?\d+))?$/.exec(plain) ?? [];
  const unit = 10 ** (Number(exponent) - decimals.length);
  return Math.abs(Number(plain) - value) <= 0.5 * unit * (1 + 1e-9);
}

/** Checks the last number of the equation line in a frame. */
function expectEquation(frame: string, { quantity, value }: TracedStep): void {
  const equation = frame.trimEnd().split('\n').at(-3) ?? '';
  const shown = equation.trim().split(' = ').at(-1) ?? '';
  expect(isRounded(shown, value), `${quantity} ${value}: ${equation}`).toBe(true);
}

/** Checks the rows of the table of weights that have all their numbers. Returns the number of these rows. */
function expectWeights(frame: string, known: ReadonlyMap<string, number | null>): number {
  const rows = [...frame.matchAll(/(w\d+) \S+→\S+ +\S+ +[•]?([−\d.e-]+) +[•]?([−\d.e-]+)/g)];
  for (const [, name, gradient = '', after = ''] of rows) {
    expect(isRounded(gradient, known.get(`dE_total/d${name}`) ?? null), `${name}: ${gradient}`).toBe(true);
    expect(isRounded(after, known.get(`${name}+`) ?? null), `${name}⁺: ${after}`).toBe(true);
  }
  return rows.length;
}

test('the equation and the table of weights show the numbers of trace --json, rounded', async () => {
  const file = join(temporaryFolder(), 'network.json');
  let weights = 0;
  /** The steps that are shown, by index. */
  const choices = fc.array(fc.nat(), { minLength: 8, maxLength: 8 });
  const property = fc.asyncProperty(randomExperiment, choices, async (experiment, chosen) => {
    writeFileSync(file, JSON.stringify(networkData(experiment)));
    const steps = traced(file, 2);
    const session = await readSession(file);
    for (const present of chosen.flatMap((choice) => steps[choice % steps.length] ?? [])) {
      const { update, step } = present;
      const soFar = steps.filter((each) => each.update === update && each.step <= step);
      const stepper = openStepper({ session: { ...session, position: { update, step } } }).press('z', 'tab', 'tab');
      const frame = frameOf(stepper.view, size);
      expectEquation(frame, present);
      weights += expectWeights(frame, new Map(soFar.map(({ quantity, value }) => [quantity, value])));
    }
  });
  await fc.assert(property, { numRuns: 15 });
  expect(weights).toBeGreaterThan(100);
});
