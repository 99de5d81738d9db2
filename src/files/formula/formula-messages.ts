import { alternatives, counted, mismatch, quote } from '../quoting.ts';

/*
 * Every sentence about a formula file that the user may see. Functions take facts and return a sentence, or the phrase
 * that follows "expected".
 */

const maxListedNames = 6;

function someOf(names: readonly string[]): string {
  const listed = names.slice(0, maxListedNames);
  return names.length > maxListedNames ? [...listed.map(quote), '…'].join(', ') : alternatives(listed);
}

const indexCounts = ['no index', 'one index', 'two indices', 'three indices', 'four indices'];
const indexCount = (count: number): string => indexCounts[count] ?? `${count} indices`;

const constantLine = (name: string, value: string): string =>
  mismatch(`the unknown name ${quote(name)}`, `a line ${name} = ${value} for it`);

export const formulaMessages = {
  noStep: (quantity: string, update: number) =>
    mismatch(quote(quantity), `a quantity that a step of update ${update} computes`),
  /** For samples that are to be read from standard input, as the formula was. */
  inputTwice: mismatch('the formula', 'the samples in a file of their own'),
  atPlace: (line: number, column: number, sentence: string) => `line ${line}, column ${column}: ${sentence}`,
  mistake: mismatch,
  endOfFile: 'the end of the file',
  endOfLine: 'the end of the line',

  // Limits
  tooLong: (maxLength: number) => mismatch(`more than ${maxLength} characters`, 'a smaller file'),
  tooManyParts: (max: number) =>
    mismatch(`more than ${max} numbers, names and operations when all loops are unrolled`, 'a smaller formula'),
  tooDeep: (max: number) => mismatch(`more than ${max} brackets, signs or powers inside each other`, 'fewer'),
  tooManyLoops: (max: number) => mismatch(`more than ${max} loops inside each other`, 'fewer'),
  tooManyDivisions: (found: number, max: number) => mismatch(`${found} divisions in a row`, `at most ${max}`),
  tooManyFactors: (found: number, max: number) => mismatch(`a product of ${found} factors`, `at most ${max}`),
  tooManyInputs: (name: string, found: number, max: number) => mismatch(`${found} inputs of ${name}`, `at most ${max}`),
  tooManyChapters: (found: number, max: number) => mismatch(`${found} chapters`, `at most ${max}`),

  // Expressions
  missingOperand: (found: string) => mismatch(found, 'a number, a name or "("'),
  missingOperator: (found: string) =>
    mismatch(`${found} right after a number, a name or ")"`, 'an operator between them, such as * in 2 * x'),
  numberTooLarge: (found: string) => mismatch(found, 'a number below 1.8e308, the largest possible number'),
  decimalComma: mismatch('a decimal comma', 'a decimal point, as in 0.5'),
  unclosed: (found: string, closing: string, opening: string) =>
    mismatch(found, `an operator, or ${quote(closing)} for the open ${quote(opening)}`),
  unopened: (found: string) =>
    mismatch(`${quote(found)} without its opening bracket`, 'an operator or the end of the line'),
  afterExpression: 'an operator, "for" or the end of the line',
  emptyList: mismatch('an empty list', 'at least one number'),
  equalsInLoop: (variable: string) => `"=" and the range of the loop, as in ${variable} = 1..4`,
  missingLoop: (found: string) => mismatch(found, 'a loop variable and its range, as in t = 1..4'),
  rangeInLoop: '".." and the end of the range, as in 1..4',

  // Functions
  misspelledFunction: (name: string, near: string) =>
    `found the unknown function ${quote(name)}, did you mean ${quote(near)}?`,
  noFunction: (name: string, names: readonly string[]) =>
    mismatch(`the unknown function ${quote(name)}`, `an operator before "(", or a function: ${names.join(', ')}`),
  /** For functions that do not exist here. Each message says what to write instead. */
  otherFunctions: new Map(
    Object.entries({
      tan: 'sin(x)/cos(x)',
      sinh: '(exp(x) - exp(-x))/2',
      cosh: '(exp(x) + exp(-x))/2',
      log2: 'ln(x)/ln(2)',
      log10: 'ln(x)/ln(10)',
      pow: 'x^n',
      square: 'x^2',
      softmax: 'exp(x)/sum(exp(y[i]) for i = 1..n)',
    }).map(([name, written]) => [name, mismatch(`the unknown function ${quote(name)}`, written)] as const),
  ) as ReadonlyMap<string, string>,
  noInput: (name: string) => mismatch(`${name} without an input`, `an input, as in ${name}(x)`),
  severalInputs: (name: string, count: number) => mismatch(`${count} inputs of ${name}`, 'one'),
  loopInFunction: (name: string, names: readonly string[]) =>
    mismatch(`a loop in ${name}`, `it in ${alternatives(names)}`),
  loopOverSeveral: (count: number) => mismatch(`a loop after ${count} inputs`, 'one input before it'),
  functionWithoutInput: (name: string) =>
    mismatch(`the function ${quote(name)} without parentheses`, `its input, as in ${name}(x)`),

  // Indices and loops
  indexTooLarge: mismatch('an index above 9007199254740991, the largest possible index', 'a smaller one'),
  fractionalIndex: (found: number) => mismatch(`the index ${found}`, 'a whole number'),
  nameInIndex: (name: string, loopNames: readonly string[]) =>
    mismatch(
      `${quote(name)} in an index or a range`,
      loopNames.length === 0
        ? 'a whole number'
        : `whole numbers and the loop ${loopNames.length === 1 ? 'variable' : 'variables'} ${someOf(loopNames)}`,
    ),
  operatorInIndex: (operator: string) => mismatch(`${quote(operator)} in an index or a range`, 'only +, - and *'),
  functionInIndex: (name: string) =>
    mismatch(`the function ${quote(name)} in an index or a range`, 'only whole numbers, loop variables, +, - and *'),
  emptyLoop: (from: number, to: number) =>
    mismatch(`the range ${from}..${to}, which is empty`, `the smaller number first, as in ${to}..${from}`),
  indexedLoopVariable: (name: string) => mismatch(`an index of the loop variable ${quote(name)}`, 'no index'),
  loopVariableTwice: (name: string) =>
    mismatch(`the loop variable ${quote(name)} inside a loop over ${quote(name)}`, 'another name'),
  loopVariableIsName: (name: string, line: number) =>
    mismatch(`the loop variable ${quote(name)}, which line ${line} defines as well`, 'another name'),

  // Names
  notAStatement: (found: string) => mismatch(found, 'a name and "=", as in f = x * y'),
  equals: '"=" and an expression',
  misspelledKeyword: (found: string, near: string) => `found ${quote(found)}, did you mean ${quote(near)}?`,
  reservedWord: (name: string) => mismatch(`${quote(name)}, which is a word of the language`, 'another name'),
  functionAsName: (name: string) => mismatch(`${quote(name)}, which is the name of a function`, 'another name'),
  repeatedName: (name: string, firstLine: number) =>
    mismatch(`the name ${quote(name)} again`, `it once; line ${firstLine} defines it already`),
  otherIndices: (name: string, count: number, firstLine: number) =>
    mismatch(quote(name), `${indexCount(count)}, as in line ${firstLine}`),
  misspelledName: (name: string, near: string) => `found the unknown name ${quote(name)}, did you mean ${quote(near)}?`,
  unknownName: (name: string, names: readonly string[]) =>
    mismatch(
      `the unknown name ${quote(name)}`,
      names.length === 0 ? `a line ${name} = … for it` : `${someOf(names)}, or a line ${name} = … for it`,
    ),
  /** Names that are constants in mathematics, but not here. */
  constants: new Map([
    ['e', mismatch('the unknown name "e"', 'exp(x) for the power e^x')],
    ['pi', constantLine('pi', '3.141592653589793')],
    ['π', constantLine('π', '3.141592653589793')],
  ]) as ReadonlyMap<string, string>,
  needlessIndex: (name: string, base: string) => mismatch(quote(name), `${quote(base)}, which has no index`),
  wrongIndexCount: (name: string, count: number, example: string) =>
    mismatch(quote(name), `${indexCount(count)}, as in ${quote(example)}`),
  /** `min` and `max` are the smallest and the largest index. */
  missingIndex: (name: string, { min, max }: { readonly min: number; readonly max: number }) =>
    mismatch(
      `${quote(name)} without an index`,
      `one, as in ${quote(`${name}[${min}]`)}${min < max ? `, or a loop, as in sum(${name}[i] for i = ${min}..${max})` : ''}`,
    ),
  missingElement: (name: string) => mismatch(`${quote(name)}, which is not defined`, `a line ${name} = … for it`),
  indexOutOfRange: (name: string, ranges: readonly { readonly min: number; readonly max: number }[], base: string) => {
    const ends = (end: 'min' | 'max'): string => `${base}[${ranges.map((range) => range[end]).join()}]`;
    const range = ends('min') === ends('max') ? quote(ends('min')) : `${quote(ends('min'))} to ${quote(ends('max'))}`;
    return mismatch(`${quote(name)}, which is not defined`, `${range}, or a line ${name} = … for it`);
  },
  notFinite: (name: string, value: number) => mismatch(`${quote(name)} with the value ${value}`, 'a finite number'),
  cycle: (members: readonly string[], hiddenCount: number) =>
    mismatch(
      `equations in a cycle: ${[...members, ...(hiddenCount > 0 ? [`… (${hiddenCount} more)`] : []), members[0] ?? ''].join(' → ')}`,
      'none that uses its own result',
    ),
  noEquation: mismatch('no equation', 'at least one, such as f = x * y'),

  // given
  columnName: 'the name of a column',
  from: '"," and another column, or "from" and the path of a CSV file',
  path: 'the path of a CSV file',
  repeatedGiven: (firstLine: number) => mismatch('"given" again', `it once; line ${firstLine} has it already`),
  noCsvFile: (path: string) => mismatch(quote(path), 'numbers in the formula, as no CSV file can be read here'),
  noColumn: (name: string, names: readonly string[]) =>
    mismatch(`no column ${quote(name)}`, `it in the first line, which has ${someOf(names)}`),
  misspelledColumn: (name: string, near: string) => `found no column ${quote(name)}, did you mean ${quote(near)}?`,
  repeatedColumn: (name: string) => mismatch(`several columns ${quote(name)}`, 'one'),
  wrongWidth: (found: number, width: number) => mismatch(counted(found, 'column'), `${width}, as in the first line`),

  // minimise
  errorName: 'the name of the equation to minimise',
  trainedName: 'the name of a number to train',
  optimizer: '"with" and an optimizer, as in with sgd 0.1',
  withoutOver: mismatch('"with" without "over"', 'the numbers to train before it, as in over x, y'),
  optimizerName: 'the name of an optimizer, as in sgd 0.1',
  learningRate: (method: string) => `the learning rate, as in ${method} 0.1`,
  setting: 'the name of a setting',
  number: 'a number',
  afterMinimise: (hasNoOptimizer: boolean) =>
    hasNoOptimizer
      ? '"over" and the numbers to train, "with" and an optimizer, or the end of the line'
      : 'a setting or the end of the line',
  repeatedMinimise: (firstLine: number) => mismatch('"minimise" again', `it once; line ${firstLine} has it already`),
  notAnEquation: (name: string, kind: 'parameter' | 'input') =>
    mismatch(`${quote(name)}, which is ${kind === 'parameter' ? 'a number' : 'a column'}`, 'an equation to minimise'),
  notANumber: (name: string, kind: 'equation' | 'input', numbers: readonly string[]) =>
    mismatch(
      `${quote(name)}, which is ${kind === 'equation' ? 'an equation' : 'a column'}`,
      numbers.length === 0 ? 'a number of the file' : `a number of the file: ${someOf(numbers)}`,
    ),
  severalErrors: (name: string) => mismatch(`${quote(name)}, which has several elements`, 'one of them'),
  unknownOptimizer: (name: string, hint: string) => `found the unknown optimizer ${quote(name)}, ${hint}`,
  unknownSetting: (name: string, hint: string) => `found the unknown setting ${quote(name)}, ${hint}`,
  repeatedSetting: (name: string) => mismatch(`the setting ${quote(name)} again`, 'it once'),
  settingValue: (name: string, found: number | undefined, expected: string) =>
    mismatch(`${name} ${found ?? 'without a number'}`, expected),
  needlessNumber: (name: string, found: number) => mismatch(`${found} after ${name}`, 'the word alone'),
  batch: 'a whole number, at least 1, or all',
  batchWithoutSamples: mismatch('a batch size', 'none without samples, which a line given … from FILE reads'),
  needsMomentum: (name: string) => mismatch(`${name} without momentum`, 'a momentum greater than 0'),
  nesterovWithDampening: mismatch('both nesterov and dampening', 'one of them'),

  // chapter
  title: 'the title of the chapter in double quotes',
  visibleTitle: 'a title',
  unclosedQuote: 'a double quote that is not closed',
  at: '"at" and a quantity, as in at df/dx',
  quantity: 'the name of a quantity, as in df/dx',
  wrongUpdate: (found: string) => mismatch(`update ${found}`, 'the number of an update, from 1'),
  updateWithoutTraining: (found: number) =>
    mismatch(
      `update ${found} without an optimizer`,
      'update 1, as a formula without minimise … over … with … has no other',
    ),
  colon: '":" and the text of the chapter',
  text: 'the text of the chapter',
};
