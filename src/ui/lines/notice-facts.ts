import type { GradientCheck } from '../../engine/gradient-check.ts';
import { hyperparameters, parameterKinds } from '../../engine/graph/optimizer-names.ts';
import { inputValue, targetValue } from '../../engine/models/dense-quantities.ts';
import { parameterName } from '../../engine/models/parameters.ts';
import type { Divergence } from '../../engine/timeline/divergence.ts';
import type { Change } from '../../engine/training/edits.ts';
import { epochOf, modelOf } from '../../engine/training/experiment.ts';
import { type Optimizer, settingFor, settingValue } from '../../engine/training/optimizers.ts';
import { exactNumber, formatNumber } from '../../notation/number-format.ts';
import { symbolOf } from '../../notation/symbols.ts';
import type { NoticeFact } from '../messages/facts.ts';
import { wordsOf } from '../messages/word-table.ts';
import type { Notice } from '../state/notice.ts';
import { nameOf, shortErrorNameOf, shown, type View } from '../state/view.ts';

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
    case 'by-hand':
    case 'not-by-hand':
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

function checkFact(view: View, check: GradientCheck): NoticeFact {
  const { glyphs, experiment } = view;
  const { analytic, numeric, relativeError, verdict, layerByLayer } = check;
  const bottom = glyphs.partial + parameterName(modelOf(experiment), check.parameter);
  const derivative = `${glyphs.partial}${shortErrorNameOf(view)}/${bottom}`;
  if (verdict === 'kink') return { kind: 'kink', derivative };
  return {
    kind: 'checked',
    derivative,
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
  const { samples } = experiment;
  const sampleMark = (sample: number): string => (samples.count === 1 ? '' : `@${sample + 1}`);
  const valueText = (name: string, value: number): string => messages.changes.value(name, exactNumber(value, glyphs));
  switch (change.kind) {
    case 'parameter':
      return valueText(parameterName(modelOf(experiment), change.parameter), change.value);
    case 'input':
      return valueText(nameOf(view, inputValue(change.unit)) + sampleMark(change.sample), change.value);
    case 'target':
      return valueText(nameOf(view, targetValue(change.unit)) + sampleMark(change.sample), change.value);
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
  return hyperparameters.flatMap((name) => {
    if (optimizer[name] === undefined) return [];
    const texts = parameterKinds.map((kind) => {
      const symbol = symbolOf(modelOf(experiment), settingFor(optimizer, name, kind), glyphs);
      return `${symbol} ${exactNumber(settingValue(optimizer, name, kind), glyphs)}`;
    });
    return [...new Set(texts)];
  });
}
