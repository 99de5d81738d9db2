import { hasRole, type Node } from '../../engine/graph/node.ts';
import {
  type Gradient,
  isLocalOf,
  isNewParameter,
  isValueOf,
  nodeOf,
  nodeValue,
  type Quantity,
  type Value,
} from '../../engine/graph/quantity.ts';
import { isOutput, outputLayer } from '../../engine/models/network.ts';
import type { Model } from '../../engine/models/network-or-formula.ts';
import { parameterName } from '../../engine/models/parameters.ts';
import { quantityName, unitName } from '../../engine/models/quantity-name.ts';
import type { Finding } from '../../engine/practice/diagnosis.ts';
import type { AnswerJudgement } from '../../engine/practice/practice-session.ts';
import type { Extent } from '../../engine/practice/slips/slip.ts';
import { type DenseExperiment, type Experiment, hasOneStepDelta, modelOf } from '../../engine/training/experiment.ts';
import type { Glyphs } from '../../notation/glyphs.ts';
import { symbolOf } from '../../notation/symbols.ts';
import type { FactorGroup, QuestionSubject, SlipFacts } from '../messages/facts.ts';
import type { Messages } from '../messages/messages.ts';
import { formulaSubject } from './formula-subject.ts';

/** The quantity that is asked for, and the signs and words to write about it. */
export interface AskedQuantity {
  readonly experiment: Experiment;
  readonly quantity: Quantity;
  readonly glyphs: Glyphs;
  readonly messages: Messages;
}

type WrongJudgement = Extract<AnswerJudgement, { kind: 'wrong' }>;

/** The maximum number of slips that are named for one answer. */
const maxSlips = 3;

/** The text about an answer. For the first wrong answer, it says where to look; for later ones, it names the slip. */
export function judgementText(
  asked: AskedQuantity,
  judgement: AnswerJudgement,
  given: string,
  wrongAnswers: number,
): string {
  const { practice } = asked.messages;
  switch (judgement.kind) {
    case 'unreadable':
      return practice.unreadable(given);
    case 'no number':
      return practice.noNumber;
    case 'too short':
      return practice.tooShort(given, judgement.digits);
    case 'right':
      return practice.right(given, judgement.how);
    case 'wrong': {
      return practice.wrong(given, wrongAnswers <= 1 ? areaText(asked, judgement) : slipText(asked, judgement));
    }
  }
}

/** The first hint: a question that leads to the answer. */
export function hintQuestion(asked: AskedQuantity): string {
  return asked.messages.practice.hintQuestion(subjectOf(asked), asked.glyphs.delta);
}

/** The part of the calculation in which the mistake is, such as its sign, with a question about this part. */
function areaText(asked: AskedQuantity, { findings, replaced }: WrongJudgement): string {
  const { practice } = asked.messages;
  const areas = [...new Set(findings.map(({ area }) => area))];
  const [first] = replaced === undefined ? areas : (['factor'] as const);
  if (first === undefined) return practice.noSlip;
  // More than two areas are not named, so the question is about every factor.
  const area = areas.length > 2 ? 'factor' : first;
  const shownAreas = replaced === undefined ? areas : [area];
  return practice.areas(shownAreas, practice.areaQuestions[area](subjectOf(asked)));
}

/** Names the slips that lead to the answer, or says how many there are if they are more than `maxSlips`. */
function slipText(asked: AskedQuantity, { findings, replaced }: WrongJudgement): string {
  const { practice, slips } = asked.messages;
  if (replaced !== undefined) {
    const symbol = (quantity: Quantity): string => symbolOf(modelOf(asked.experiment), quantity, asked.glyphs);
    return practice.replacedFactor(replaced.typed, symbol(replaced.expected), replaced.is && symbol(replaced.is));
  }
  const texts = [...new Set(findings.map((finding) => slips[finding.slip](slipFacts(asked, finding))))];
  if (texts.length === 0) return practice.noSlip;
  return texts.length > maxSlips ? practice.manySlips(texts.length) : practice.slips(texts);
}

/** The facts that the sentence about a slip needs. */
export function slipFacts(
  { experiment, quantity: asked, glyphs, messages }: Omit<AskedQuantity, 'quantity'> & Partial<AskedQuantity>,
  { about: quantity, extent }: Pick<Finding, 'about' | 'extent'>,
): SlipFacts {
  const model = modelOf(experiment);
  const nameOf = (each: Quantity | undefined): string | undefined => each && quantityName(model, each);
  const isAnswer = quantity !== undefined && nameOf(quantity) === nameOf(asked);
  // A formula has one error, which has no target.
  const hasOneOutput = model.kind === 'formula' || outputLayer(model).units === 1;
  if (quantity === undefined) return { isAnswer, about: '', path: '', hasOneOutput, extent, glyphs };
  const about =
    extent === 'one'
      ? symbolOf(model, quantity, glyphs)
      : messages.practice.factorGroup(factorGroup(model, quantity, extent), glyphs.delta);
  const through = quantity.kind === 'path' ? nameOfThrough(model, quantity.through) : undefined;
  const path = through === undefined ? about : messages.practice.path(through);
  return { isAnswer, about, path, hasOneOutput, extent, glyphs };
}

