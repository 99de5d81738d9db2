import { formulaOf } from '../engine/equations/explanation.ts';
import { stepAt, stepCount } from '../engine/equations/steps.ts';
import { epochOf, updatesPerEpoch } from '../engine/experiment.ts';
import { type Quantity, quantityName } from '../engine/quantities.ts';
import { type Reading, readUpdate } from '../engine/reading.ts';
import { unicode } from '../notation/glyphs.ts';
import { writeLine } from '../notation/line.ts';
import { exactNumber, formatQuantity } from '../notation/numbers.ts';
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
export function traceLine({ update, numberOf }: Reading, step: number): TraceLine {
  const { experiment, number, batch } = update;
  const { quantity, phase } = stepAt(update, step);
  const formula = formulaOf(update, quantity);
  const name = (part: Quantity): string => quantityName(experiment.network, part);
  const style = { glyphs: unicode, mostTerms: Number.POSITIVE_INFINITY };
  const own = 'sample' in quantity ? quantity.sample : undefined;
  const sample = own ?? (batch.length === 1 ? batch[0] : undefined);
  return {
    epoch: epochOf(experiment, number),
    update: number,
    sample: sample === undefined ? null : sample + 1,
    phase,
    step,
    quantity: name(quantity),
    formula: formula === undefined ? '' : writeLine(formula, { ...style, numbers: false, quantity: name }),
    substituted:
      formula === undefined
        ? ''
        : writeLine(formula, { ...style, numbers: true, quantity: (part) => exactNumber(numberOf(part), unicode) }),
    value: numberOf(quantity),
  };
}

function textLine(reading: Reading, step: number): string {
  const { update, numberOf } = reading;
  const { quantity, phase } = stepAt(update, step);
  const { network } = update.experiment;
  const formula = formulaOf(update, quantity);
  const name = (part: Quantity): string => quantityName(network, part);
  const shown = (part: Quantity): string => formatQuantity(part, numberOf(part), textDecimals, unicode);
  const style = { glyphs: unicode, mostTerms: textTerms };
  const sides = [
    ...(formula === undefined
      ? []
      : [
          writeLine(formula, { ...style, numbers: false, quantity: name }),
          writeLine(formula, { ...style, numbers: true, quantity: shown }),
        ]),
    shown(quantity),
  ];
  const place = `${epochOf(update.experiment, update.number)}.${update.number}.${step}`;
  return `${place.padEnd(8)} ${phase.padEnd(8)}  ${name(quantity)} = ${sides.join(' = ')}\n`;
}
