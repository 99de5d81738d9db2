import type { Expression } from '../../expressions/expression.ts';
import type { NodeOf } from '../../graph/node.ts';
import type { Hyperparameter } from '../../graph/optimizer-names.ts';
import {
  type Gradient,
  isGradientOf,
  isLocalOf,
  isNewParameter,
  isValueOf,
  type LocalDerivative,
  nodeOf,
  type Quantity,
  type Value,
} from '../../graph/quantity.ts';
import { isOutput, unitsIn } from '../../models/network.ts';
import { parameterAt } from '../../models/parameters.ts';
import { type DenseExperiment, type Experiment, hasOneStepDelta } from '../../training/experiment.ts';
import type { Update } from '../../training/update.ts';
import type { Replace } from '../calculation.ts';
import { nameWithoutSample } from '../quantities-behind.ts';

/** The part of a calculation that a slip is in. After a first wrong answer, the learner is told only this part. */
export type Area =
  | 'sign'
  | 'activation'
  | 'loss'
  | 'slope'
  | 'rule'
  | 'factor'
  | 'input'
  | 'weight'
  | 'path'
  | 'batch'
  | 'rate'
  | 'optimizer';

/** How often a slip is made: once, in a whole layer, or everywhere. */
export type Extent = 'one' | 'layer' | 'all';

/** A mistake that people often make in a calculation. */
export interface Slip {
  readonly name: string;
  readonly area: Area;
  /** Whether the slip is only named if no other slip explains the numbers. */
  readonly isLastResort?: boolean;
  /** The wrong calculations that contain the mistake. None if the mistake cannot be made. */
  variants(context: SlipContext): Iterable<Variant>;
}

/** A wrong calculation: some quantities of the equations are replaced. */
export interface Variant {
  /**
   * The factor or path that the sentence about the slip may name. If the slip is made in several factors, this is the
   * first of them. Undefined if the sentence names no factor or path.
   */
  readonly about?: Quantity | undefined;
  /** 'one' if not given. */
  readonly extent?: Extent;
  /** The quantities that the mistake changes first. */
  readonly changed: readonly Quantity[];
  readonly replace: Replace;
}

/** The calculation in which slips are tried. */
export interface SlipContext {
  readonly update: Update;
  readonly experiment: Experiment;
  /** The quantities whose results may be changed, for example by a wrong sign: the quantity that is asked for. */
  readonly results: readonly Quantity[];
  /** The results, then the quantities from which they are calculated. Of a quantity of each sample, only one. */
  readonly quantities: readonly Quantity[];
  /** Whether a whole program is marked, in which every net is tried. */
  readonly isProgram: boolean;
}

/** A context whose experiment has a network of dense layers. */
export interface DenseContext extends SlipContext {
  readonly experiment: DenseExperiment;
}

/** What takes the place of a quantity; undefined if the slip cannot be made in this quantity. */
export type Replacement<Replaced extends Quantity = Quantity> = (
  quantity: Replaced,
) => Expression<Quantity> | undefined;

/** The variants of a slip that can only be made in a network of dense layers. */
export function inNetworks(
  variants: (context: DenseContext) => Iterable<Variant>,
): (context: SlipContext) => Iterable<Variant> {
  return (context) => {
    const { experiment } = context;
    return experiment.kind === 'dense' ? variants({ ...context, experiment }) : [];
  };
}

/** Replaces several quantities together, in every sample of the batch. */
export function replaceAll<Replaced extends Quantity>(
  { update }: SlipContext,
  quantities: readonly Replaced[],
  replacement: Replacement<Replaced>,
): Replace {
  const toReplace = new Map(quantities.map((quantity) => [nameWithoutSample(update, quantity), quantity]));
  return (quantity, name) => {
    const replaced = toReplace.get(name);
    return replaced && replacement({ ...replaced, sample: quantity.sample });
  };
}

/** If there are more quantities, a slip is not tried in each of them alone, but only in whole layers. */
const maxSingles = 300;

/**
 * Yields variants that replace each quantity alone, the quantities of each layer and of each kind, and all together. Two
 * kinds are the weights and the biases.
 */
