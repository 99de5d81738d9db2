import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkData } from '../../src/files/network-data.ts';
import { readSession } from '../../src/files/session-file.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { frameOf, openStepper } from '../support/stepper.ts';
import { temporaryFolder } from '../support/terminal-fixtures.ts';

const program = fileURLToPath(new URL('../../dist/backstep.js', import.meta.url));
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

test('the equation and the table of weights show the numbers of trace --json, rounded', async () => {
  const file = join(temporaryFolder(), 'network.json');
  let rows = 0;
  const property = fc.asyncProperty(randomExperiment, fc.infiniteStream(fc.nat()), async (experiment, random) => {
    writeFileSync(file, JSON.stringify(networkData(experiment)));
    const steps = traced(file, 2);
    const session = await readSession(file);
    for (let trial = 0; trial < 12; trial++) {
      const index = Number(random.next().value) % steps.length;
      const { update, step, quantity, value } = steps[index] ?? { update: 1, step: 1, quantity: '', value: 0 };
      const stepper = openStepper({ session: { ...session, position: { update, step } } }).press('z', 'tab', 'tab');
      const text = frameOf(stepper.view, size);
      const equation = text.trimEnd().split('\n').at(-3) ?? '';
      const shown = equation.trim().split(' = ').at(-1) ?? '';
      expect(isRounded(shown, value), `${quantity} ${value}: ${equation}`).toBe(true);
      const known = new Map(
        steps.filter((each) => each.update === update && each.step <= step).map((each) => [each.quantity, each.value]),
      );
      for (const [, name, gradient = '', after = ''] of text.matchAll(
        /(w\d+) \S+→\S+ +\S+ +[•]?([−\d.e-]+) +[•]?([−\d.e-]+)/g,
      )) {
        rows++;
        expect(isRounded(gradient, known.get(`dE_total/d${name}`) ?? null), `${name}: ${gradient}`).toBe(true);
        expect(isRounded(after, known.get(`${name}+`) ?? null), `${name}⁺: ${after}`).toBe(true);
      }
    }
  });
  await fc.assert(property, { numRuns: 25 });
  expect(rows).toBeGreaterThan(100);
});
