import type { Quantity } from '../../../engine/expressions/quantity.ts';
import { isOutput, type Network, outputLayer } from '../../../engine/models/network.ts';
import { parameterName } from '../../../engine/models/parameters.ts';
import { unitName } from '../../../engine/models/quantity-name.ts';
import type { Finding } from '../../../engine/practice/diagnosis.ts';
import type { PracticeRecord } from '../../../engine/practice/practice-record.ts';
import type { Area, Extent } from '../../../engine/practice/slips/slip.ts';
import type { SlipName } from '../../../engine/practice/slips/slip-table.ts';
import { type Experiment, hasOneStepDelta } from '../../../engine/training/experiment.ts';
import type { Glyphs } from '../../../notation/glyphs.ts';
import { symbolOf } from '../../../notation/symbols.ts';
import type { PracticeJudgement } from '../../state/model.ts';

/** What is asked for, and how it is written. */
export interface Asked {
  readonly experiment: Experiment;
  readonly quantity: Quantity;
  readonly glyphs: Glyphs;
}

/** So many slips that lead to the same answer are named. */
const fewSlips = 4;

/** The words of practice that do not depend on what is asked for. */
export const practiceWords = {
  title: (name: string) => `practice: ${name}`,
  asked: (name: string, digits: number) => `${name} = ?   to ${digits} digits`,
  howTo: 'A number, or a calculation: 0.123*0.45',
  hidden: (name: string) => `${name} is hidden; all that comes before it is there.`,
  lastHint: 'the next is the answer',
  answer: 'answer',
  goOn: 'next',
  hint: (number: number, all: number) => `hint ${number}/${all}`,
  tally: ({ asked, right, atOnce }: PracticeRecord) =>
    asked === 0 ? '' : `${right} of ${asked} right, ${atOnce} at the first try`,
};

/** What is said of an answer; of a wrong one, at the first miss where to look, at the next ones which slip it is. */
export function judgementText(asked: Asked, judgement: PracticeJudgement, given: string, misses: number): string {
  switch (judgement.kind) {
    case 'unreadable':
      return `${given}: that is neither a number nor a calculation.`;
    case 'no number':
      return 'There is no finite number to be found here.';
    case 'too short':
      return judgement.fits
        ? `${given}: right so far. Give ${judgement.digits} significant digits.`
        : `${given}: too short to tell. Give ${judgement.digits} significant digits.`;
    case 'right':
      return `${given}: right. ${howRight[judgement.how]}`.trim();
    case 'wrong':
      return `Not ${given}. ${misses <= 1 ? areaQuestion(asked, judgement.findings) : slipText(asked, judgement.findings)}`;
  }
}

const howRight = {
  exact: '',
  'by hand': 'It comes of rounded factors, which is fine.',
  'cut off': 'But cut off, not rounded.',
  own: 'It follows from your own earlier answer.',
} as const;

/** Where to look, and a question to think about. */
function areaQuestion(asked: Asked, findings: readonly Finding[]): string {
  const areas = [...new Set(findings.map(({ area }) => area))];
  const [first] = areas;
  if (first === undefined) return 'None of the usual slips leads there. Go through it again.';
  if (areas.length > 2) return `Go through it part by part: ${questions.factor(asked)}`;
  const places = areas.map((area) => areaNames[area]);
  return `Look at the ${places.join(' or the ')}: ${questions[first](asked)}`;
}

const areaNames: Readonly<Record<Area, string>> = {
  sign: 'direction',
  factor: 'factors',
  path: 'paths',
  'learning rate': 'learning rate',
};

const questions: Readonly<Record<Area, (asked: Asked) => string>> = {
  sign: ({ experiment: { network }, quantity, glyphs }) =>
    'parameter' in quantity && quantity.kind !== 'optimizer'
      ? `should ${parameterName(network, quantity.parameter)} rise or fall?`
      : `should ${symbolOf(network, quantity, glyphs)} be positive or negative?`,
  factor: () => 'is each there, once, and the right one?',
  path: ({ experiment: { network }, quantity, glyphs }) => pathQuestion(network, quantity, glyphs),
  'learning rate': () => 'where does α belong, and how often?',
};

function pathQuestion(network: Network, quantity: Quantity, glyphs: Glyphs): string {
  switch (quantity.kind) {
    case 'gradient':
    case 'updated':
      return `along which wires does ${parameterName(network, quantity.parameter)} reach E?`;
    case 'out-gradient':
    case 'delta':
      return `along which wires does ${unitName(network, quantity.layer, quantity.unit)} reach E?`;
    case 'net':
      return `which wires lead into ${unitName(network, quantity.layer, quantity.unit)}?`;
    default:
      return `what is added up in ${symbolOf(network, quantity, glyphs)}?`;
  }
}

/** The slips that lead to an answer, where they are few. */
function slipText(asked: Asked, findings: readonly Finding[]): string {
  const texts = [...new Set(findings.map((finding) => slipWords(asked, finding)))];
  if (texts.length === 0) return 'None of the usual slips leads there. Go through it again.';
  if (texts.length > fewSlips) return `${texts.length} different slips lead there, so look at a hint: ?`;
  return `That comes of ${texts.join(', or of ')}.`;
}

