import type { MarkedSlip } from '../../engine/practice/marking/explaining-slips.ts';
import type { Marking } from '../../engine/practice/marking/marking.ts';
import type { Experiment } from '../../engine/training/experiment.ts';
import type { Update } from '../../engine/training/update.ts';
import type { Glyphs } from '../../notation/glyphs.ts';
import type { Messages } from '../messages/messages.ts';
import { slipFacts } from './practice-text.ts';

/** How the learner's layout and convention differ from the network's, in one sentence. Undefined if they do not. */
export function conventionText(
  update: Update,
  { layout, convention }: Marking,
  { marking: messages }: Messages,
): string | undefined {
  const parts = [
    ...(layout.weights === 'inputs-by-units' ? [messages.inputsByUnits] : []),
    ...(layout.samples === 'columns' ? [messages.samplesAsColumns] : []),
    ...(convention.batch === 'network' ? [] : [messages.batch[convention.batch](update.size)]),
    ...(convention.lossFactor === 1 ? [] : [messages.lossFactor(convention.lossFactor)]),
    ...(convention.isDescent ? [messages.descent] : []),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** The phrases of the slips, which follow "That comes from". */
export function markedSlipTexts(
  experiment: Experiment,
  slips: readonly MarkedSlip[],
  glyphs: Glyphs,
  messages: Messages,
): readonly string[] {
  return slips.map((each) => {
    const facts = slipFacts({ experiment, glyphs, messages }, each);
    const text = messages.slips[each.slip](facts);
    return each.and === undefined
      ? text
      : messages.marking.twoSlips(text, messages.slips[each.and]({ ...facts, about: '', path: '' }));
  });
}
