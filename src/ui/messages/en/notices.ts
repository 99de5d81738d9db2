import { hyperparameters } from '../../../engine/expressions/quantity.ts';
import { parameterName } from '../../../engine/models/parameters.ts';
import { unitName } from '../../../engine/models/quantity-name.ts';
import type { Edit } from '../../../engine/training/edits.ts';
import type { Optimizer } from '../../../engine/training/optimizers.ts';
import { exactNumber, formatNumber } from '../../../notation/number-format.ts';
import { symbolOf } from '../../../notation/symbols.ts';
import type { Notice } from '../../state/model.ts';
import type { View } from '../../state/view.ts';

/** Decimals of the two ways to a derivative. */
const checkDecimals = 8;

/** What happened besides the steps. */
export function noticeText(view: View, notice: Notice): string {
  switch (notice.kind) {
    case 'changed':
      return `Changed ${changeText(view, notice.edit)}, ${whenText(notice.edit)}. u undoes it.`;
    case 'taken back':
      return `Undone: changing ${changeText(view, notice.edit)}, ${whenText(notice.edit)}.`;
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
      return `Saved. Opens again with: backstep ${asArgument(notice.path)}`;
    case 'not saved':
      return `Not saved: ${notice.reason}`;
    case 'not kept':
      return `Not kept for --resume: ${notice.reason}`;
    case 'refused':
      return `Not now: ${notice.reason}.`;
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
    agrees: 'agree',
    disagrees: 'disagree',
    lost: 'no numbers',
    undecided: 'too small to tell',
  } as const;
  return `∂E/∂${name} ${ours}, differences ${difference}, relative error ${relativeError.toExponential(0)}: ${verdicts[verdict]}.`;
}

/** A method with what it was set to. */
function optimizerText({ glyphs, moment }: View, { method, ...given }: Optimizer): string {
  const { network } = moment.reading.update.experiment;
  const settings = hyperparameters.flatMap((name) => {
    const value = given[name];
    const symbol = symbolOf(network, { kind: 'setting', name }, glyphs);
    return value === undefined ? [] : [`${symbol} ${exactNumber(value, glyphs)}`];
  });
  return `${method} (${settings.join(', ')})`;
}

/** A path as a shell takes it, and so that no lesson is meant. */
function asArgument(path: string): string {
  const whole = path.includes('/') ? path : `./${path}`;
  return /^[\w./@%+=:,-]+$/.test(whole) ? whole : `'${whole.replaceAll("'", "'\\''")}'`;
}

/** A parameter is set once; what is set otherwise holds from then on. */
function whenText({ update, change }: Edit): string {
  return change.kind === 'parameter' ? `at the start of update ${update}` : `from update ${update} on`;
}

/** What was changed, and to what. */
function changeText(view: View, { change }: Edit): string {
  const { glyphs, moment } = view;
  const { network, samples } = moment.reading.update.experiment;
  const at = (sample: number): string => (samples.count === 1 ? '' : `@${sample + 1}`);
  const number = (value: number): string => exactNumber(value, glyphs);
  switch (change.kind) {
    case 'parameter':
      return `${parameterName(network, change.parameter)} to ${number(change.value)}`;
    case 'input':
      return `${unitName(network, 0, change.unit)}${at(change.sample)} to ${number(change.value)}`;
    case 'target': {
      const unit = unitName(network, network.layers.length, change.unit);
      return `target_${unit}${at(change.sample)} to ${number(change.value)}`;
    }
    case 'learning rate':
      return `${glyphs.alpha} to ${number(change.value)}`;
    case 'optimizer':
      return `the optimizer to ${optimizerText(view, change.optimizer)}`;
    case 'activation':
      return `layer ${change.layer} to ${change.activation}`;
  }
}
