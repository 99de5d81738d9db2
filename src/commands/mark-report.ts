import { quantityName } from '../engine/models/quantity-name.ts';
import type { UpdateValues } from '../engine/pass/update-values.ts';
import type { MarkedSlip } from '../engine/practice/marking/explaining-slips.ts';
import type { JudgedNumber } from '../engine/practice/marking/judge-numbers.ts';
import type { Marking } from '../engine/practice/marking/marking.ts';
import { type Experiment, modelOf } from '../engine/training/experiment.ts';
import { unicode } from '../notation/glyphs.ts';
import { english } from '../ui/messages/en/english.ts';
import { conventionText, markedSlipTexts } from '../ui/practice/marking-text.ts';
import { commandMessages } from './command-messages.ts';

const { mark: messages } = commandMessages;

/** The marking as JSON. The right numbers are in it only if `showAnswers` is set. */
export function markingJson(values: UpdateValues, marking: Marking, showAnswers: boolean): string {
  const model = modelOf(values.update.experiment);
  const { verdict, numbers, first, slips } = marking;
  const convention = conventionText(values.update, marking, english);
  return `${JSON.stringify({
    verdict,
    numbers: numbers.map(({ name, value, how, quantity }) => ({
      quantity: name,
      given: value,
      right: how !== undefined,
      how: how === undefined ? null : jsonHow[how],
      ...(showAnswers ? { answer: values.numberOf(quantity) } : {}),
    })),
    convention: convention ?? null,
    first: first?.name ?? null,
    slips: slips.map(({ slip, about, extent, and, explains, of }) => ({
      slip,
      about: about === undefined ? null : quantityName(model, about),
      where: extent,
      ...(and === undefined ? {} : { and }),
      explains,
      of,
    })),
  })}\n`;
}

const jsonHow = { exact: 'exact', 'by hand': 'by-hand', own: 'own' } as const;

/** The marking in sentences. */
export function markingText(values: UpdateValues, marking: Marking, showAnswers: boolean): string {
  const { verdict, numbers, first } = marking;
  const convention = conventionText(values.update, marking, english);
  const lines: string[] = [];
  if (convention !== undefined) lines.push(messages.convention(convention, verdict === 'wrong'));
  if (first === undefined) {
    lines.push(messages.allRight(numbers.length));
  } else {
    lines.push(...wrongLines(values, marking, first));
  }
  if (showAnswers) lines.push('', ...answerLines(values, numbers));
  return `${lines.join('\n')}\n`;
}

function wrongLines(values: UpdateValues, { numbers, slips }: Marking, first: JudgedNumber): readonly string[] {
  const wrong = numbers.filter(({ how }) => how === undefined);
  const before = numbers.filter(({ how, order }) => how !== undefined && how !== 'own' && order < first.order);
  const own = numbers.filter(({ how }) => how === 'own');
  return [
    messages.counts(numbers.length - wrong.length, numbers.length),
    ...(before.length > 0 ? [messages.rightBefore(sourcesOf(before))] : []),
    messages.firstWrong(first.source === first.name ? first.name : messages.inArray(first.source, first.name)),
    ...(own.length > 0 ? [messages.followsFromOwn(sourcesOf(own))] : []),
    slipsText(values.update.experiment, slips),
  ];
}

/** The sentence that names the slips, or says that there are none. */
export function slipsText(experiment: Experiment, slips: readonly MarkedSlip[]): string {
  const [first] = slips;
  if (first === undefined) return messages.noSlip;
  return messages.slips(markedSlipTexts(experiment, slips, unicode, english), first.explains, first.of);
}

/** The names of the arrays, without repetitions. */
function sourcesOf(numbers: readonly JudgedNumber[]): readonly string[] {
  return [...new Set(numbers.map(({ source }) => source))];
}

function answerLines(values: UpdateValues, numbers: readonly JudgedNumber[]): readonly string[] {
  return numbers
    .filter(({ how }) => how === undefined)
    .map(({ name, value, quantity }) => messages.answer(name, value, values.numberOf(quantity)));
}
