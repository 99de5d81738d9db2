import { hasRole } from '../../engine/graph/node.ts';
import type { Quantity } from '../../engine/graph/quantity.ts';
import { nodeOf } from '../../engine/graph/quantity.ts';
import { parameterGradient } from '../../engine/models/dense-quantities.ts';
import { isTrained, parameterCountOf } from '../../engine/models/parameters.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import { type PracticeSession, startExercise } from '../../engine/practice/practice-session.ts';
import { quantityNamed } from '../../engine/steps/name-parser.ts';
import { stepAt, stepOf } from '../../engine/steps/steps.ts';
import { backFrom, forwardFrom } from '../../engine/timeline/navigation.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import type { Position } from '../../engine/training/position.ts';
import { updateOf } from '../../engine/training/run.ts';
import { experimentOf, type Model } from '../state/model.ts';
import { selectedParameter } from '../state/selection.ts';
import { stop } from '../state/travel-target.ts';

/** Asks for the selected parameter's gradient, else for the lesson's next quantity, else for the next step. */
export function startPractice(model: Model): Model {
  const { run, position, selected, practice } = model;
  const update = updateOf(run, position.update);
  const { experiment } = update;
  const selectedGradient =
    selected !== undefined && isTrained(modelOf(experiment), selected) ? parameterGradient(selected) : undefined;
  const lessonQuestions = experiment.lessonPlan.practice
    .filter((name) => !practice.done.includes(name))
    .map((name) => quantityNamed(update, name));
  const [step] = [selectedGradient, ...lessonQuestions].flatMap(
    (quantity) => (quantity && stepOf(update, quantity)) ?? [],
  );
  return askAt(model, step === undefined ? forwardFrom(run, position, 'step') : { ...position, step });
}

/** Asks for the quantity of the step at position `asked`. The model goes to the position before that step. */
function askAt(model: Model, asked: Position): Model {
  const { run } = model;
  const quantity = quantityAt(model, asked);
  const name = quantityName(modelOf(updateOf(run, asked.update).experiment), quantity);
  const node = nodeOf(quantity);
  return {
    ...stop(model),
    position: backFrom(run, asked, 'step'),
    selected: hasRole(node, 'parameter', 'optimizer') ? node.index : undefined,
    focusedPanel: 'formula',
    isZoomed: false,
    scroll: undefined,
    prediction: 'off',
    practice: startExercise(model.practice, name, asked.update),
    mode: { kind: 'practice', asked, typed: '', given: '' },
  };
}

function quantityAt({ run }: Model, { update, step }: Position): Quantity {
  return stepAt(updateOf(run, update), step).quantity;
}

/** After a question is over, asks for the lesson's next quantity, else for the next step. */
export function askNextQuestion(model: Model): Model {
  return askedPosition(model) === undefined ? model : startPractice({ ...model, selected: undefined });
}

/** Asks for the step after the step of the present question. */
export function askNextStep(model: Model): Model {
  const asked = askedPosition(model);
  return asked === undefined ? model : askAt(model, forwardFrom(model.run, asked, 'step'));
}

/** Asks for the step before the step of the present question. At the run's first step, asks for that step again. */
export function askPreviousStep(model: Model): Model {
  const asked = askedPosition(model);
  if (asked === undefined) return model;
  const before = backFrom(model.run, asked, 'step');
  return askAt(model, before.step === 0 ? asked : before);
}

/** Asks for the gradient of the next trained parameter, or of the previous one if `direction` is −1. */
export function askOtherParameter(model: Model, direction: 1 | -1): Model {
  const position = askedPosition(model);
  if (position === undefined) return model;
  const experiment = experimentOf(model);
  let selected = selectedParameter(model) + direction;
  const exists = (): boolean => selected >= 0 && selected < parameterCountOf(modelOf(experiment));
  while (exists() && !isTrained(modelOf(experiment), selected)) selected += direction;
  return exists() ? startPractice({ ...model, position, selected }) : model;
}

/**
 * The position of the step that practice asks for. Undefined in other modes. Also undefined while a long move leads an
 * opened session to its question: the question is not shown yet, so it cannot be answered or replaced by another one.
 */
export function askedPosition({ mode, travelTarget }: Model): Position | undefined {
  return mode.kind === 'practice' && travelTarget === undefined ? mode.asked : undefined;
}

/**
 * The position whose numbers are shown. While practice asks for the first step of the next update, this position is
 * step 0 of the next update, whose parameters and sample are shown. Except for the first update, step 0 of an update is
 * shown only in this case.
 */
export function shownPosition(model: Model): Position {
  const asked = askedPosition(model);
  const isOpen = model.practice.exercise?.isOver === false;
  const isNextUpdate = asked !== undefined && isOpen && asked.update > model.position.update;
  return isNextUpdate ? { update: asked.update, step: 0 } : model.position;
}

/** The model with a new state of practice. If the question is over, the model moves to the step that was asked for. */
export function withPractice(model: Model, practice: PracticeSession): Model {
  const asked = askedPosition(model);
  if (asked === undefined) return model;
  const isOver = practice.exercise?.isOver === true;
  return { ...model, practice, position: isOver ? asked : model.position, scroll: undefined };
}

/** The model after an answer was judged. If the answer is neither right nor wrong, the user can complete it. */
export function answered(model: Model, practice: PracticeSession): Model {
  const { mode } = model;
  if (mode.kind !== 'practice') return model;
  const kind = practice.exercise?.judgement?.kind;
  const typed = kind === 'right' || kind === 'wrong' ? '' : mode.typed;
  return { ...withPractice(model, practice), mode: { ...mode, given: mode.typed, typed } };
}
