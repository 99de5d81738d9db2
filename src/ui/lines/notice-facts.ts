import { hyperparameters, parameterKinds } from '../../engine/expressions/quantity.ts';
import type { GradientCheck } from '../../engine/gradient-check.ts';
import { parameterName } from '../../engine/models/parameters.ts';
import { unitName } from '../../engine/models/quantity-name.ts';
import type { Divergence } from '../../engine/timeline/divergence.ts';
import type { Change } from '../../engine/training/edits.ts';
import { epochOf } from '../../engine/training/experiment.ts';
import { type Optimizer, settingFor, settingValue } from '../../engine/training/optimizers.ts';
import { exactNumber, formatNumber } from '../../notation/number-format.ts';
import { symbolOf } from '../../notation/symbols.ts';
import type { NoticeFact } from '../messages/facts.ts';
import { wordsOf } from '../messages/word-table.ts';
import type { Notice } from '../state/notice.ts';
import { nameOf, shown, type View } from '../state/view.ts';

/** The number of decimals of the two derivatives that a gradient check compares. */
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
    case 'lost':
      return lostFact(view, notice.divergence);
    case 'refused':
      return { kind: 'refused', reason: refusalText(view, notice) };
    case 'saved':
      return { kind: 'saved', argument: shellArgument(notice.path) };
    case 'not-saved':
    case 'not-kept':
    case 'older-session':
    case 'marked':
    case 'unmarked':
    case 'session-differs':
    case 'predicting':
    case 'not-predicting':
      return notice;
  }
}

function refusalText({ messages }: View, { action, reason }: Extract<Notice, { kind: 'refused' }>): string {
  return wordsOf(messages.actions, action).refusals?.[reason] ?? '';
}

function lostFact(view: View, { update, quantity, value, cause }: Divergence): NoticeFact {
  return {
    kind: 'lost',
    quantity: nameOf(view, quantity),
    value: shown(view, value),
    update,
    epoch: epochOf(view.experiment, update),
    cause,
  };
}

function checkFact({ glyphs, experiment }: View, check: GradientCheck): NoticeFact {
  const { analytic, numeric, relativeError, verdict, layerByLayer } = check;
  const parameter = parameterName(experiment.network, check.parameter);
  if (verdict === 'kink') return { kind: 'kink', parameter };
  return {
    kind: 'checked',
    parameter,
    analytic: formatNumber(analytic, checkDecimals, glyphs),
    numeric: formatNumber(numeric, checkDecimals, glyphs),
    relativeError: Number.isNaN(relativeError) ? undefined : errorText(relativeError),
    verdict,
    layerByLayer: layerByLayer === undefined ? undefined : formatNumber(layerByLayer, checkDecimals, glyphs),
  };
}

/** A relative error with one digit. */
function errorText(error: number): string {
  return error === 0 ? '0' : error.toExponential(0);
}

/**
 * A path as one word of a shell command. A path without a folder gets ./ in front, so that it is not taken for the name
 * of a lesson.
 */
function shellArgument(path: string): string {
  const whole = path.includes('/') ? path : `./${path}`;
  return /^[\w./@%+=:,-]+$/.test(whole) ? whole : `'${whole.replaceAll("'", "'\\''")}'`;
}

function changeText(view: View, change: Change): string {
  const { glyphs, experiment, messages } = view;
  const { network, samples } = experiment;
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
function settingTexts({ glyphs, experiment }: View, optimizer: Optimizer): readonly string[] {
  const { network } = experiment;
  return hyperparameters.flatMap((name) => {
    if (optimizer[name] === undefined) return [];
    const settings = parameterKinds.map((kind) => settingFor(optimizer, name, kind));
    const texts = settings.map(
      (setting) => `${symbolOf(network, setting, glyphs)} ${exactNumber(settingValue(optimizer, setting), glyphs)}`,
    );
    return [...new Set(texts)];
  });
}
