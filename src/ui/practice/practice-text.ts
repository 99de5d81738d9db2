import type { Quantity } from '../../engine/expressions/quantity.ts';
import { isOutput, type Network, outputLayer } from '../../engine/models/network.ts';
import { parameterName } from '../../engine/models/parameters.ts';
import { quantityName, unitName } from '../../engine/models/quantity-name.ts';
import type { Finding } from '../../engine/practice/diagnosis.ts';
import type { AnswerJudgement } from '../../engine/practice/practice-session.ts';
import type { Extent } from '../../engine/practice/slips/slip.ts';
import { type Experiment, hasOneStepDelta } from '../../engine/training/experiment.ts';
import type { Glyphs } from '../../notation/glyphs.ts';
import { symbolOf } from '../../notation/symbols.ts';
import type { FactorGroup, QuestionSubject, SlipFacts } from '../messages/facts.ts';
import type { Messages } from '../messages/messages.ts';

/** The quantity that is asked for, and the signs and words to write about it. */
export interface AskedQuantity {
  readonly experiment: Experiment;
  readonly quantity: Quantity;
  readonly glyphs: Glyphs;
  readonly messages: Messages;
}

/** The maximum number of slips that are named for one answer. */
const maxSlips = 4;

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
      return practice.tooShort(given, judgement.isRightSoFar, judgement.digits);
    case 'right':
      return practice.right(given, judgement.how);
    case 'wrong': {
      const advice = wrongAnswers <= 1 ? areaText(asked, judgement.findings) : slipText(asked, judgement.findings);
      return practice.wrong(given, advice);
    }
  }
}

/** The first hint: a question that leads to the answer. */
export function hintQuestion(asked: AskedQuantity): string {
  return asked.messages.practice.hintQuestion(subjectOf(asked), asked.glyphs.delta);
}

/** The part of the calculation in which the mistake is, such as its sign, with a question about this part. */
function areaText(asked: AskedQuantity, findings: readonly Finding[]): string {
  const { practice } = asked.messages;
  const areas = [...new Set(findings.map(({ area }) => area))];
  const [first] = areas;
  if (first === undefined) return practice.noSlip;
  // More than two areas are not named, so the question is about every factor.
  const area = areas.length > 2 ? 'factor' : first;
  return practice.areas(areas, practice.areaQuestions[area](subjectOf(asked)));
}

/** Names the slips that lead to the answer, or says how many there are if they are more than `maxSlips`. */
function slipText(asked: AskedQuantity, findings: readonly Finding[]): string {
  const { practice, slips } = asked.messages;
  const texts = [...new Set(findings.map((finding) => slips[finding.slip](slipFacts(asked, finding))))];
  if (texts.length === 0) return practice.noSlip;
  return texts.length > maxSlips ? practice.manySlips(texts.length) : practice.slips(texts);
}

function slipFacts({ experiment, glyphs, messages }: AskedQuantity, { about: quantity, extent }: Finding): SlipFacts {
  const { network } = experiment;
  const hasOneOutput = outputLayer(network).units === 1;
  if (quantity === undefined) return { about: '', path: '', hasOneOutput, extent, glyphs };
  const about =
    extent === 'one'
      ? symbolOf(network, quantity, glyphs)
      : messages.practice.factorGroup(factorGroup(network, quantity, extent), glyphs.delta);
  const path =
    quantity.kind === 'path' ? messages.practice.path(unitName(network, quantity.layer + 1, quantity.through)) : about;
  return { about, path, hasOneOutput, extent, glyphs };
}

/** All factors of the same kind as a quantity, in the layer of the quantity or in the whole network. */
function factorGroup(network: Network, quantity: Quantity, extent: Extent): FactorGroup {
  const layer =
    extent === 'layer' && 'layer' in quantity
      ? { number: quantity.layer, isOutput: isOutput(network, quantity.layer) }
      : undefined;
  return { kind: factorKinds[quantity.kind] ?? 'input', layer };
}

const factorKinds: Partial<Record<Quantity['kind'], FactorGroup['kind']>> = {
  'out-gradient': 'output-gradient',
  slope: 'derivative',
  delta: 'delta',
  'net-by-out': 'backward-weight',
  parameter: 'parameter',
};

/** The subject of a question, as the messages need it. Throws a RangeError for a quantity that no step computes. */
function subjectOf({ experiment, quantity, glyphs }: AskedQuantity): QuestionSubject {
  const { network } = experiment;
  const symbol = symbolOf(network, quantity, glyphs);
  const unit = 'layer' in quantity ? unitName(network, quantity.layer, quantity.unit) : '';
  switch (quantity.kind) {
    case 'gradient':
      return { kind: 'weight-gradient', name: parameterName(network, quantity.parameter), symbol };
    case 'updated':
      return { kind: 'new-parameter', name: parameterName(network, quantity.parameter), symbol };
    case 'net':
      return { kind: 'net', name: unit, symbol };
    case 'out':
      return { kind: 'out', name: unit, symbol };
    case 'out-gradient':
      return { kind: isOutput(network, quantity.layer) ? 'output-gradient' : 'paths-gradient', name: unit, symbol };
    case 'slope':
      return { kind: 'derivative', name: unit, symbol };
    case 'delta':
      return { kind: hasOneStepDelta(experiment, quantity.layer) ? 'one-step-delta' : 'delta', name: unit, symbol };
    case 'error':
    case 'total-error':
    case 'path':
    case 'optimizer':
      return { kind: quantity.kind, symbol };
    case 'input':
    case 'target':
    case 'parameter':
    case 'setting':
    case 'update-number':
    case 'net-by-parameter':
    case 'net-by-out':
      throw new RangeError(`${quantityName(network, quantity)} has no step to ask for`);
  }
}
