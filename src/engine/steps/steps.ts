import {
  isAfterUpdate,
  isOptimizerState,
  type OptimizerQuantity,
  optimizerQuantity,
  type Quantity,
  sampleOf,
} from '../expressions/quantity.ts';
import type { Layer, Network } from '../models/network.ts';
import { biasIndex, parameterAt, trainedInUnit, weightIndex } from '../models/parameters.ts';
import { updateRuleOf } from '../training/optimizers.ts';
import { sampleAt, type Update } from '../training/update.ts';
import type { UpdateRule } from '../training/update-rules.ts';
import { type Part, type Phase, partLength, placeOf, sectionLength, sectionsOf, turnOf } from './schedule.ts';

/** An equation's turn in one update. */
export interface Step {
  readonly quantity: Quantity;
  readonly phase: Phase;
}

/** Steps `first` to `last`, both included, counted from 1. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** How many steps an update has. */
export function stepCount(update: Update): number {
  return sectionsOf(update).reduce((total, section) => total + sectionLength(section), 0);
}

/** Step `step`, from 1, of an update. Throws a RangeError outside `stepCount`. */
export function stepAt(update: Update, step: number): Step {
  const { section, part, offset, sample } = placeOf(update, step);
  return { phase: section.phase, quantity: quantityAt(update, part, offset, sample) };
}

/** Every step of an update, in order. */
export function* stepsOf(update: Update): IterableIterator<Step> {
  for (const { phase, bySample, turns, parts } of sectionsOf(update)) {
    for (let turn = 0; turn < turns; turn++) {
      const sample = bySample ? sampleAt(update, turn) : undefined;
      for (const part of parts) {
        const length = partLength(part);
        for (let offset = 0; offset < length; offset++) {
          yield { phase, quantity: quantityAt(update, part, offset, sample) };
        }
      }
    }
  }
}

/** The steps of the same unit around `step`: those of one unit, on one sample, in one phase. */
export function unitSpan(update: Update, step: number): Span {
  const { part, offset, before } = placeOf(update, step);
  const unit = Math.floor(offset / Math.max(part.perUnit, 1));
  if (unit >= part.units) return { first: before + part.units * part.perUnit + 1, last: before + partLength(part) };
  return { first: before + unit * part.perUnit + 1, last: before + (unit + 1) * part.perUnit };
}

/** The steps of the same phase around `step`, without a break. */
export function phaseSpan(update: Update, step: number): Span {
  const span = phaseSpans(update).find(({ last }) => step <= last);
  if (span === undefined) throw new RangeError(`no step ${step} in update ${update.number}`);
  return span;
}

/** The phases of an update in order; layer by layer, backward and update take turns. */
export function phaseSpans(update: Update): readonly (Span & { readonly phase: Phase })[] {
  const spans: (Span & { phase: Phase })[] = [];
  let before = 0;
  for (const section of sectionsOf(update)) {
    const last = before + sectionLength(section);
    if (last === before) continue;
    const open = spans.at(-1);
    if (open?.phase === section.phase) spans[spans.length - 1] = { ...open, last };
    else spans.push({ phase: section.phase, first: before + 1, last });
    before = last;
  }
  return spans;
}

/** The step, from 1, that computes a quantity; undefined for what has none: what is given, factors, other samples. */
export function stepOf(update: Update, quantity: Quantity): number | undefined {
  let before = 0;
  for (const section of sectionsOf(update)) {
    const turn = turnOf(update, section, sampleOf(quantity));
    const length = sectionLength(section);
    if (turn !== undefined) {
      let start = before + turn * (length / section.turns);
      for (const part of section.parts) {
        const offset = offsetOf(update, part, quantity);
        if (offset !== undefined) return start + offset + 1;
        start += partLength(part);
      }
    }
    before += length;
  }
  return undefined;
}

