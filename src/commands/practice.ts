import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Quantity } from '../engine/expressions/quantity.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { readUpdate, type UpdateValues } from '../engine/pass/update-values.ts';
import { judge } from '../engine/practice/judge.ts';
import { emptyPractice, type PracticeRecord, recordQuestion } from '../engine/practice/practice-record.ts';
import { digitsAsked } from '../engine/practice/question.ts';
import { quantityNamed } from '../engine/steps/name-parser.ts';
import { stepOf, stepsOf } from '../engine/steps/steps.ts';
import type { Experiment } from '../engine/training/experiment.ts';
import { initialState } from '../engine/training/training-state.ts';
import { printable, quote } from '../files/quoting.ts';
import { lessons } from '../lessons/lessons.ts';
import { readAnswer } from '../notation/answer-reader.ts';
import { derivationOf, textNotation } from '../notation/derivation.ts';
import { ascii, type Glyphs, inGlyphs, unicode } from '../notation/glyphs.ts';
import { roundedAsShown } from '../notation/number-format.ts';
import { hintQuestion, judgementText, practiceWords } from '../ui/messages/en/practice-words.ts';
import { mostHints, type PracticeJudgement } from '../ui/state/model.ts';
import { findExperiment } from './experiment-input.ts';
import { print } from './output.ts';
import { UsageError } from './usage-error.ts';

/** So many characters of an answer are repeated. */
const mostRepeated = 60;

/** How the learner is asked, and answers. */
interface Talk {
  readonly glyphs: Glyphs;
  say(text: string): Promise<void>;
  /** The next line that the learner types; undefined where there are no more. */
  listen(): Promise<string | undefined>;
}

/**
 * Asks for quantities of the first update, one after the other, on standard output, and takes answers from standard
 * input: "?" is a hint, an empty line goes on. `names` are quantities, and may end with a lesson or a file.
 */
export async function practice(names: readonly string[], options: { readonly ascii?: boolean }): Promise<void> {
  const last = names.at(-1);
  const hasSubject = last !== undefined && (lessons.has(last) || existsSync(last));
  const experiment = await findExperiment(hasSubject ? last : 'lecture');
  const reading = readUpdate(experiment, 1, initialState(experiment));
  const quantities = quantitiesAsked(reading, hasSubject ? names.slice(0, -1) : names);
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const answers = lines[Symbol.asyncIterator]();
  const glyphs = options.ascii ? ascii : unicode;
  const talk: Talk = {
    glyphs,
    say: (text) => print(`${inGlyphs(text, glyphs)}\n`),
    async listen() {
      await print('> ');
      const { value, done } = await answers.next();
      return done ? undefined : value;
    },
  };
  const outcome = await askAll(experiment, reading, quantities, talk);
  lines.close();
  if (outcome.asked > 0) await talk.say(practiceWords.tally(outcome));
}

/** The quantities that names ask for; without any, those of the lesson's own list, or of every step. */
function quantitiesAsked({ update }: UpdateValues, names: readonly string[]): readonly Quantity[] {
  const { practice: listed } = update.experiment.lessonPlan;
  const asked = names.length > 0 ? names : listed;
  if (asked.length === 0) return Array.from(stepsOf(update), ({ quantity }) => quantity);
  return asked.map((name) => {
    const quantity = quantityNamed(update, inGlyphs(name, ascii));
    const meant: Quantity | undefined =
      quantity?.kind === 'parameter' ? { kind: 'gradient', parameter: quantity.parameter } : quantity;
    if (meant !== undefined && stepOf(update, meant) !== undefined) return meant;
    throw new UsageError(`found ${quote(name)}, expected a quantity of update 1 to practise, a lesson or a file`);
  });
}

async function askAll(
  experiment: Experiment,
  reading: UpdateValues,
  quantities: readonly Quantity[],
  talk: Talk,
): Promise<PracticeRecord> {
  let record = emptyPractice;
  for (const quantity of quantities) {
    const outcome = await ask(reading, quantity, record.earlier, talk);
    if (outcome === undefined) break;
    const { isCounted, value } = outcome;
    const name = quantityName(experiment.network, quantity);
    if (isCounted) record = recordQuestion(record, name, outcome);
    if (value !== undefined) record = { ...record, earlier: new Map([...record.earlier, [name, value]]) };
  }
  return record;
}

/** How asking for one quantity ended; undefined where there are no more answers. */
interface Outcome {
  /** Not where it was skipped without a try. */
  readonly isCounted: boolean;
  readonly isRight: boolean;
  readonly isAtOnce: boolean;
  /** The learner's last answer. */
  readonly value: number | undefined;
}

async function ask(
  reading: UpdateValues,
  quantity: Quantity,
  earlier: PracticeRecord['earlier'],
  talk: Talk,
): Promise<Outcome | undefined> {
  const { experiment } = reading.update;
  const question = { values: reading, quantity };
  const { main } = derivationOf(reading, quantity, textNotation(experiment.network));
  const hintsInOrder = [
    hintQuestion({ experiment, quantity, glyphs: talk.glyphs }),
    `= ${main.sides[0] ?? ''}`,
    `= ${main.sides.at(-2) ?? ''}`,
    `${main.left} = ${main.sides.at(-1) ?? ''}`,
  ];
  await talk.say(practiceWords.asked(main.left, digitsAsked(question)));
  let [misses, hints] = [0, 0];
  let value: number | undefined;
  for (;;) {
    const line = (await talk.listen())?.trim();
    if (line === undefined)
      return misses + hints > 0 ? { isCounted: true, isRight: false, isAtOnce: false, value } : undefined;
    if (line === '') return { isCounted: misses + hints > 0, isRight: false, isAtOnce: false, value };
    if (line === '?') {
      await talk.say(`${practiceWords.hint(hints + 1, mostHints)}: ${hintsInOrder[hints] ?? ''}`);
      hints += 1;
      if (hints === mostHints) return { isCounted: true, isRight: false, isAtOnce: false, value };
      continue;
    }
    const answer = readAnswer(line);
    const judgement: PracticeJudgement =
      answer === undefined
        ? { kind: 'unreadable' }
        : Number.isFinite(reading.numberOf(quantity))
          ? judge(question, answer, roundedAsShown, earlier)
          : { kind: 'no number' };
    if (judgement.kind === 'wrong') misses += 1;
    if (judgement.kind === 'wrong' || judgement.kind === 'right') value = answer?.value;
    await talk.say(judgementText({ experiment, quantity, glyphs: talk.glyphs }, judgement, shortened(line), misses));
    if (judgement.kind === 'right') return { isCounted: true, isRight: true, isAtOnce: misses + hints === 0, value };
  }
}

/** What was typed, as far as it is worth repeating. */
function shortened(line: string): string {
  const text = printable(line);
  return text.length > mostRepeated ? `${text.slice(0, mostRepeated)}…` : text;
}
