import type { UpdateValues } from '../engine/pass/update-values.ts';
import type { Marking } from '../engine/practice/marking/marking.ts';
import { stepOf } from '../engine/steps/steps.ts';
import { unicode } from '../notation/glyphs.ts';
import { formatNumber } from '../notation/number-format.ts';
import { commandMessages } from './command-messages.ts';
import type { ExperimentSource } from './experiment-source.ts';
import { slipsText } from './mark-report.ts';
import { open } from './open.tsx';

const { mark: messages } = commandMessages;

const decimals = 4;

/** Opens the stepper at the step of the first wrong number, with the learner's numbers beside the right ones. */
export async function openMarking(
  source: ExperimentSource,
  { update }: UpdateValues,
  marking: Marking,
  afterFirstFrame: () => Promise<void>,
): Promise<void> {
  const { numbers, first } = marking;
  const step = first === undefined ? 0 : (stepOf(update, first.quantity) ?? 0);
  await open(source, { color: true, altScreen: true }, afterFirstFrame, {
    own: {
      update: update.number,
      numbers: new Map(numbers.map(({ name, value, how }) => [name, { value, isRight: how !== undefined }])),
      first: first?.name,
      text: markText(update.experiment, marking),
    },
    position: { update: update.number, step },
  });
}

/** What is said at the step of the first wrong number. */
function markText(experiment: UpdateValues['update']['experiment'], { first, slips, numbers }: Marking): string {
  if (first === undefined) return messages.ownRight(numbers.length);
  return messages.ownWrong(formatNumber(first.value, decimals, unicode), slipsText(experiment, slips));
}
