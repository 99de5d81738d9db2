import type { Verdict } from '../engine/gradient-check.ts';
import type { FailedOperation, NonFiniteCause, OverflowingOperation } from '../engine/timeline/non-finite-cause.ts';
import { quote } from '../files/quoting.ts';

/*
 * Every sentence of the command line that the user may see: help, errors, and the words of the printed results.
 * Functions take facts and return a sentence or a phrase. This file imports little, because each start of the program
 * loads it. Sentences about files are in files/file-messages.ts, and sentences of practice in ui/messages.
 */

/** Phrases that follow a count of parameters, as in "3 disagree". The summary of a check has them in this order. */
const verdictPhrases: Readonly<Record<Exclude<Verdict, 'agrees'>, string>> = {
  disagrees: 'disagree',
  lost: 'are not finite',
  kink: 'at a kink, where there is no slope to compare with',
  // The gradient may differ from the central difference only by rounding errors.
  'too-small-to-tell': 'too small to tell',
};

/** The noun for the items that a progress bar counts. */
export type ProgressNoun = 'epoch' | 'parameter';

/** The facts about a training that diverged: the first quantity that is infinite or NaN, and its update. */
export interface DivergenceFacts {
  readonly update: number;
  readonly epoch: number;
  readonly quantity: string;
  /** The name of the error. */
  readonly error: string;
  /** Whether the quantity belongs to the error over all samples, and not to the update. */
  readonly isOfAllSamples: boolean;
  readonly value: number;
  readonly cause: NonFiniteCause;
  /** The denominator of a division by 0, in symbols. */
  readonly denominator: string;
}

/** The verdicts in the rows of a check. */
const verdictWords: Readonly<Record<Verdict, string>> = {
  agrees: 'agrees',
  disagrees: 'disagrees',
  lost: 'not finite',
  kink: 'kink',
  'too-small-to-tell': 'too small to tell',
};

/** `worstError` is undefined if no gradient agrees or disagrees. */
function checkSummary(place: string, verdicts: readonly Verdict[], worstError: string | undefined): string {
  const count = (name: string): number => verdicts.filter((verdict) => verdict === name).length;
  const problems = Object.entries(verdictPhrases)
    .filter(([verdict]) => count(verdict) > 0)
    .map(([verdict, phrase]) => `${count(verdict)} ${phrase}`);
  const parts = [`${count('agrees')} of ${verdicts.length} agree`, ...problems];
  const worst = worstError === undefined ? '' : `; the worst relative error is ${worstError}`;
  return `${place}: ${parts.join(', ')}${worst}`;
}

/** Where training stops, why, and what would help. */
function divergence(facts: DivergenceFacts): string {
  const { quantity, value, cause, denominator } = facts;
  const state = Number.isNaN(value) ? 'not a number' : 'infinite';
  const operation = operationText(cause.failed, denominator);
  return `${divergencePlace(facts)} ${quantity} is the first quantity that is ${state}${operation}; ${divergenceAdvice(cause)}`;
}

function divergencePlace({ update, epoch, error, isOfAllSamples, cause }: DivergenceFacts): string {
  const place = `update ${update} (epoch ${epoch})`;
  if (!isOfAllSamples) return `at ${place}, where`;
  const time = cause.isFromStart ? 'before update 1' : `after ${place}`;
  return `${time}, because in ${error} over all samples`;
}

/** The operation whose result is infinite or NaN. */
function operationText(failed: FailedOperation | undefined, denominator: string): string {
  if (failed === undefined) return '';
  if (failed.kind === 'undefined') return `: a ${operationNouns[failed.operation]} is not defined for its operands`;
  if (failed.kind === 'overflow') return `: a ${operationNouns[failed.operation]} overflows`;
  return `: its equation divides ${failed.isNumeratorZero ? '0 by 0' : 'by 0'}, as ${denominator} is 0`;
}

const operationNouns: Readonly<Record<OverflowingOperation, string>> = {
  sum: 'sum',
  product: 'product',
  quotient: 'quotient',
  power: 'power',
  function: 'function',
};

