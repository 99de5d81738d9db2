import { formulaOf } from '../engine/equations/explanation.ts';
import { stepAt, stepCount } from '../engine/equations/steps.ts';
import { epochOf, updatesPerEpoch } from '../engine/experiment.ts';
import { quantityName } from '../engine/names.ts';
import type { Quantity } from '../engine/quantities.ts';
import { type Reading, readUpdate } from '../engine/reading.ts';
import { unicode } from '../notation/glyphs.ts';
import { exactNumber, formatQuantity } from '../notation/numbers.ts';
import { type Sides, sidesOf } from '../notation/sides.ts';
import { findExperiment } from './find.ts';
import type { Format } from './format.ts';
import { print } from './output.ts';

/** One step, as a line of JSON has it. */
export interface TraceLine {
  readonly epoch: number;
  readonly update: number;
  /** From 1; null for what belongs to a batch of several. */
  readonly sample: number | null;
  readonly phase: string;
  readonly step: number;
  readonly quantity: string;
  readonly formula: string;
  readonly substituted: string;
  readonly value: number;
}

const textDecimals = 4;
const textTerms = 4;

/** Prints every step of epochs 1 to `epochs`. */
export async function trace(lessonOrFile: string, epochs: number, format: Format): Promise<void> {
  const experiment = await findExperiment(lessonOrFile);
  const updates = epochs * updatesPerEpoch(experiment);
  let parameters = experiment.initial;
  for (let number = 1; number <= updates; number++) {
    const reading = readUpdate(experiment, number, parameters);
    for (let step = 1; step <= stepCount(reading.update); step++) {
      await print(format === 'json' ? `${JSON.stringify(traceLine(reading, step))}\n` : textLine(reading, step));
    }
    parameters = reading.after;
  }
}

/** A step with full double precision. */
function traceLine(reading: Reading, step: number): TraceLine {
  const { update, numberOf } = reading;
  const { experiment, number, first, size } = update;
  const { quantity, phase } = stepAt(update, step);
  const own = 'sample' in quantity ? quantity.sample : undefined;
  const sample = own ?? (size === 1 ? first : undefined);
  const sides = sidesOfStep(reading, quantity, Number.POSITIVE_INFINITY, (value) => exactNumber(value, unicode));
  return {
    epoch: epochOf(experiment, number),
    update: number,
    sample: sample === undefined ? null : sample + 1,
    phase,
    step,
    quantity: quantityName(experiment.network, quantity),
    formula: sides.symbols,
    substituted: sides.numbers,
    value: numberOf(quantity),
  };
}

function textLine(reading: Reading, step: number): string {
  const { update, numberOf } = reading;
  const { experiment, number } = update;
  const { quantity, phase } = stepAt(update, step);
  const shown = (value: number, of: Quantity): string => formatQuantity(of, value, textDecimals, unicode);
  const { symbols, numbers } = sidesOfStep(reading, quantity, textTerms, shown);
  const sides = new Set([symbols, numbers, shown(numberOf(quantity), quantity)]);
  const place = `${epochOf(experiment, number)}.${number}.${step}`;
  const name = quantityName(experiment.network, quantity);
  return `${place.padEnd(8)} ${phase.padEnd(8)}  ${name} = ${[...sides].join(' = ')}\n`;
}

function sidesOfStep(
  { update, numberOf }: Reading,
  quantity: Quantity,
  mostTerms: number,
  shown: (value: number, of: Quantity) => string,
): Sides {
  return sidesOf(formulaOf(update, quantity), {
    glyphs: unicode,
    mostTerms,
    name: (part) => quantityName(update.experiment.network, part),
    number: (part) => shown(numberOf(part), part),
  });
}
