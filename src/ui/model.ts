import { type Step, stepAt } from '../engine/equations/steps.ts';
import type { Experiment } from '../engine/experiment.ts';
import { weightIndex } from '../engine/parameters.ts';
import { type Position, start } from '../engine/positions.ts';
import { type Quantity, sampleOf } from '../engine/quantities.ts';
import { experimentAt, type Run, updateOf } from '../engine/run.ts';
import { sampleAt, type Update } from '../engine/update.ts';

export const panelNames = ['network', 'formula', 'weights', 'error'] as const;

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

export type Mode = { readonly kind: 'stepping' } | { readonly kind: 'help' } | Asking;

/** A question that is being answered: which epoch to go to, or which quantity to find. */
export interface Asking {
  readonly kind: 'asking';
  readonly for: 'epoch' | 'quantity';
  readonly typed: string;
  /** Why the answer leads nowhere. */
  readonly problem: Problem | undefined;
}

/** There is no such quantity, or it has no step of its own: it is given, or only a factor. */
export type Problem = 'unknown' | 'no step';

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
    position: start,
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
    mode: { kind: 'stepping' },
  };
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
function parameterOf({ network }: Experiment, quantity: Quantity): number {
  if ('parameter' in quantity) return quantity.parameter;
  const output = network.layers.length;
  const [number, unit] =
    'layer' in quantity ? [quantity.layer, quantity.unit] : [output, 'unit' in quantity ? quantity.unit : 0];
  const layer = network.layers[number - 1];
  if (layer === undefined) return 0;
  return weightIndex(layer, unit, 0);
}