/** The change that would help. */
function divergenceAdvice({ failed, isFromStart, setting }: NonFiniteCause): string {
  if (failed?.kind === 'division-by-zero' && failed.isEpsilonZero) return 'an epsilon greater than 0 helps';
  if (setting === 'weightDecay') return 'a smaller weight decay helps';
  if (setting === 'momentum') return 'a momentum below 1 helps';
  if (failed?.kind === 'undefined' && isFromStart) return 'other initial numbers help';
  return isFromStart
    ? 'the initial numbers are too large: smaller inputs, targets or weights help'
    : 'a smaller learning rate may help';
}

/** At most this many names are listed in a sentence. */
const maxListed = 8;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, maxListed);
  return `${shown.join(', ')}${shown.length < names.length ? ', …' : ''}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const commandMessages = {
  /** Help of the program itself, which opens the stepper. */
  program: {
    description: 'Steps backpropagation forwards and back, one equation at a time.',
    lessonOrFile:
      'a lesson (backstep lessons lists them), a network file, a formula file or a session file; the default is lecture',
    resume: 'open the last session at the step where it was left',
    ascii: 'draw with ASCII characters only',
    noColor: 'use no colours, as with NO_COLOR=1',
    noAltScreen: 'leave the last screen in the terminal at the end',
    fastLine: 'over ssh, draw as often as without it: for a fast connection',
    screenReader: 'print a line for each step, for a screen reader, as with INK_SCREEN_READER=true',
  },

  /** Help of each command. */
  commands: {
    lessons: { description: 'list the lessons' },
    trace: {
      description: 'print every step: its name, formula, formula with numbers, and value',
      epochs: 'print epochs 1 to <count>',
    },
    train: {
      description: 'print the error by epoch, then the final parameters',
      epochs: 'the number of epochs; with --until, the largest number',
      until: 'stop after the first epoch whose E_total is at most <error>',
    },
    explain: {
      description: 'print the derivation of a quantity, such as dE_total/dw5, delta_h1 or w5+',
      quantity: "a quantity's name; a parameter's name stands for its derivative: w5 for dE_total/dw5",
      epoch: 'use the last update of this epoch',
      why: 'unfold each derivative line by line, with the rule of calculus of each line',
    },
    check: {
      description: 'compare every gradient with a central difference of E_total; exit code 1 if one disagrees',
      epoch: 'use the first update of this epoch',
    },
    practice: {
      description: 'ask for quantities of an update, and explain wrong answers',
      update: 'the number of the update, counted from 1 over all epochs',
      names: "quantities such as w2 or dE_total/dw2 (the default is the lesson's list), then a lesson or a file",
      ascii: 'write with ASCII characters only',
    },
    mark: {
      description: "say which of a program's numbers are right, and which slip explains the others",
      numbers:
        "name=number, or files with numbers as NumPy, PyTorch, JSON or CSV print them ('-' is standard input), then a lesson or a file",
      epoch: 'use the first update of this epoch',
      listNames: 'print the names that are read, and what each stands for',
      showAnswers: 'print the right numbers, too',
      open: 'open the stepper at the first wrong number, with your numbers beside the right ones',
    },
    code: {
      description: 'print a PyTorch or NumPy program that computes the same numbers',
      epochs: 'the number of epochs that it trains for',
      language: 'the library; with numpy, backpropagation is written out by hand',
      print: 'with numpy: run the first update, and print every array of it as backstep mark reads it',
      snippet: 'print lines for a program of your own, which print its arrays as backstep mark reads them',
    },
    schema: { description: 'print the JSON Schema of network files' },
  },

  options: {
    lessonOrFile: "a lesson, a network file or a formula file; '-' is standard input",
    formula: "a formula in place of a file, as in 'f = (x + y)^2; x = 1; y = 2'",
    formulaAndFile: (lessonOrFile: string) => `found ${quote(lessonOrFile)} and --formula, expected one of them`,
    update: 'use the update with this number instead, counted from 1 over all epochs',
    format: 'the format of the output',
    json: 'short for --format json',
    contradiction: (format: string) => `--json and --format ${format} contradict each other`,
    /** Commander writes the following messages after its sentence about an option. */
    wholeNumber: 'Expected a whole number.',
    wholeNumberTooLarge: `Expected at most ${Number.MAX_SAFE_INTEGER}.`,
    wholeNumberFromOne: 'Expected a whole number, at least 1.',
    positiveNumber: 'Expected a number greater than 0.',
    numberTooLarge: `Expected at most ${Number.MAX_VALUE}.`,
  },

  process: {
    oldNode: (minVersion: number, version: string) =>
      `needs Node.js ${minVersion} or newer, but this is Node.js ${version}`,
    crash: 'stopped because of a bug; backstep --resume opens the session again',
    /** `code` is the error code of the system, such as ENOSPC. */
    unwritableOutput: (code: string | undefined) => `cannot write to standard output (${code})`,
  },

  input: {
    didYouMeanLesson: (lesson: string) => `no such file; did you mean the lesson ${lesson}?`,
    didYouMeanCommand: (command: string) => `no such lesson or file; did you mean the command ${command}?`,
    noLessonOrFile: 'no such lesson or file; backstep lessons lists the lessons',
    noCommand: (name: string, hint: string) => `found no command ${quote(name)}, ${hint}`,
  },

  open: {
    resumeWithFile: '--resume opens the last session, so it takes no lesson and no file',
    nothingToResume: 'there is no session to resume yet',
    notKept: (reason: string) => `the session is not kept: ${reason}`,
  },

  update: {
    /** `sample` is undefined if the batch has several samples, or if the experiment has only one. */
    place: (epoch: number, update: number, sample: number | undefined) =>
      `epoch ${epoch}, update ${update}${sample === undefined ? '' : `, sample ${sample}`}`,
    /** The parameter `place` is a text that the function `place` returns. */
    phaseTitle: (place: string, phase: string) => capitalized(`${place}, ${phase}`),
  },

  progress: {
    count: (noun: ProgressNoun, done: number) => `${noun} ${done}`,
    countOf: (noun: ProgressNoun, done: number, total: number) => `${noun} ${done} of ${total}`,
  },

  train: {
    noGoal: 'train needs --epochs COUNT or --until ERROR',
    /** `parameter` is the first number of the formula. Undefined if the formula has none. */
    nothingTrained: (error: string, parameter = 'w') =>
      `the formula trains no numbers, expected a line such as: minimise ${error} over ${parameter} with sgd 0.1`,
    /** `epoch` is padded to the width of its column. */
    epochError: (epoch: string, name: string, error: string) => `epoch ${epoch}  ${name} ${error}`,
    interrupted: (epoch: number) => `interrupted after epoch ${epoch}`,
    goalMissed: (name: string, error: number, epoch: number) => `${name} is still ${error} after epoch ${epoch}`,
    diverged: (facts: DivergenceFacts) => `stopped ${divergence(facts)}`,
    /** For a command that shows an update after the one in which training stops. */
    stopsBefore: (facts: DivergenceFacts) => `train stops ${divergence(facts)}`,
  },

  explain: {
    title: (symbol: string, place: string) => `${symbol} in ${place}`,
    /** Titles of two lists of equations. */
    parts: 'where',
    layers: 'for the whole layer',
    /** The two titles of a derivation: of what is differentiated, and of the derivative. */
    derivativeOf: (derivative: string) => `${derivative} is the derivative of`,
    by: (quantity: string) => `by ${quantity}:`,
    /** `hint` is a text from `expectedSample`, `expectedBetween` or files/nearest-name.ts. */
    unknownQuantity: (name: string, update: number, hint: string) =>
      `found no quantity ${quote(name)} in update ${update}, ${hint}`,
    expectedSample: (samples: readonly string[], hasMore: boolean) =>
      `expected the name with a sample of this update: ${samples.join(', ')}${hasMore ? ', …' : ''}`,
    expectedBetween: (first: string, last: string) => `expected ${first} to ${last}`,
    frozenParameter: (name: string) => `as ${name} is frozen`,
    noBiases: 'as the network has no biases',
    /** `computed` are the variables that the optimizer computes for each parameter. */
    noVariable: (method: string, variable: string, computed: readonly string[]) =>
      `as ${method} with these settings has no ${variable}` +
      (computed.length === 0 ? '' : `, but ${computed.join(', ')}`),
    noSetting: (name: string, method: string) => `${method} has no setting ${quote(name)}`,
    given: (name: string) => `as ${name} is given, and training needs no derivative with respect to it`,
    inputGradient: (input: string) => `as ${input} is given; its gradient is ${quote(`dE_total/d${input}`)}`,
    oneStepDelta: (delta: string, loss: string) =>
      `did you mean ${quote(delta)}? With ${loss}, the delta of an output is one step`,
    quantityFirst: (lessonOrFile: string) =>
      `${quote(lessonOrFile)} is not a quantity; the quantity comes first, as in backstep explain w1 ${lessonOrFile}`,
    frozen: (name: string) => `${name} is frozen: no update changes it, so there is no derivative to explain`,
    withoutEffect: (error: string, name: string) =>
      `${error} does not depend on ${name}, so there is no derivative to explain`,
  },

  check: {
    /**
     * The titles of the columns. The last column, with the verdicts, has no title. The column before it is left out if
     * it is empty.
     */
    columns: ['parameter', 'gradient', 'difference', 'relative error', 'layer by layer', ''],
    verdicts: verdictWords,
    /** `verdicts` has one entry for each parameter. */
    summary: checkSummary,
    /** A line below the summary. */
    errorNotFinite: (error: string) =>
      `${error} of this update is infinite or not a number, so its gradients have no differences`,
    /** Two lines, below the summary. */
    layerByLayer:
      'check tests the gradients of a simultaneous update; this lesson updates layer by layer,\n' +
      'and its update uses the number in the column "layer by layer" where there is one',
  },

  code: { printNeedsNumpy: '--print needs --language numpy' },

  mark: {
    ownWrong: (number: string, slip: string) => `Yours: ${number}. ${slip}`,
    ownRight: (count: number) => `All ${count} of your numbers are right.`,
    noNumbers: "mark needs numbers: name=number, a file or '-'",
    convention: (text: string, isWrong: boolean) =>
      isWrong ? `Read in another convention: ${text}.` : `Another convention, which is as right: ${text}.`,
    allRight: (count: number) => (count === 1 ? 'The number is right.' : `All ${count} numbers are right.`),
    counts: (right: number, all: number) => `${right} of ${all} numbers are right.`,
    rightBefore: (names: readonly string[]) => `Right before it: ${listed(names)}.`,
    firstWrong: (name: string) => `The first wrong number is ${name}.`,
    inArray: (array: string, name: string) => `in ${array} (${name})`,
    followsFromOwn: (names: readonly string[]) => `Calculated correctly from your own numbers: ${listed(names)}.`,
    slips: (texts: readonly string[], explains: number, all: number) =>
      `${texts.length === 1 ? `That comes from ${texts.join()}` : `It could be one of ${texts.length}: ${texts.join('; or ')}`}. It explains ${explains} of ${all}.`,
    noSlip: 'None of the known slips leads to it.',
    answer: (name: string, given: number, right: number) => `${name}: ${given}, but ${right} is right`,
    roles: {
      weights: 'the weights of a layer before the update',
      biases: 'the biases of a layer before the update',
      'new-weights': 'the weights of a layer after the update',
      'new-biases': 'the biases of a layer after the update',
      'weight-gradients': 'the gradients of the weights of a layer',
      'bias-gradients': 'the gradients of the biases of a layer',
      nets: 'the nets of a layer',
      outs: 'the outs of a layer; without a number, those of the outputs',
      'net-gradients': 'the deltas of a layer, dE_total/dnet',
      'out-gradients': 'dE_total/dout of a layer',
      inputs: 'the inputs',
      targets: 'the targets',
    },
    moduleNames: 'gradients of a PyTorch module; the modules are the layers, in order',
    errorName: 'E_total',
    singleNames: 'Single quantities',
  },

  practice: {
    withoutStep: (name: string) =>
      `${quote(name)} has no step of its own in this update, so practice cannot ask for it`,
    lessonLast: (lessonOrFile: string) =>
      `found ${quote(lessonOrFile)} before the last name, expected the lesson or file at the end, as in backstep practice w2 ${lessonOrFile}`,
  },
};
