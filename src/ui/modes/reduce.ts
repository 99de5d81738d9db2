import { quantityName } from '../../engine/models/quantity-name.ts';
import { chainRuleOf } from '../../engine/steps/explanation.ts';
import { endOfEpoch, forwardFrom } from '../../engine/timeline/navigation.ts';
import { epochOf } from '../../engine/training/experiment.ts';
import { pictureNames } from '../../engine/training/lesson-plan.ts';
import type { Position } from '../../engine/training/position.ts';
import { type Run, updateOf } from '../../engine/training/run.ts';
import { unicode } from '../../notation/glyphs.ts';
import type { Action } from '../actions/action.ts';
import { atChapter } from '../actions/chapters.ts';
import { predicted, unannounced } from '../actions/predict.ts';
import { marked, undone } from '../actions/run-edits.ts';
import { formulaTokens, nextToOpen, pointable } from '../state/expanded-factors.ts';
import {
  chosenParameter,
  decimalChoices,
  experimentOf,
  type Model,
  type Notice,
  panelNames,
  presentOpenings,
  speeds,
} from '../state/model.ts';
import { goTo, moved, reached, stopped } from '../state/travel-target.ts';
import { practise, reducePractising } from './practice-mode.ts';
import { reduceAsking } from './prompt.ts';

/** A formula of more columns than this opens no further: in a deep network it would soon be longer than any screen. */
const mostTokens = 2000;

/** The model after an action. */
export function reduce(model: Model, action: Action): Model {
  if (action.kind === 'tick') return ticked(model, action.seconds);
  if (action.kind === 'reach') return reached(model, action.position);
  if (action.kind === 'end at') return stopped({ ...model, position: action.position });
  if (action.kind === 'notice') return { ...model, notice: action.notice };
  const present: Model = { ...model, notice: undefined, chapter: undefined };
  switch (present.mode.kind) {
    case 'asking':
      return reduceAsking(present, present.mode, action);
    case 'help':
      return reduceHelp(present, action);
    case 'practising':
      if (action.kind === 'scroll') return scrolled(present, action);
      return reducePractising({ ...present, scroll: undefined }, present.mode, action);
    case 'stepping':
      return reduceStepping(present, action);
  }
}

function reduceStepping(model: Model, action: Action): Model {
  switch (action.kind) {
    case 'move':
      return action.stride === 'step' && model.predicting !== 'off' && model.going === undefined
        ? predicted(model, action.direction)
        : goTo({ ...model, predicting: unannounced(model) }, moved(model, action.stride, action.direction));
    case 'chapter':
      return atChapter(model, action.number);
    case 'ask':
      return { ...model, mode: { kind: 'asking', for: action.for, typed: '', problem: undefined } };
    case 'run or pause':
      return model.running || model.going !== undefined ? stopped(model) : { ...model, running: true, owed: 0 };
    case 'cancel':
      return stopped(model);
    case 'change speed':
      return { ...model, speed: clamp(model.speed + action.by, speeds.length) };
    case 'choose':
      return model.focus === 'formula' ? pointed(model, action.by) : chosen(model, action.by);
    case 'follow':
      return { ...model, pinned: undefined };
    case 'open':
      return opened(model);
    case 'close':
      return closed(model);
    case 'focus': {
      const at = panelNames.indexOf(model.focus) + action.by + panelNames.length;
      return { ...model, focus: panelNames[at % panelNames.length] ?? model.focus, scroll: undefined };
    }
    case 'zoom':
      return { ...model, zoomed: !model.zoomed, scroll: undefined };
    case 'scroll':
      return model.focus === 'weights' ? chosen(model, action.rows) : scrolled(model, action);
    case 'change decimals': {
      const next = decimalChoices[(decimalChoices.indexOf(model.decimals) + 1) % decimalChoices.length];
      return { ...model, decimals: next ?? model.decimals };
    }
    case 'by hand':
      return { ...model, byHand: !model.byHand };
    case 'help':
      return { ...model, mode: { kind: 'help' }, scroll: undefined };
    case 'next picture': {
      // A plane needs two inputs.
      const names = pictureNames.filter((name) => name !== 'map' || experimentOf(model).network.inputs === 2);
      const next = names[(names.indexOf(model.picture) + 1) % names.length];
      return { ...model, picture: next ?? model.picture, focus: 'picture', scroll: undefined };
    }
    case 'predict': {
      const isOff = model.predicting === 'off';
      const notice: Notice = { kind: isOff ? 'predicting' : 'not predicting' };
      return { ...model, predicting: isOff ? 'value shown' : 'off', notice };
    }
    case 'practise':
      return practise(model);
    case 'undo':
      return undone(model);
    case 'mark':
      return marked(model);
    default:
      return model;
  }
}