function quantityAt({ experiment }: Update, part: Part, offset: number, sample: number | undefined): Quantity {
  const { layer: shape } = part;
  const layer = shape.number;
  const unit = Math.floor(offset / Math.max(part.perUnit, 1));
  const at = offset - unit * part.perUnit;
  switch (part.kind) {
    case 'forward':
      return { kind: at === 0 ? 'net' : 'out', layer, unit, sample };
    case 'softmax':
      return offset < shape.units
        ? { kind: 'net', layer, unit: offset, sample }
        : { kind: 'out', layer, unit: offset - shape.units, sample };
    case 'errors':
      return offset < part.units ? { kind: 'error', unit: offset, sample } : { kind: 'total-error', sample };
    case 'mean error':
      return { kind: 'total-error' };
    case 'error after':
      return { kind: 'total-error', after: true };
    case 'gradients':
      return { kind: 'gradient', parameter: trainedParameter(shape, unit, at) };
    case 'updates': {
      const { variables } = updateRuleOf(experiment.optimizer);
      const turn = Math.floor(at / (variables.length + 1));
      const parameter = trainedParameter(shape, unit, turn);
      const name = variables[at - turn * (variables.length + 1)]?.[0];
      return name === undefined ? { kind: 'updated', parameter } : optimizerQuantity(parameter, name);
    }
    case 'backward': {
      const head = part.perUnit - trainedInUnit(shape);
      if (unit >= part.units || at >= head) {
        return { kind: 'gradient', parameter: trainedParameter(shape, unit, at - head), sample };
      }
      const kind = (['delta', 'slope', 'out-gradient'] as const)[head - 1 - at];
      if (kind !== undefined) return { kind, layer, unit, sample };
      return { kind: 'path', layer, unit, through: at, sample };
    }
  }
}

/** The `at`-th trained parameter of a unit: its weights, then its bias; behind the last unit, the shared bias. */
function trainedParameter(layer: Layer, unit: number, at: number): number {
  if (unit < layer.units && at < layer.fanIn) return weightIndex(layer, unit, at);
  return biasIndex(layer, unit) ?? layer.firstBias;
}

/** The inverse of `quantityAt`, the sample aside; undefined where the quantity is not in this part. */
function offsetOf({ experiment }: Update, part: Part, quantity: Quantity): number | undefined {
  const { layer: shape, perUnit } = part;
  const isHere = 'layer' in quantity && quantity.layer === shape.number;
  const after = isAfterUpdate(quantity);
  switch (part.kind) {
    case 'forward':
      if (!isHere || after) return undefined;
      if (quantity.kind === 'net') return quantity.unit * 2;
      return quantity.kind === 'out' ? quantity.unit * 2 + 1 : undefined;
    case 'softmax':
      if (!isHere || after) return undefined;
      if (quantity.kind === 'net') return quantity.unit;
      return quantity.kind === 'out' ? shape.units + quantity.unit : undefined;
    case 'errors':
      if (after) return undefined;
      if (quantity.kind === 'error') return quantity.unit;
      return quantity.kind === 'total-error' ? part.units : undefined;
    case 'mean error':
      return quantity.kind === 'total-error' && !after ? 0 : undefined;
    case 'error after':
      return quantity.kind === 'total-error' && after ? 0 : undefined;
    case 'gradients':
      return quantity.kind === 'gradient' ? trainedOffset(experiment.network, part, quantity.parameter, 0) : undefined;
    case 'updates': {
      if (quantity.kind !== 'updated' && quantity.kind !== 'optimizer') return undefined;
      const { variables } = updateRuleOf(experiment.optimizer);
      const count = variables.length + 1;
      const at = quantity.kind === 'optimizer' ? partIndex(variables, quantity) : variables.length;
      const units = { ...part, perUnit: part.perUnit / count };
      const before = trainedOffset(experiment.network, units, quantity.parameter, 0);
      return at === -1 || before === undefined ? undefined : before * count + at;
    }
    case 'backward': {
      const head = perUnit - trainedInUnit(shape);
      if (quantity.kind === 'gradient') return trainedOffset(experiment.network, part, quantity.parameter, head);
      if (!isHere) return undefined;
      if (quantity.kind === 'path') return quantity.unit * perUnit + quantity.through;
      const back = ['delta', 'slope', 'out-gradient'].indexOf(quantity.kind);
      return back < 0 || back >= head ? undefined : quantity.unit * perUnit + head - 1 - back;
    }
  }
}

/** Which of a rule's parts an optimizer's quantity is; −1 for what was kept from the update before. */
function partIndex(parts: UpdateRule['variables'], { name, after }: OptimizerQuantity): number {
  return isOptimizerState(name) === (after === true) ? parts.findIndex(([part]) => part === name) : -1;
}

function trainedOffset(network: Network, part: Part, index: number, head: number): number | undefined {
  const parameter = parameterAt(network, index);
  if (parameter.layer !== part.layer.number) return undefined;
  if (parameter.kind === 'weight') return parameter.unit * part.perUnit + head + parameter.input;
  if (part.layer.bias?.trainable !== true) return undefined;
  if (parameter.unit === undefined) return part.units * part.perUnit;
  return parameter.unit * part.perUnit + head + part.layer.fanIn;
}