/** A slip, to follow "That comes of". */
function slipWords({ experiment, glyphs }: Asked, { slip, about, extent }: Finding): string {
  const { network } = experiment;
  const name =
    about === undefined
      ? ''
      : extent === 'one'
        ? symbolOf(network, about, glyphs)
        : allOf(network, about, extent, glyphs);
  const way = about?.kind === 'path' ? `the path through ${unitName(network, about.layer + 1, about.through)}` : name;
  const texts: Readonly<Record<SlipName, string>> = {
    'sign-flipped': 'flipping the sign',
    'target-output-swapped':
      extent === 'all' || isAlone(network) ? 'swapping target and out' : `swapping target and out in ${name}`,
    'update-added': 'adding where the rule subtracts',
    'loss-factor': 'a factor of 2 or ½ too many or too few',
    'factor-left-out': `leaving out ${name}`,
    'square-forgotten': 'forgetting to square',
    'output-for-derivative': `using out in place of ${name}`,
    'net-for-derivative': `using net in place of ${name}`,
    'one-minus-output-for-derivative': `using 1 − out in place of ${name}`,
    'derivative-at-output': `working out ${name} at out, not at net`,
    'derivative-of-other-unit': `using another unit's slope in place of ${name}`,
    'activation-skipped': 'skipping the activation: net in place of out',
    'error-for-its-derivative': `using E in place of ${name}`,
    'updated-weight-used': 'using new weights where the old ones belong',
    'old-weight-used': 'using old weights where the new ones belong',
    'weights-transposed': 'going back through the wrong wire',
    'weights-by-column': 'reading the weights down the columns',
    'weight-for-input': 'using the weight in place of what it carries',
    'delta-of-other-unit': `using another unit's ${glyphs.delta} in place of ${name}`,
    'input-of-other-weight': "using another wire's input",
    'bias-forgotten': 'forgetting the bias',
    'decimal-point': 'a decimal point in the wrong place',
    'path-left-out': `leaving out ${way}`,
    'single-path': `using ${way} alone`,
    'paths-averaged': 'averaging where the rule adds',
    'paths-subtracted': 'subtracting where the rule adds',
    'sum-for-mean': 'not dividing by the size of the batch',
    'rate-forgotten': `forgetting ${glyphs.alpha}`,
    'rate-twice': `applying ${glyphs.alpha} twice`,
    'rate-in-gradient': `putting ${glyphs.alpha} into the gradient`,
    'gradient-for-new-value': 'giving the gradient, not the new value',
    'change-for-new-value': 'giving the change, not the new value',
    'old-value': 'giving the old value',
    'new-value-for-gradient': 'giving the new value, not the gradient',
  };
  return texts[slip];
}

/** Whether there is one output only, so that nothing need be said of which. */
function isAlone(network: Network): boolean {
  return outputLayer(network).units === 1;
}

/** All factors of one kind, in a layer or everywhere. */
function allOf(network: Network, about: Quantity, extent: Extent, { delta }: Glyphs): string {
  const where = extent === 'layer' && 'layer' in about ? ` ${layerText(network, about.layer)}` : '';
  switch (about.kind) {
    case 'out-gradient':
      return `every ∂E/∂out${where}`;
    case 'slope':
      return `every slope ∂out/∂net${where}`;
    case 'delta':
      return `every ${delta}${where}`;
    case 'net-by-out':
      return 'the weights on the way back';
    case 'parameter':
      return 'the weights';
    default:
      return 'what the wires carry';
  }
}

function layerText(network: Network, layer: number): string {
  return isOutput(network, layer) ? 'of the outputs' : `of layer ${layer}`;
}

/** The first hint: a question. */
export function hintQuestion({ experiment, quantity, glyphs }: Asked): string {
  const { network } = experiment;
  const unit = 'layer' in quantity ? unitName(network, quantity.layer, quantity.unit) : '';
  switch (quantity.kind) {
    case 'net':
      return `Which wires lead into ${unit}, and what does each carry?`;
    case 'out':
      return `What does the activation make of net_${unit}?`;
    case 'error':
      return 'How far is the out from its target?';
    case 'total-error':
      return 'What is added up here?';
    case 'out-gradient':
      return isOutput(network, quantity.layer)
        ? `If out_${unit} rises a little, does E rise or fall, and how fast?`
        : `Along which wires does ${unit} reach E?`;
    case 'slope':
      return `How steep is the activation at net_${unit}?`;
    case 'delta':
      return hasOneStepDelta(experiment, quantity.layer)
        ? 'What do this loss and this activation leave of ① × ②?'
        : 'Which two numbers that are there already belong together?';
    case 'path':
      return `Which wire does the error come back through, and with which ${glyphs.delta}?`;
    case 'gradient': {
      const name = parameterName(network, quantity.parameter);
      return `Along which wires does ${name} reach E, and what does it carry?`;
    }
    case 'updated':
      return 'Against the slope: by how much of it?';
    default:
      return 'What does the method keep, and what is new?';
  }
}
