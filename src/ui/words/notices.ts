import type { Change, Edit } from '../../engine/edits.ts';
import { unitName } from '../../engine/names.ts';
import { parameterName } from '../../engine/parameters.ts';
import { formatNumber } from '../../notation/numbers.ts';
import type { Notice } from '../model.ts';
import type { View } from '../view.ts';

/** Decimals of the two ways to a derivative. */
const checkDecimals = 8;

/** What happened besides the steps. */
export function noticeText(view: View, notice: Notice): string {
  switch (notice.kind) {
    case 'changed':
      return `${changeText(view, notice.edit)} from update ${notice.edit.update} on. u takes it back.`;
    case 'taken back':
      return `Taken back: ${changeText(view, notice.edit)}.`;
    case 'marked':
      return 'Marked: from now on differences to this run are shown. Change something with =.';
    case 'unmarked':
      return 'No run is marked any more.';
    case 'differs':
      return 'The numbers are not those that were saved: another version made them.';
    case 'predicting':
      return 'Predict: → shows an equation, the next → its value.';
    case 'not predicting':
      return 'Each → shows the value at once again.';
    case 'saved':
      return `Saved. Opens again with: backstep ${notice.path}`;
    case 'not saved':
      return `Not saved: ${notice.reason}`;
    case 'not kept':
      return `Not kept for --resume: ${notice.reason}`;
    case 'checked':
      return checkText(view, notice);
  }
}

function checkText({ glyphs, moment }: View, { check }: Extract<Notice, { kind: 'checked' }>): string {
  const { parameter, analytic, numeric, relativeError, verdict } = check;
  const name = parameterName(moment.reading.update.experiment.network, parameter);
  if (verdict === 'kink') return `∂E/∂${name}: a kink is too near to compare with differences.`;
  const [ours, difference] = [analytic, numeric].map((value) => formatNumber(value, checkDecimals, glyphs));
  const verdicts = {
    agrees: 'they agree',
    disagrees: 'they disagree',
    lost: 'they are no numbers',
    undecided: 'too small to tell',
  } as const;
  return `∂E/∂${name} ${ours}, differences ${difference}, relative error ${relativeError.toExponential(0)}: ${verdicts[verdict]}.`;
}

function changeText({ glyphs, moment }: View, { change }: Edit): string {
  const { network } = moment.reading.update.experiment;
  const { samples } = moment.reading.update.experiment;
  const at = (sample: number): string => (samples.count === 1 ? '' : `@${sample + 1}`);
  const texts: { readonly [Kind in Change['kind']]: (of: Extract<Change, { kind: Kind }>) => string } = {
    parameter: ({ parameter, value }) => `${parameterName(network, parameter)} is ${value}`,
    input: ({ unit, sample, value }) => `${unitName(network, 0, unit)}${at(sample)} is ${value}`,
    target: ({ unit, sample, value }) =>
      `target_${unitName(network, network.layers.length, unit)}${at(sample)} is ${value}`,
    'learning rate': ({ value }) => `${glyphs.alpha} is ${value}`,
    optimizer: ({ optimizer }) => `the optimizer is ${optimizer.method} with ${glyphs.alpha} ${optimizer.learningRate}`,
    activation: ({ layer, activation }) => `layer ${layer} is ${activation}`,
  };
  return (texts[change.kind] as (of: Change) => string)(change);
}