export function* atEachAndAll<Replaced extends Quantity>(
  context: SlipContext,
  quantities: readonly Replaced[],
  replacement: Replacement<Replaced>,
): IterableIterator<Variant> {
  const possible = quantities.filter((quantity) => replacement(quantity) !== undefined);
  for (const { members, extent } of groupsOf(context, possible)) {
    yield { about: members[0], extent, changed: members, replace: replaceAll(context, members, replacement) };
  }
}

interface Group<Member> {
  readonly members: readonly Member[];
  readonly extent: Extent;
}

function groupsOf<Member extends Quantity>(
  { experiment }: SlipContext,
  quantities: readonly Member[],
): readonly Group<Member>[] {
  const layer = (quantity: Quantity): string => `${layerOf(experiment, quantity) ?? ''}`;
  const kind = (quantity: Quantity): string => kindOf(experiment, quantity);
  const hasBatchGradients = quantities.some(
    (quantity) => isParameterGradient(quantity) && quantity.sample === undefined,
  );
  // A gradient of the batch is the mean of those of the samples, so a mistake is made in one or in the other.
  const isGrouped = (quantity: Member | undefined): boolean =>
    quantity !== undefined && !(hasBatchGradients && isParameterGradient(quantity) && quantity.sample !== undefined);
  const groupings: readonly (readonly [Extent, (quantity: Member) => string])[] = [
    ['layer', (quantity) => `${layer(quantity)} ${kind(quantity)}`],
    ['layer', layer],
    ['all', kind],
    ['all', () => ''],
  ];
  const groups: Group<Member>[] =
    quantities.length > maxSingles ? [] : quantities.map((member) => ({ members: [member], extent: 'one' }));
  const found = new Set(quantities.map((_, at) => `${at}`));
  for (const [extent, keyOf] of groupings) {
    for (const indices of Map.groupBy(
      [...quantities.keys()].filter((at) => isGrouped(quantities[at])),
      (at) => keyOf(quantities[at] as Member),
    ).values()) {
      const key = indices.join();
      if (found.has(key)) continue;
      found.add(key);
      const members = indices.flatMap((at) => quantities[at] ?? []);
      groups.push({ members, extent: members.length === quantities.length ? 'all' : extent });
    }
  }
  return groups;
}

function isParameterGradient(quantity: Quantity): boolean {
  return isGradientOf(quantity, 'parameter');
}

/** The layer that a quantity belongs to. ∂net/∂out belongs to the layer of the out. */
function layerOf(experiment: Experiment, quantity: Quantity): number | undefined {
  if (experiment.kind === 'formula') return undefined;
  const node = isLocalOf(quantity, 'net', 'out') ? quantity.by : quantity.of;
  const { block, index } = node;
  if (block.role === 'net' || block.role === 'out') return block.layer;
  return block.role === 'parameter' || block.role === 'optimizer'
    ? parameterAt(experiment.network, index).layer
    : undefined;
}

/** Quantities of the same kind have the same text: the gradients of the weights, those of the biases, the δ, … */
function kindOf(experiment: Experiment, quantity: Quantity): string {
  const { block, index } = nodeOf(quantity);
  const isParameter = block.role === 'parameter' || block.role === 'optimizer';
  const parameter =
    experiment.kind === 'dense' && isParameter ? parameterAt(experiment.network, index).kind : undefined;
  return `${quantity.kind} ${block.role} ${parameter ?? ''}`;
}

/**
 * The derivatives in which out is compared with target. This is ∂E/∂out of an output, or δ of an output if the loss
 * gives δ in one step, without ∂E/∂out.
 */
export function derivativesWithTarget({ experiment, quantities }: DenseContext): readonly UnitDerivative[] {
  return [
    ...outGradientsIn(quantities).filter(({ of }) => isOutput(experiment.network, of.block.layer)),
    ...fusedDeltasIn({ experiment, quantities }),
  ];
}

/** ∂E/∂out, δ, or f′(net) of one unit. */
export type UnitDerivative = Gradient<NodeOf<'out'>> | Gradient<NodeOf<'net'>> | Slope;

/** f′(net) of one unit. */
export type Slope = LocalDerivative<NodeOf<'out'>, NodeOf<'net'>>;

export type BackwardWeight = LocalDerivative<NodeOf<'net'>, NodeOf<'out'>>;

