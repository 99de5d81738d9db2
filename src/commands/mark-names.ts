import { quantityName } from '../engine/models/quantity-name.ts';
import { errorNames, namePatterns } from '../engine/practice/marking/array-roles.ts';
import { stepsOf } from '../engine/steps/steps.ts';
import { modelOf } from '../engine/training/experiment.ts';
import type { Update } from '../engine/training/update.ts';
import { commandMessages } from './command-messages.ts';

const { mark: messages } = commandMessages;

/** At most this many names of single quantities are listed. */
const maxQuantities = 200;

/** The names that `backstep mark` reads, each with what it stands for. */
export function listNames(update: Update): string {
  const { experiment } = update;
  const arrays =
    experiment.kind === 'dense'
      ? [
          ...namePatterns.map(({ examples, role }) => `${examples.join(', ')}: ${messages.roles[role]}`),
          `fc1.weight.grad, 0.bias.grad: ${messages.moduleNames}`,
        ]
      : [];
  const names = [...new Set([...stepsOf(update)].map(({ quantity }) => quantityName(modelOf(experiment), quantity)))];
  const shown = names.slice(0, maxQuantities);
  return `${[
    ...arrays,
    `${errorNames.join(', ')}: ${messages.errorName}`,
    '',
    `${messages.singleNames}:`,
    ...shown,
    ...(shown.length < names.length ? ['…'] : []),
  ].join('\n')}\n`;
}
