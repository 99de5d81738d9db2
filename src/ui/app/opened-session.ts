import { parameterCountOf } from '../../engine/models/parameters.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import type { PracticeSession } from '../../engine/practice/practice-session.ts';
import { stepAt, stepCount } from '../../engine/steps/steps.ts';
import { clampPosition, forwardFrom, updatesDone } from '../../engine/timeline/navigation.ts';
import { type Experiment, modelOf } from '../../engine/training/experiment.ts';
import { isSamePosition, type Position } from '../../engine/training/position.ts';
import { createRun, updateOf } from '../../engine/training/run.ts';
import type { Session } from '../../engine/training/session.ts';
import type { SavedPractice, SavedQuestion, SessionView } from '../../engine/training/session-view.ts';
import { panels } from '../panels/panel-table.ts';
import type { Picture } from '../pictures/picture.ts';
import { pictures } from '../pictures/picture-table.ts';
import type { PracticeMode } from '../state/mode.ts';
import { decimalChoices, initialModel, type Model } from '../state/model.ts';
import type { OwnNumbers } from '../state/own-numbers.ts';
import { speeds } from '../state/run-speed.ts';
import { travelTo } from '../state/travel-target.ts';

/**
 * The model of an opened session, at its position. If the position is far from the start, a long move leads to it. If
 * a run is marked at a later position, a long move also computes its errors up to there.
 */
export function openedModel({ experiment, edits, position, marks, view }: Session, own?: OwnNumbers): Model {
  const run = createRun(experiment, edits);
  const [mark] = marks;
  const marked = mark && { run: createRun(experiment, mark.edits), position: mark.position };
  const start: Model = withOwnNumbers({ ...initialModel(run), marked }, own);
  const there = clampPosition(run, position);
  const isMarkLater = marked !== undefined && updatesDone(marked.run, marked.position) > updatesDone(run, there);
  const model = isMarkLater ? { ...start, travelTarget: there } : travelTo(start, there);
  return view === undefined ? model : withView(model, view);
}

/** The learner's numbers are earlier answers of practice. */
function withOwnNumbers(model: Model, own: OwnNumbers | undefined): Model {
  if (own === undefined) return model;
  const answers = new Map([...own.numbers].map(([name, { value }]) => [name, value]));
  return { ...model, own, practice: { ...model.practice, answers, answersUpdate: own.update } };
}

/** Whether a long move leads to the saved position of an opened session. */
export function isReturning({ run, travelTarget }: Model, { edits, position }: Session): boolean {
  return (
    run.edits === edits && travelTarget !== undefined && isSamePosition(travelTarget, clampPosition(run, position))
  );
}

/** Shows the parts of a saved view that exist. A part that does not exist, such as an unknown picture, stays unchanged. */
function withView(model: Model, view: SessionView): Model {
  const { experiment } = model.run;
  const { lessonPlan } = experiment;
  const hasParameter = (index: number): boolean => index < parameterCountOf(modelOf(experiment));
  const { parameter, expansion, practice, scroll, isZoomed, isByHand, prediction, chapter, decimals, speed } = view;
  const question = practice.question && questionAsked(model, practice.question);
  return {
    ...model,
    selected: parameter !== undefined && hasParameter(parameter) ? parameter : undefined,
    expansion: hasParameter(expansion.parameter)
      ? { parameter: expansion.parameter, names: expansion.names, focusedFactor: expansion.focusedFactor }
      : model.expansion,
    focusedPanel: panels.some(({ name }) => name === view.panel) ? view.panel : model.focusedPanel,
    picture: isPictureOf(experiment, view.picture) ? view.picture : model.picture,
    isZoomed,
    scroll,
    decimals: decimalChoices.includes(decimals) ? decimals : model.decimals,
    isByHand,
    prediction,
    speed: speed in speeds ? speed : model.speed,
    chapter: chapter === undefined ? undefined : lessonPlan.chapters[chapter],
    practice: practiceOf(practice, question),
    mode: question === undefined ? model.mode : modeOf(question),
  };
}

/** Whether there is a picture of this name. A formula has fewer pictures than a network. */
function isPictureOf(experiment: Experiment, wanted: string): boolean {
  const isOfKind = ({ isOfNetworks = false }: Picture): boolean => experiment.kind === 'dense' || !isOfNetworks;
  return pictures.some((picture) => picture.name === wanted && isOfKind(picture));
}

/**
 * The question, unless the file has been changed by hand: its step is the one at the position of the session if the
 * question is over, else the step after it.
 */
function questionAsked({ run, position, travelTarget }: Model, question: SavedQuestion): SavedQuestion | undefined {
  const { name, asked, isOver } = question;
  const present = travelTarget ?? position;
  if (!isSamePosition(asked, isOver ? present : forwardFrom(run, present, 'step'))) return undefined;
  return nameAt(run, asked) === name ? question : undefined;
}

/** The name of the quantity that the step at a position computes. Undefined if there is no such step. */
function nameAt(run: Model['run'], { update: number, step }: Position): string | undefined {
  const update = updateOf(run, number);
  if (step === 0 || step > stepCount(update)) return undefined;
  return quantityName(modelOf(update.experiment), stepAt(update, step).quantity);
}

function modeOf({ asked, typed, given }: SavedQuestion): PracticeMode {
  return { kind: 'practice', asked, typed, given };
}

function practiceOf(
  { tally, done, answers, answersUpdate }: SavedPractice,
  question: SavedQuestion | undefined,
): PracticeSession {
  return {
    tally,
    done,
    answers: new Map(Object.entries(answers)),
    answersUpdate,
    exercise: question && {
      name: question.name,
      update: question.asked.update,
      judgement: undefined,
      wrongAnswers: question.wrongAnswers,
      hintsGiven: question.hintsGiven,
      isOver: question.isOver,
    },
  };
}
