import { type Quantity, sampleOf } from '../../engine/expressions/quantity.ts';
import type { GradientCheck } from '../../engine/gradient-check.ts';
import { weightIndex } from '../../engine/models/parameters.ts';
import type { Judgement } from '../../engine/practice/judge.ts';
import { emptyPractice, type PracticeRecord } from '../../engine/practice/practice-record.ts';
import { type Step, stepAt } from '../../engine/steps/steps.ts';
import type { ChangeProblem, Edit } from '../../engine/training/edits.ts';
import type { Experiment } from '../../engine/training/experiment.ts';
import type { Chapter, PictureName } from '../../engine/training/lesson-plan.ts';
import { type Position, startPosition } from '../../engine/training/position.ts';
import { experimentAt, type Run, updateOf } from '../../engine/training/run.ts';
import { sampleAt, type Update } from '../../engine/training/update.ts';

export const panelNames = ['network', 'formula', 'weights', 'picture'] as const;

export type PanelName = (typeof panelNames)[number];

/** Everything the screen depends on, besides its size. */
export interface Model {
  readonly run: Run;
  readonly position: Position;
  /** Where a long way leads, while it is being gone. */
  readonly going: Position | undefined;
  readonly running: boolean;
  /** Index into `speeds`. */
  readonly speed: number;
  /** Strides, and a part of one, that a run has not gone yet though their time has come. */
  readonly owed: number;
  /** The parameter that was chosen by hand; without one, the step at hand chooses. */
  readonly pinned: number | undefined;
  readonly openings: Openings;
  readonly focus: PanelName;
  readonly zoomed: boolean;
  /** Rows scrolled past, in the formula or in the help; undefined: what is pointed at stays in sight. */
  readonly scroll: number | undefined;
  readonly decimals: number;
  readonly byHand: boolean;
  /** What the lower right panel shows. */
  readonly picture: PictureName;
  /** Whether a step shows its equation first; then, whether that of the next step is shown already. */
  readonly predicting: 'off' | 'value shown' | 'equation shown';
  /** The run that this one is compared with. */
  readonly mark: Mark | undefined;
  /** The chapter that a key led to, until something else happens. */
  readonly chapter: Chapter | undefined;
  /** What is said in place of the narration, until the next key. */
  readonly notice: Notice | undefined;
  readonly practice: PracticeRecord;
  readonly mode: Mode;
}

/** What has been opened in the formula of one parameter; another parameter's formula starts closed. */
export interface Openings {
  readonly parameter: number;
  /** Names of opened quantities, in the order they were opened. */
  readonly names: readonly string[];
  /** Which of the formula's factors is pointed at; undefined leaves the choice to the program. */
  readonly pointedAt: number | undefined;
}

export type Mode = { readonly kind: 'stepping' } | { readonly kind: 'help' } | Asking | Practising;

/** A question that is being answered: which epoch to go to, which quantity to find, what to change, where to save. */
export interface Asking {
  readonly kind: 'asking';
  readonly for: 'epoch' | 'quantity' | 'change' | 'file';
  readonly typed: string;
  /** Why the answer leads nowhere. */
  readonly problem: Problem | undefined;
}

/** There is no such quantity, or it has no step of its own, being given or only a factor; or a change cannot be made. */
export type Problem =
  | 'unknown'
  | 'no step'
  | 'no change'
  | 'no value'
  | 'no method'
  | 'too many changes'
  | 'no activation'
  | ChangeProblem;

/** A number that the learner works out: the step at `asked` is hidden until it is answered, or given away. */
export interface Practising {
  readonly kind: 'practising';
  readonly asked: Position;
  readonly typed: string;
  /** The answer given last, and what was said of it. */
  readonly given: string;
  readonly judgement: PracticeJudgement | undefined;
  /** Wrong answers so far. */
  readonly misses: number;
  /** Hints asked for, of `mostHints`; the last is the answer. */
  readonly hints: number;
  readonly isOver: boolean;
}

