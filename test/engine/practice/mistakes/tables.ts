import type { Quantity } from '../../../../src/engine/graph/quantity.ts';
import { quantityName } from '../../../../src/engine/models/quantity-name.ts';
import type { UpdateValues } from '../../../../src/engine/pass/update-values.ts';
import { candidatesFor } from '../../../../src/engine/practice/diagnosis.ts';
import type { Question } from '../../../../src/engine/practice/question.ts';
import { stepsOf } from '../../../../src/engine/steps/steps.ts';
import type { DenseExperiment } from '../../../../src/engine/training/experiment.ts';
import { roundedAsShown } from '../../../../src/notation/number-format.ts';
import { verdictOn } from '../../../support/questions.ts';
import { factsOf } from './facts.ts';
import { sampleMistakes, type WrongNumber } from './mistakes.ts';
import { batchMistakes, batchNumbers, updateMistakes, updateNumbers } from './update-mistakes.ts';

export interface Outcome {
  readonly network: string;
  readonly id: string;
  readonly about: string;
  readonly name: string;
  readonly value: number;
  readonly verdict: readonly string[];
  /** equal: another slip is named, whose number is the same. misleading: its number only rounds to the answer. */
  readonly kind: 'named' | 'equal' | 'misleading' | 'none' | 'short' | 'right';
}

interface Case extends WrongNumber {
  readonly id: string;
  readonly about: string;
  readonly slips: readonly string[];
}

/** A wrong sign and a wrong decimal point are tried in at most this many steps of a network. */
const maxGeneralSteps = 40;

/** All wrong numbers of an update, each different from the right one. */
export function casesOf(experiment: DenseExperiment, values: UpdateValues): readonly Case[] {
  const facts = factsOf(experiment, values, Math.min(1, values.update.size - 1));
  const sample = sampleMistakes.flatMap((mistake) =>
    mistake.numbers(facts).map((number) => ({ ...mistake, ...number })),
  );
  const update = updateMistakes.flatMap((mistake) =>
    updateNumbers(mistake, experiment, values).map((number) => ({ ...mistake, ...number })),
  );
  const batch = batchMistakes.flatMap((mistake) =>
    batchNumbers(mistake.id, values).map((number) => ({ ...mistake, ...number })),
  );
  const steps = [...stepsOf(values.update)]
    .map(({ quantity }) => quantity)
    .filter((quantity) => quantity.sample === facts.sample || quantity.sample === undefined);
  const every = Math.ceil(steps.length / maxGeneralSteps);
  const general = steps
    .filter((_, at) => at % every === 0)
    .flatMap((quantity: Quantity) => {
      const right = values.numberOf(quantity);
      return [
        { id: 'F17', about: 'off by ten', slips: ['decimal-point'], quantity, value: 10 * right },
        { id: 'F18', about: 'sign flipped', slips: ['sign-flipped'], quantity, value: -right },
      ];
    });
  const all: readonly Case[] = [...sample, ...update, ...batch, ...general];
  const differs = ({ quantity, value }: WrongNumber): boolean => {
    const right = values.numberOf(quantity);
    return Number.isFinite(value) && Math.abs(value - right) > 1e-9 * Math.abs(right);
  };
  const model = experiment.network;
  const unique = new Map(
    all.filter(differs).map((each) => [`${each.id} ${quantityName(model, each.quantity)} ${each.value}`, each]),
  );
  return [...unique.values()];
}

export function outcomesOf(network: string, values: UpdateValues, digits: number): readonly Outcome[] {
  const { experiment } = values.update;
  if (experiment.kind !== 'dense') return [];
  return casesOf(experiment, values).map(({ id, about, slips, quantity, value }) => {
    const question: Question = { values, quantity };
    const verdict = verdictOn(question, value === 0 ? '0' : value.toPrecision(digits));
    return {
      network,
      id,
      about,
      name: quantityName(experiment.network, quantity),
      value,
      verdict,
      kind: kindOf(question, value, verdict, slips),
    };
  });
}

function kindOf(
  question: Question,
  value: number,
  verdict: readonly string[],
  slips: readonly string[],
): Outcome['kind'] {
  const [first] = verdict;
  if (first === undefined) return 'none';
  if (first.startsWith('right,')) return 'right';
  if (first === 'right so far') return 'short';
  if (slips.some((slip) => verdict.includes(slip))) return 'named';
  const isEqual = candidatesFor(question, roundedAsShown).some(
    ({ slip, numbers }) =>
      verdict.includes(slip) && numbers.some((number) => Math.abs(number - value) <= 1e-9 * Math.abs(value)),
  );
  return isEqual ? 'equal' : 'misleading';
}

const kinds = ['named', 'equal', 'misleading', 'none', 'short', 'right'] as const;

/** A table: for each network and for each mistake, how many numbers have which outcome. */
export function linesOf(outcomes: readonly Outcome[]): readonly string[] {
  const row = (title: string, of: readonly Outcome[]): string =>
    [
      title.padEnd(50),
      String(of.length).padStart(7),
      ...kinds.map((kind) => String(of.filter((each) => each.kind === kind).length || '').padStart(10)),
    ]
      .join(' ')
      .trimEnd();
  const rowsBy = (key: (outcome: Outcome) => string): readonly string[] =>
    [...Map.groupBy(outcomes, key)].map(([title, of]) => row(title, of));
  return [
    ['network or mistake'.padEnd(50), 'numbers'.padStart(7), ...kinds.map((kind) => kind.padStart(10))].join(' '),
    row('all', outcomes),
    '',
    ...rowsBy(({ network }) => network),
    '',
    ...rowsBy(({ id, about }) => `${id} ${about}`),
  ];
}
