import type { FactorGroup, QuestionSubject } from '../facts.ts';
import type { PracticeMessages } from '../messages.ts';

const areas = {
  sign: 'direction',
  activation: 'activation',
  loss: 'error',
  slope: 'slope of the activation',
  rule: 'rule of calculus',
  factor: 'factors',
  input: 'inputs of the weights',
  weight: 'weights',
  path: 'paths',
  batch: 'batch',
  rate: 'learning rate',
  optimizer: "optimizer's rule",
} as const;

const countWords = ['no', 'one', 'two', 'three'] as const;

const remarks = {
  exact: '',
  'by hand': ' With rounded factors, which is fine.',
  'cut off': ' But cut off, not rounded.',
  own: ' It follows from your own earlier answer.',
} as const;

export const practice: PracticeMessages = {
  title: (symbol) => `practice: ${symbol}`,
  asked: (symbol, digits) => `${symbol} = ?   to ${digits} digits`,
  howToAnswer: 'A number, or a calculation: 0.123*0.45',
  hidden: (symbol) => `${symbol} is hidden; everything before it is shown.`,
  hint: (number, all) => `hint ${number}/${all}`,
  nextHintIsAnswer: 'the next is the answer',
  tally: ({ asked, right, atFirstTry }) =>
    asked === 0 ? '' : `${right} of ${asked} right, ${atFirstTry} at the first try`,
  unreadable: (given) => `${given}: that is neither a number nor a calculation.`,
  noNumber: 'There is no finite number to find here.',
  tooShort: (given, digits) => `${given}: right so far. Give ${digits} significant digits.`,
  right: (given, how) => `${given}: right.${remarks[how]}`,
  wrong: (given, advice) => `Not ${given}. ${advice}`,
  noSlip: 'No usual slip leads to this number. Calculate again.',
  replacedFactor: (typed, expected, is) =>
    `${typed} in place of ${expected}${is === undefined ? '' : `: that is ${is}`}.`,
  manySlips: (count) => `${count} slips lead to this number, so ask for a hint: ?`,
  slips: (texts) =>
    texts.length === 1
      ? `That comes from ${texts.join()}.`
      : `It could be one of ${countWords[texts.length] ?? texts.length}: ${texts.join('; or ')}.`,
  areas: (found, question) => {
    if (found.length > 2) return `Check every factor: ${question}`;
    return `Look at the ${found.map((area) => areas[area]).join(' or the ')}: ${question}`;
  },
  areaQuestions: {
    sign: (subject) =>
      subject.kind === 'weight-gradient' || subject.kind === 'new-parameter'
        ? `should ${subject.name} rise or fall?`
        : `should ${subject.symbol} be positive or negative?`,
    activation: () => 'what is its formula, and what goes into it?',
    loss: (subject) =>
      subject.kind === 'error' || subject.kind === 'total-error'
        ? 'what does the formula of the error say, with which factor?'
        : 'what is the derivative of the error by the out, with which factor?',
    slope: () => 'which derivative belongs to this activation, and of what is it taken?',
    rule: () => 'what is the derivative of each equation, by each of its terms?',
    factor: () => 'is each one correct, and there exactly once?',
    input: () => 'which number does each weight, and the bias, multiply?',
    weight: () => 'which weights belong here, the old or the new ones?',
    path: pathQuestion,
    batch: () => 'are the numbers of its samples added up, or averaged?',
    rate: () => 'where does α belong, and how often?',
    optimizer: () => 'which numbers does its rule combine, and with which factors?',
  },
  hintQuestion,
  path: (unit) => `the path through ${unit}`,
  factorGroup: (group, delta) => factorGroupText(group, delta),
};

function pathQuestion(subject: QuestionSubject): string {
  switch (subject.kind) {
    case 'weight-gradient':
    case 'new-parameter':
    case 'output-gradient':
    case 'paths-gradient':
    case 'delta':
    case 'one-step-delta':
      return `through which weights does ${subject.name} reach E?`;
    case 'formula-gradient':
    case 'formula-error-gradient':
    case 'formula-path':
      return `through which quantities does ${subject.name} reach ${subject.error}?`;
    case 'net':
      return `which weights lead into ${subject.name}?`;
    case 'out':
    case 'derivative':
    case 'error':
    case 'total-error':
    case 'path':
    case 'optimizer':
    case 'equation':
    case 'local-derivative':
      return `what is added up in ${subject.symbol}?`;
  }
}

function hintQuestion(subject: QuestionSubject, delta: string): string {
  switch (subject.kind) {
    case 'net':
      return `Which weights lead into ${subject.name}, and what is the input of each?`;
    case 'out':
      return `What is the activation at net_${subject.name}?`;
    case 'error':
      return 'How far is the out from its target?';
    case 'total-error':
      return 'What is added up here?';
    case 'output-gradient':
      return `If out_${subject.name} rises a little, does E rise or fall, and how fast?`;
    case 'paths-gradient':
      return `Through which weights does ${subject.name} reach E?`;
    case 'derivative':
      return `How steep is the activation at net_${subject.name}?`;
    case 'one-step-delta':
      return 'What is ① × ② with this loss and this activation?';
    case 'delta':
      return 'Which two numbers that you know are multiplied?';
    case 'path':
      return `Which weight does the error come back through, and with which ${delta}?`;
    case 'weight-gradient':
      return `Through which weights does ${subject.name} reach E, and what is its own input?`;
    case 'new-parameter':
      return `How far does ${subject.name} move against its gradient?`;
    case 'equation':
      return 'Which numbers does the equation combine, and how?';
    case 'local-derivative':
      return `If ${subject.name} alone rises a little, how fast does ${subject.of} change?`;
    case 'formula-error-gradient':
      return `How fast does ${subject.error} change with itself?`;
    case 'formula-gradient':
      return `Which quantities use ${subject.name}, and how does ${subject.error} change with each?`;
    case 'formula-path':
      return 'Which two derivatives lie on this path?';
    case 'optimizer':
      return 'Which numbers does the optimizer combine here?';
  }
}

function factorGroupText({ kind, layer }: FactorGroup, delta: string): string {
  const where = layer === undefined ? '' : ` of ${layer.isOutput ? 'the outputs' : `layer ${layer.number}`}`;
  switch (kind) {
    case 'output-gradient':
      return `every ∂E/∂out${where}`;
    case 'derivative':
      return `every slope ∂out/∂net${where}`;
    case 'delta':
      return `every ${delta}${where}`;
    case 'backward-weight':
      return 'the weights of the backward phase';
    case 'parameter':
      return 'the weights';
    case 'input':
      return 'the inputs of the weights';
    case 'gradient':
      return 'every derivative of the error';
    case 'local-derivative':
      return 'every local derivative';
    case 'path':
      return 'every path';
    case 'value':
      return 'every value';
  }
}