/** Of an answer; or that it is none, or that there is no finite number to be found. */
export type PracticeJudgement = Judgement | { readonly kind: 'unreadable' | 'no number' };

export const mostHints = 4;

/** What happened besides the steps, to be said in a line. */
export type Notice =
  | { readonly kind: 'changed'; readonly edit: Edit }
  | { readonly kind: 'taken back'; readonly edit: Edit }
  | { readonly kind: 'marked' | 'unmarked' | 'differs' | 'predicting' | 'not predicting' }
  | { readonly kind: 'checked'; readonly check: GradientCheck }
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'not saved' | 'not kept' | 'refused'; readonly reason: string };

/** A run of the same experiment, and how far it had come when it was marked. */
export interface Mark {
  readonly run: Run;
  readonly position: Position;
}

/** How fast a run goes: strides of what, and how many a second. */
export interface Speed {
  readonly stride: 'step' | 'epoch';
  readonly perSecond: number;
}

export const speeds: readonly Speed[] = [
  { stride: 'step', perSecond: 0.5 },
  { stride: 'step', perSecond: 1 },
  { stride: 'step', perSecond: 4 },
  { stride: 'step', perSecond: 15 },
  { stride: 'epoch', perSecond: 1 },
  { stride: 'epoch', perSecond: 10 },
  { stride: 'epoch', perSecond: 100 },
  { stride: 'epoch', perSecond: 1000 },
  { stride: 'epoch', perSecond: 10000 },
  { stride: 'epoch', perSecond: 100000 },
];

export const decimalChoices: readonly number[] = [4, 6, 8, 12, 2];

export function initialModel(run: Run): Model {
  return {
    run,
    position: startPosition,
    going: undefined,
    running: false,
    speed: 5,
    owed: 0,
    pinned: undefined,
    openings: { parameter: 0, names: [], pointedAt: undefined },
    focus: 'network',
    zoomed: false,
    scroll: undefined,
    decimals: 4,
    byHand: false,
    picture: 'error',
    predicting: 'off',
    mark: undefined,
    chapter: undefined,
    notice: undefined,
    practice: emptyPractice,
    mode: { kind: 'stepping' },
  };
}

/** Whether it moves by itself: a run, or a long way. */
export function isMoving({ running, going }: Pick<Model, 'running' | 'going'>): boolean {
  return running || going !== undefined;
}

/** The experiment of the present update. */
export function experimentOf({ run, position }: Pick<Model, 'run' | 'position'>): Experiment {
  return experimentAt(run, position.update);
}

/** The step that the present position is after; undefined at the start. */
export function presentStep({ run, position }: Model): Step | undefined {
  return position.step === 0 ? undefined : stepAt(updateOf(run, position.update), position.step);
}

/** The sample that a step is about, or the first of its batch. */
export function sampleInSight(update: Update, step: Step | undefined): number {
  return (step && sampleOf(step.quantity)) ?? sampleAt(update, 0);
}

/** The parameter whose formula is shown: the one chosen by hand, or the first that the step at hand is about. */
export function chosenParameter(model: Model): number {
  const step = presentStep(model);
  return model.pinned ?? (step === undefined ? 0 : parameterOf(experimentOf(model), step.quantity));
}

/** The openings of the formula that is shown. */
export function presentOpenings(model: Model): Openings {
  const parameter = chosenParameter(model);
  return model.openings.parameter === parameter ? model.openings : { parameter, names: [], pointedAt: undefined };
}

/** The first parameter that belongs to a quantity: itself, or the first weight into its unit. */
export function parameterOf({ network }: Experiment, quantity: Quantity): number {
  if ('parameter' in quantity) return quantity.parameter;
  const output = network.layers.length;
  const [number, unit] =
    'layer' in quantity ? [quantity.layer, quantity.unit] : [output, 'unit' in quantity ? quantity.unit : 0];
  const layer = network.layers[number - 1];
  if (layer === undefined) return 0;
  return weightIndex(layer, unit, 0);
}
