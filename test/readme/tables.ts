import { firstSentence } from '../../src/commands/list-lessons.ts';
import { activationNames } from '../../src/engine/models/activations.ts';
import { lossNames } from '../../src/engine/models/losses.ts';
import { initializerNames } from '../../src/engine/training/initializers.ts';
import { sightNames } from '../../src/engine/training/lesson-plan.ts';
import { hyperparametersOf, optimizerNames, optimizers } from '../../src/engine/training/optimizers.ts';
import { lessons } from '../../src/lessons/lessons.ts';
import { unicode } from '../../src/notation/glyphs.ts';
import { keymap } from '../../src/ui/actions/keymap.ts';
import { legendOf } from '../../src/ui/messages/en/legend.ts';
import { keyText } from '../../src/ui/panels/hint-row.ts';

/** The rows of the README's table of keys. */
export function keyRows(): readonly string[] {
  return keymap.map(({ keys, written, help }) => {
    const names = written === undefined ? keys.map((key) => keyText(key, unicode)) : [written];
    return `| ${names.map((name) => `\`${name}\``).join(' ')} | ${help} |`;
  });
}

/** The rows of the README's table of signs. */
export function signRows(): readonly string[] {
  return legendOf(unicode).map(({ sign, meaning }) => `| \`${sign}\` | ${meaning} |`);
}

/** The rows of the README's table of lessons. */
export function lessonRows(): readonly string[] {
  return [...lessons.values()].map(
    ({ data: { name, description } }) => `| \`${name}\` | ${firstSentence(description)} |`,
  );
}

/** The rows of the README's table of optimizers. */
export function optimizerRows(): readonly string[] {
  return optimizerNames.map((name) => {
    const all = Object.entries(hyperparametersOf(name)).map(([key, { default: usual }]) => `${key} ${usual}`);
    const flags = optimizers[name].hasNesterov ? ['nesterov false (true needs momentum)'] : [];
    return `  | ${name} | ${[...all, ...flags].join(', ')} |`;
  });
}

/** What the README lists in its text. */
export const lists = {
  initializers: initializerNames.join(', '),
  activations: activationNames.filter((name) => name !== 'softmax').join(', '),
  losses: lossNames.join(', '),
  panels: sightNames.join(', '),
};