export type WeightInput = LocalDerivative<NodeOf<'net'>, NodeOf<'parameter'>>;

function outGradientsIn(quantities: readonly Quantity[]): readonly Gradient<NodeOf<'out'>>[] {
  return quantities.filter((quantity) => isGradientOf(quantity, 'out'));
}

export function deltasIn(quantities: readonly Quantity[]): readonly Gradient<NodeOf<'net'>>[] {
  return quantities.filter((quantity) => isGradientOf(quantity, 'net'));
}

/** The δ of outputs that the loss gives in one step, such as out − target. */
export function fusedDeltasIn({
  experiment,
  quantities,
}: Pick<DenseContext, 'experiment' | 'quantities'>): readonly Gradient<NodeOf<'net'>>[] {
  return deltasIn(quantities).filter(({ of }) => hasOneStepDelta(experiment, of.block.layer));
}

export function slopesIn(quantities: readonly Quantity[]): readonly Slope[] {
  return quantities.filter((quantity) => isLocalOf(quantity, 'out', 'net'));
}

/** In a program, slips in single terms are tried only in nets with at most this many inputs. */
const maxInputsInProgram = 16;

/** Whether slips are tried in the single terms of a net. */
export function triesTerms({ experiment, isProgram }: SlipContext, net: Value<NodeOf<'net'>>): boolean {
  if (!isProgram || experiment.kind === 'formula') return true;
  return unitsIn(experiment.network, net.of.block.layer - 1) <= maxInputsInProgram;
}

export function netsIn(quantities: readonly Quantity[]): readonly Value<NodeOf<'net'>>[] {
  return quantities.filter((quantity) => isValueOf(quantity, 'net'));
}

export function outsIn(quantities: readonly Quantity[]): readonly Value<NodeOf<'out'>>[] {
  return quantities.filter((quantity) => isValueOf(quantity, 'out'));
}

/** E of one output. */
export type ErrorValue = Value<NodeOf<'error'>>;

export function errorsIn(quantities: readonly Quantity[]): readonly ErrorValue[] {
  return quantities.filter((quantity) => isValueOf(quantity, 'error'));
}

export function backwardWeightsIn(quantities: readonly Quantity[]): readonly BackwardWeight[] {
  return quantities.filter((quantity) => isLocalOf(quantity, 'net', 'out'));
}

/** The factors ∂net/∂θ: the inputs of weights, and 1 for each bias. */
export function weightInputsIn(quantities: readonly Quantity[]): readonly WeightInput[] {
  return quantities.filter((quantity) => isLocalOf(quantity, 'net', 'parameter'));
}

export function parameterGradientsIn(quantities: readonly Quantity[]): readonly Gradient<NodeOf<'parameter'>>[] {
  return quantities.filter((quantity) => isGradientOf(quantity, 'parameter'));
}

/** The gradients among the results: those of the whole batch, or else those of one sample. */
export function gradientsAsked({ results }: SlipContext): readonly Gradient<NodeOf<'parameter'>>[] {
  const gradients = parameterGradientsIn(results);
  const ofBatch = gradients.filter(({ sample }) => sample === undefined);
  return ofBatch.length > 0 ? ofBatch : gradients;
}

/** The hyperparameters with one of the names. */
export function settingsIn(quantities: readonly Quantity[], ...names: readonly Hyperparameter[]): readonly Quantity[] {
  return quantities.filter((quantity) => isValueOf(quantity, 'setting') && names.includes(quantity.of.block.name));
}

export function newParametersIn(quantities: readonly Quantity[]): readonly Value<NodeOf<'parameter'>>[] {
  return quantities.filter(isNewParameter);
}

/** In place of the right unit or input, at most this many others are tried, so that a wide layer has few variants. */
const maxNeighbours = 8;

/** Up to `maxNeighbours` indices near `index`, without `index` itself, all from 0 to `count` − 1. */
export function neighboursOf(index: number, count: number): readonly number[] {
  const first = Math.max(0, Math.min(index - maxNeighbours / 2, count - maxNeighbours - 1));
  const near = Array.from({ length: Math.min(count, maxNeighbours + 1) }, (_, at) => first + at);
  return near.filter((neighbour) => neighbour !== index);
}