/** The unit or the equation of a formula that a path goes through. */
function nameOfThrough(model: Model, node: Node): string | undefined {
  if (model.kind === 'formula') return quantityName(model, nodeValue(node));
  return hasRole(node, 'net') ? unitName(model, node.block.layer, node.index) : undefined;
}

/** All factors of the same kind as a quantity, in the layer of the quantity or in the whole network. */
function factorGroup(model: Model, quantity: Quantity, extent: Extent): FactorGroup {
  if (model.kind === 'formula') return { kind: formulaFactorKinds[quantity.kind], layer: undefined };
  const node = nodeOf(quantity);
  const layer =
    extent === 'layer' && hasRole(node, 'net', 'out')
      ? { number: node.block.layer, isOutput: isOutput(model, node.block.layer) }
      : undefined;
  return { kind: factorKind(quantity), layer };
}

const formulaFactorKinds = {
  gradient: 'gradient',
  local: 'local-derivative',
  value: 'value',
  path: 'path',
} as const satisfies Record<Quantity['kind'], FactorGroup['kind']>;

/** The kind of a factor in a network. Each factor that has no kind of its own is the input of a weight. */
function factorKind(quantity: Quantity): FactorGroup['kind'] {
  switch (quantity.kind) {
    case 'gradient':
      if (hasRole(quantity.of, 'out')) return 'output-gradient';
      return hasRole(quantity.of, 'net') ? 'delta' : 'input';
    case 'local':
      if (hasRole(quantity.of, 'out')) return 'derivative';
      return hasRole(quantity.by, 'out') ? 'backward-weight' : 'input';
    case 'value':
      return isValueOf(quantity, 'parameter') && !isNewParameter(quantity) ? 'parameter' : 'input';
    case 'path':
      return 'input';
  }
}

/** The subject of a question, as the messages need it. Throws a RangeError for a quantity that no step computes. */
function subjectOf({ experiment, quantity, glyphs }: AskedQuantity): QuestionSubject {
  const model = modelOf(experiment);
  const symbol = symbolOf(model, quantity, glyphs);
  const subject =
    experiment.kind === 'dense'
      ? stepSubject(experiment, quantity, symbol)
      : formulaSubject(experiment, quantity, { symbol, glyphs });
  if (subject === undefined) throw new RangeError(`${quantityName(model, quantity)} has no step to ask for`);
  return subject;
}

function stepSubject(experiment: DenseExperiment, quantity: Quantity, symbol: string): QuestionSubject | undefined {
  switch (quantity.kind) {
    case 'value':
      return valueSubject(experiment, quantity, symbol);
    case 'gradient':
      return gradientSubject(experiment, quantity, symbol);
    case 'local': {
      if (!isLocalOf(quantity, 'out', 'net')) return undefined;
      const { block, index } = quantity.of;
      return { kind: 'derivative', name: unitName(experiment.network, block.layer, index), symbol };
    }
    case 'path':
      return { kind: 'path', symbol };
  }
}

function valueSubject({ network }: DenseExperiment, quantity: Value, symbol: string): QuestionSubject | undefined {
  const { block, index } = quantity.of;
  switch (block.role) {
    case 'net':
    case 'out':
      return { kind: block.role, name: unitName(network, block.layer, index), symbol };
    case 'error':
    case 'total-error':
    case 'optimizer':
      return { kind: block.role, symbol };
    case 'parameter':
      return isNewParameter(quantity)
        ? { kind: 'new-parameter', name: parameterName(network, index), symbol }
        : undefined;
    case 'input':
    case 'target':
    case 'equation':
    case 'setting':
    case 'update-number':
      return undefined;
  }
}

function gradientSubject(experiment: DenseExperiment, { of }: Gradient, symbol: string): QuestionSubject | undefined {
  const { network } = experiment;
  const { block, index } = of;
  switch (block.role) {
    case 'parameter':
      return { kind: 'weight-gradient', name: parameterName(network, index), symbol };
    case 'out': {
      const kind = isOutput(network, block.layer) ? 'output-gradient' : 'paths-gradient';
      return { kind, name: unitName(network, block.layer, index), symbol };
    }
    case 'net': {
      const kind = hasOneStepDelta(experiment, block.layer) ? 'one-step-delta' : 'delta';
      return { kind, name: unitName(network, block.layer, index), symbol };
    }
    case 'input':
    case 'target':
    case 'error':
    case 'total-error':
    case 'equation':
    case 'optimizer':
    case 'setting':
    case 'update-number':
      return undefined;
  }
}
