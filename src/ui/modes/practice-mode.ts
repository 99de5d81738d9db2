import type { Quantity } from '../../engine/expressions/quantity.ts';
import { isTrained } from '../../engine/models/parameters.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import { type PracticeRecord, recordQuestion } from '../../engine/practice/practice-record.ts';
import { quantityNamed } from '../../engine/steps/name-parser.ts';
import { stepAt, stepOf } from '../../engine/steps/steps.ts';
import { backFrom, forwardFrom } from '../../engine/timeline/navigation.ts';
import type { Position } from '../../engine/training/position.ts';
import { updateOf } from '../../engine/training/run.ts';
import type { Action } from '../actions/action.ts';
import {
  chosenParameter,
  experimentOf,
  type Model,
  mostHints,
  type PracticeJudgement,
  type Practising,
} from '../state/model.ts';
import { stopped } from '../state/travel-target.ts';
import { typedAfter } from './typing.ts';

const mostLetters = 60;

/** The model with the number asked that is next: of the parameter chosen by hand, of the lesson's list, or of the next step. */
export function practise(model: Model): Model {
  const { run, position, pinned, practice } = model;
  const update = updateOf(run, position.update);
  const { network, lessonPlan } = update.experiment;
  const chosen: Quantity | undefined =
    pinned !== undefined && isTrained(network, pinned) ? { kind: 'gradient', parameter: pinned } : undefined;
  const listed = lessonPlan.practice
    .filter((name) => !practice.done.includes(name))
    .map((name) => quantityNamed(update, name));
  const [step] = [chosen, ...listed].flatMap((quantity) => (quantity && stepOf(update, quantity)) ?? []);
  return asking(model, step === undefined ? forwardFrom(run, position, 'step') : { ...position, step });
}

/** The model with the step at a position asked for; it stands before it. */
function asking(model: Model, asked: Position): Model {
  const { run } = model;
  const quantity = quantityAsked(model, asked);
  return {
    ...stopped(model),
    position: backFrom(run, asked, 'step'),
    pinned: 'parameter' in quantity ? quantity.parameter : undefined,
    focus: 'formula',
    zoomed: false,
    predicting: 'off',
    mode: {
      kind: 'practising',
      asked,
      typed: '',
      given: '',
      judgement: undefined,
      misses: 0,
      hints: 0,
      isOver: false,
    },
  };
}

/** What is asked for at a position. */
export function quantityAsked({ run }: Pick<Model, 'run'>, asked: Position): Quantity {
  return stepAt(updateOf(run, asked.update), asked.step).quantity;
}

/**
 * The position whose numbers are shown: before the first step of an update that is asked about, the update's own start,
 * with its inputs and its weights, where nobody else ever stands.
 */
export function shownPosition({ mode, position }: Model): Position {
  const isNext = mode.kind === 'practising' && !mode.isOver && mode.asked.update > position.update;
  return isNext ? { update: mode.asked.update, step: 0 } : position;
}

/** A learner's earlier answers that count in the update that is asked about. */
export function earlierAnswers({ practice }: Model, { asked }: Practising): PracticeRecord['earlier'] {
  return practice.update === asked.update ? practice.earlier : new Map();
}

/** The model after an action while a number is asked for. */
export function reducePractising(model: Model, mode: Practising, action: Action): Model {
  const typed = typedAfter(mode.typed, action);
  if (typed !== undefined) {
    return mode.isOver || typed.length > mostLetters ? model : { ...model, mode: { ...mode, typed } };
  }
  switch (action.kind) {
    case 'cancel':
      return { ...model, mode: { kind: 'stepping' } };
    case 'confirm':
      return mode.isOver ? practise({ ...model, pinned: undefined }) : model;
    case 'hint':
      return hinted(model, mode);
    case 'judge':
      return judged(model, mode, action.judgement, action.value);
    case 'skip':
      return asking(model, action.by === 1 ? forwardFrom(model.run, mode.asked, 'step') : before(model, mode));
    case 'choose':
      return chosen(model, mode, action.by);
    default:
      return model;
  }
}

function before({ run }: Model, { asked }: Practising): Position {
  const position = backFrom(run, asked, 'step');
  return position.step === 0 ? asked : position;
}

/** Asks for the derivative of the next trained parameter, before or after. */
function chosen(model: Model, { asked }: Practising, by: number): Model {
  const { network } = experimentOf(model);
  let pinned = chosenParameter(model) + by;
  while (pinned >= 0 && pinned < network.parameterCount && !isTrained(network, pinned)) pinned += by;
  return pinned < 0 || pinned >= network.parameterCount ? model : practise({ ...model, position: asked, pinned });
}

function hinted(model: Model, mode: Practising): Model {
  if (mode.isOver) return model;
  const hints = mode.hints + 1;
  const after: Practising = { ...mode, hints };
  return hints < mostHints ? { ...model, mode: after } : over(model, { ...after, isOver: true }, false);
}

function judged(model: Model, mode: Practising, judgement: PracticeJudgement, value: number | undefined): Model {
  const after: Practising = { ...mode, judgement, given: mode.typed, typed: '' };
  if (judgement.kind !== 'right' && judgement.kind !== 'wrong')
    return { ...model, mode: { ...after, typed: mode.typed } };
  const answered = value === undefined ? model : { ...model, practice: remembered(model, mode, value) };
  if (judgement.kind === 'right') return over(answered, { ...after, isOver: true }, true);
  return { ...answered, mode: { ...after, misses: mode.misses + 1 } };
}

/** The learner's answers of the present update with one more, so that what follows from it counts. */
function remembered(model: Model, mode: Practising, value: number): PracticeRecord {
  const { network } = experimentOf(model);
  const name = quantityName(network, quantityAsked(model, mode.asked));
  const earlier = new Map([...earlierAnswers(model, mode), [name, value]]);
  return { ...model.practice, update: mode.asked.update, earlier };
}

/** A question that is over: its step is taken, and it counts. */
function over(model: Model, mode: Practising, isRight: boolean): Model {
  const name = quantityName(experimentOf(model).network, quantityAsked(model, mode.asked));
  const isAtOnce = isRight && mode.misses === 0 && mode.hints === 0;
  return {
    ...model,
    position: mode.asked,
    practice: recordQuestion(model.practice, name, { isRight, isAtOnce }),
    mode,
  };
}