function reduceHelp(model: Model, action: Action): Model {
  switch (action.kind) {
    case 'help':
    case 'cancel':
      return { ...model, mode: { kind: 'stepping' }, scroll: undefined };
    case 'scroll':
      return scrolled(model, action);
    default:
      return model;
  }
}

/** Strides that could not be gone yet add up, but to no more than a second's. */
function ticked(model: Model, seconds: number): Model {
  const { run, position, going, running } = model;
  const speed = speeds[model.speed];
  if (!running || speed === undefined) return model;
  const owed = Math.min(model.owed + seconds * speed.perSecond, Math.max(speed.perSecond, 1));
  const strides = Math.floor(owed);
  if (going !== undefined || strides === 0) return { ...model, owed };
  return { ...goTo(model, afterStrides(run, position, speed.stride, strides)), owed: owed - strides };
}

function afterStrides(run: Run, position: Position, stride: 'step' | 'epoch', count: number): Position {
  if (stride === 'epoch') {
    const first = forwardFrom(run, position, 'epoch');
    return endOfEpoch(run, epochOf(run.experiment, first.update) + count - 1);
  }
  const steps = Array.from({ length: count });
  return steps.reduce((from: Position) => forwardFrom(run, from, 'step'), position);
}

function chosen(model: Model, by: number): Model {
  const { parameterCount } = experimentOf(model).network;
  return { ...model, pinned: clamp(chosenParameter(model) + by, parameterCount), scroll: undefined };
}

function pointed(model: Model, by: 1 | -1): Model {
  const tokens = formulaTokens(model, unicode);
  const candidates = pointable(tokens);
  const next = nextToOpen(model, tokens);
  const present = next === undefined ? 0 : candidates.indexOf(next);
  const openings = { ...presentOpenings(model), pointedAt: clamp(present + by, candidates.length) };
  return { ...model, scroll: undefined, openings };
}

function opened(model: Model): Model {
  const { run, position } = model;
  const tokens = formulaTokens(model, unicode);
  const quantity = tokens[nextToOpen(model, tokens) ?? -1]?.quantity;
  const isGiven = quantity === undefined || chainRuleOf(updateOf(run, position.update), quantity).kind === 'given';
  if (isGiven) return model;
  const openings = presentOpenings(model);
  const names = [...openings.names, quantityName(experimentOf(model).network, quantity)];
  const after: Model = { ...model, scroll: undefined, openings: { ...openings, names } };
  return formulaTokens(after, unicode).length > mostTokens ? model : after;
}

function closed(model: Model): Model {
  const openings = presentOpenings(model);
  const names = openings.names.slice(0, -1);
  return { ...model, scroll: undefined, openings: { ...openings, names, pointedAt: undefined } };
}

function scrolled(model: Model, { rows, within }: Extract<Action, { kind: 'scroll' }>): Model {
  const { from, room } = within ?? { from: model.scroll ?? 0, room: Number.POSITIVE_INFINITY };
  return { ...model, scroll: Math.max(0, Math.min(from + rows, room)) };
}

/** A whole number as an index into `length` things. */
function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}
