import { hyperparameters } from '../../engine/expressions/quantity.ts';
import type { GradientCheck } from '../../engine/gradient-check.ts';
import { parameterName } from '../../engine/models/parameters.ts';
import { unitName } from '../../engine/models/quantity-name.ts';
import type { Change } from '../../engine/training/edits.ts';
import type { Optimizer } from '../../engine/training/optimizers.ts';
import { exactNumber, formatNumber } from '../../notation/number-format.ts';
import { symbolOf } from '../../notation/symbols.ts';
import type { NoticeFact } from '../messages/facts.ts';
import { wordsOf } from '../messages/word-table.ts';
import type { Notice } from '../state/notice.ts';
import type { View } from '../state/view.ts';

/** The decimals of both derivatives of a gradient check. */
const checkDecimals = 8;

export function noticeFact(view: View, notice: Notice): NoticeFact {
  switch (notice.kind) {
    case 'changed':
    case 'undone': {
      const { update, change } = notice.edit;
      return { kind: notice.kind, change: changeText(view, change), update, isOnce: change.kind === 'parameter' };
    }
    case 'checked':
      return checkFact(view, notice.check);
    case 'refused':
      return { kind: 'refused', reason: wordsOf(view.messages.actions, notice.action).refusal ?? '' };
    case 'saved':
      return { kind: 'saved', argument: shellArgument(notice.path) };
    case 'not-saved':
    case 'not-kept':
    case 'marked':
    case 'unmarked':
    case 'session-differs':
    case 'predicting':
    case 'not-predicting':
      return notice;
  }
}

function checkFact({ glyphs, snapshot }: View, check: GradientCheck): NoticeFact {
  const { analytic, numeric, relativeError, verdict } = check;
  const parameter = parameterName(snapshot.values.update.experiment.network, check.parameter);
  if (verdict === 'kink') return { kind: 'kink', parameter };
  return {
    kind: 'checked',
    parameter,
    analytic: formatNumber(analytic, checkDecimals, glyphs),
    numeric: formatNumber(numeric, checkDecimals, glyphs),
    relativeError: relativeError.toExponential(0),
    verdict,
  };
}

/** A path as one word of a shell command. A bare file name gets ./ in front, because backstep reads it as a lesson. */
function shellArgument(path: string): string {
  const whole = path.includes('/') ? path : `./${path}`;
  return /^[\w./@%+=:,-]+$/.test(whole) ? whole : `'${whole.replaceAll("'", "'\\''")}'`;
}

function changeText(view: View, change: Change): string {
  const { glyphs, snapshot, messages } = view;
  const { network, samples } = snapshot.values.update.experiment;
  const sampleMark = (sample: number): string => (samples.count === 1 ? '' : `@${sample + 1}`);
  const valueText = (name: string, value: number): string => messages.changes.value(name, exactNumber(value, glyphs));
  switch (change.kind) {
    case 'parameter':
      return valueText(parameterName(network, change.parameter), change.value);
    case 'input':
      return valueText(unitName(network, 0, change.unit) + sampleMark(change.sample), change.value);
    case 'target': {
      const unit = unitName(network, network.layers.length, change.unit);
      return valueText(`target_${unit}${sampleMark(change.sample)}`, change.value);
    }
    case 'learning rate':
      return valueText(glyphs.alpha, change.value);
    case 'optimizer':
      return messages.changes.optimizer(change.optimizer.method, settingTexts(view, change.optimizer));
    case 'activation':
      return messages.changes.activation(change.layer, change.activation);
  }
}

/** The symbol and the number of each hyperparameter that is set in an optimizer. */
function settingTexts({ glyphs, snapshot }: View, optimizer: Optimizer): readonly string[] {
  const { network } = snapshot.values.update.experiment;
  return hyperparameters.flatMap((name) => {
    const value = optimizer[name];
    const symbol = symbolOf(network, { kind: 'setting', name }, glyphs);
    return value === undefined ? [] : [`${symbol} ${exactNumber(value, glyphs)}`];
  });
}
