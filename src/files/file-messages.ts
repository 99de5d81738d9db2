import type { Hyperparameter } from '../engine/graph/optimizer-names.ts';
import type { LossName } from '../engine/models/losses.ts';
import type { ChangeProblem } from '../engine/training/edits.ts';
import type { Difference } from './other-names.ts';
import { alternatives, counted, describe, mismatch, quote } from './quoting.ts';
import { otherLayout, type WeightLayout } from './weight-layout.ts';

/*
 * Every sentence about a file that the user may see. Functions take facts and return a sentence, or the phrase that
 * follows "expected". To translate the messages, replace this file and the phrases in quoting.ts.
 */

const oneForEach = {
  input: 'one for each input',
  output: 'one for each output',
  unit: 'one for each unit',
  'unit before': 'one for each unit of the layer before',
} as const;

const inEach = {
  row: 'in each row',
  input: 'in the input of each sample',
  target: 'in the target of each sample',
} as const;

const impossibleChanges: Readonly<
  Record<ChangeProblem | 'no such parameter' | 'no such input' | 'no such target' | 'no such layer', string>
> = {
  'no number': 'the value is not a finite number',
  'rate too small': 'the learning rate must be greater than 0',
  'no such setting': 'the optimizer has no such setting',
  'setting out of range': 'the optimizer has a setting that is out of range',
  'needs momentum': 'the optimizer needs a momentum greater than 0 for nesterov and dampening',
  'nesterov with dampening': 'the optimizer allows no dampening with nesterov',
  'target out of range': 'the loss does not allow that target',
  'activation not possible here': 'the loss does not allow that activation in this layer',
  'not in a formula': 'the formula has no targets and no layers',
  'no such parameter': 'the file has no such parameter',
  'no such input': 'the samples have no such input',
  'no such target': 'the samples have no such target',
  'no such layer': 'the network has no such layer',
};

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toPrecision(3)} GB`;
const maxListedClasses = 5;

function listedClasses(names: readonly string[]): string {
  const listed = names.slice(0, maxListedClasses).map(quote);
  return [...listed, ...(names.length > maxListedClasses ? ['…'] : [])].join(', ');
}

function classRange(outputs: number): string {
  if (outputs === 1) return '0 or 1, the target of the only output';
  return `a class from 0 to ${outputs - 1}, ${oneForEach.output}, or a name in "outputNames"`;
}

function allowedTargets(min: number, max: number): string {
  return max === Number.POSITIVE_INFINITY ? `not below ${min}` : `from ${min} to ${max}`;
}

/** E_total of one sample by each loss. Σ is over the outputs, n is their number, and ln is the natural logarithm. */
export const lossFormulas: Readonly<Record<LossName, string>> = {
  'half-squared-error': '½ Σ(out − target)²',
  'mean-squared-error': '(1/n) Σ(out − target)²',
  'mean-absolute-error': '(1/n) Σ|out − target|',
  'binary-cross-entropy': '−Σ(target · ln(out) + (1 − target) · ln(1 − out))',
  'categorical-cross-entropy': '−Σ target · ln(out)',
};

type SettingName = Exclude<Hyperparameter, 'learningRate'>;

/** What each setting of an optimizer is. g is the gradient, with the weight decay if that is added to it. */
const settingMeanings: Readonly<Record<SettingName, string>> = {
  weightDecay: 'λ: adds λθ to the gradient of a parameter θ (adamw: multiplies θ by 1 − αλ)',
  momentum: 'μ in v⁺ = μv + g',
  dampening: 'τ in v⁺ = μv + (1 − τ)g, from the second update on; needs momentum',
  rho: 'ρ in s⁺ = ρs + (1 − ρ)g²',
  beta1: 'β1 in m⁺ = β1·m + (1 − β1)g',
  beta2: 'β2 in v⁺ = β2·v + (1 − β2)g²',
  epsilon: 'ε, which is added to the square root in the denominator',
};

const rowsOf: Readonly<Record<WeightLayout, string>> = {
  'units-by-inputs': 'a row for each unit of the layer',
  'inputs-by-units': 'a row for each input of the layer',
};

const biasInside: Readonly<Record<WeightLayout, string>> = {
  'units-by-inputs': 'inside the row',
  'inputs-by-units': 'a row of the weights',
};

const biasPlace = 'biases belong in "bias": {"values": […]} beside "weights"';

/** How a suggested activation, loss, optimizer or initializer differs. Each phrase follows its name. */
const differences: Readonly<Record<Difference, string>> = {
  'slope 0.01': 'whose slope for negative nets is 0.01',
  'exact gelu': 'the exact function instead of an approximation',
  'log in the loss': 'as the loss "categorical-cross-entropy" takes the logarithm',
  'sum over outputs': 'which adds up the outputs instead of averaging over them',
  'sigmoid outputs': 'after a "sigmoid" output layer, which adds up the outputs instead of averaging over them',
  'softmax outputs': 'after a "softmax" output layer',
  'class in each sample': 'with "class" in place of "target" in each sample',
  'half of the sum': 'which is half of it, with "reduction": "sum" if it adds up the samples',
  'square of the root': 'which is the square of it',
  'with momentum': 'with a "momentum" greater than 0',
  'with nesterov': 'with a "momentum" greater than 0 and "nesterov": true',
  'with all samples': 'with "batchSize": "all"',
  'truncated in Keras': 'whose distribution is not truncated, unlike that of Keras',
  'truncated distribution': 'whose distribution is not truncated, with the standard deviation 1/√n for n inputs',
  'normal distribution': 'which has the same variance, but a normal distribution',
  'deviation by inputs': 'whose standard deviation is 1/√n for n inputs',
  'limit by inputs': 'from −1/√n to 1/√n for n inputs',
};

/** The objects of a network file by their keys. Each phrase follows the name of a key. */
const homes = {
  network: 'at the top of the file',
  layer: 'in a layer',
  bias: 'in "bias"',
  init: 'in "init"',
  optimizer: 'in "optimizer"',
  sample: 'in a sample',
  chapter: 'in a chapter',
} as const;

export const fileMessages = {
  mistakes: {
    /** The last line of a list of mistakes. */
    more: (count: number) =>
      count === Number.POSITIVE_INFINITY ? 'and many more mistakes' : `and ${counted(count, 'more mistake')}`,
  },

  text: {
    standardInput: 'standard input',
    noSuchFile: 'no such file',
    isDirectory: mismatch('a directory', 'a file'),
    isPipe: mismatch('a pipe or a device', 'a file'),
    isUrl: mismatch('a URL', 'the path of a file, as only files are read'),
    notPermitted: 'cannot be read, permission denied',
    linksInCircle: 'cannot be read, its symbolic links lead in a circle',
    /** `code` is the error code of the system, such as EIO. */
    unreadable: (code: string) => `cannot be read (${code})`,
    empty: mismatch('nothing in it', 'text'),
    tooLarge: (maxBytes: number) => mismatch(`more than ${maxBytes / 1e6} MB`, 'a smaller file'),
    notUtf8: mismatch('binary data or another encoding', 'text in UTF-8'),
  },

  json: {
    mistake: (line: number, column: number, found: string, expected: string) =>
      `line ${line}, column ${column}: ${mismatch(found, expected)}`,
    repeatedKey: (line: number, column: number, key: string, firstLine: number) =>
      `line ${line}, column ${column}: ${mismatch(
        `the key ${quote(key)} again`,
        `it once in an object; line ${firstLine} has it already`,
      )}`,
    found: { end: 'the end of the file', string: 'a string', lineBreak: 'a line break' },
    /** The tokens that each state of the parser in json-mistake.ts expects. */
    expected: {
      value: 'a value',
      'first element': 'a value or "]"',
      'first name': 'a name in double quotes or "}"',
      name: 'a name in double quotes',
      colon: '":"',
      'after element': '"," or "]"',
      'after member': '"," or "}"',
      end: 'the end of the file',
      'rest of string': 'the rest of a string and its closing double quote',
    },
  },

  /** Names of keys, activations, losses, classes and quantities. */
  names: {
    didYouMean: (names: readonly string[], difference?: Difference) =>
      `did you mean ${alternatives(names)}${difference === undefined ? '' : `, ${differences[difference]}`}?`,
    /** For a key that belongs into another object. */
    didYouMeanInside: (keys: readonly (readonly [key: string, home: keyof typeof homes])[]) =>
      `did you mean ${keys.map(([key, home]) => `${quote(key)} ${homes[home]}`).join(' or ')}?`,
    /** For a key that the object already has under its own name. */
    didYouMeanOther: (names: readonly string[]) =>
      `did you mean ${alternatives(names)}, which ${names.length === 1 ? 'is' : 'are'} also there?`,
    /** For a setting that the optimizer's method does not have. */
    didYouMeanWithMethod: (names: readonly string[], methods: readonly string[]) =>
      `did you mean ${alternatives(names)} with the method ${alternatives(methods)}?`,
    fixedSlope: 'expected none, as the slope of leaky-relu is always 0.01 and the α of elu always 1',
    expectedOneOf: (names: readonly string[]) => `expected ${alternatives(names)}`,
    foreign: (names: readonly string[]) => `which does not exist here, expected ${alternatives(names)}`,
    epochs: 'expected the number of epochs on the command line, as in backstep train FILE --epochs 100',
    /** Of many names, only the first are listed. */
    expectedClass: (names: readonly string[]) =>
      `expected ${names.length > maxListedClasses ? listedClasses(names) : alternatives(names)}`,
    expectedSuchAs: (examples: readonly string[]) => `expected one such as ${alternatives(examples)}`,
    /** `hint` is one of the phrases above. */
    unknown: (found: unknown, hint: string) => `found ${describe(found)}, ${hint}`,
    unknownKey: (key: string, hint: string) => `found the unknown key ${quote(key)}, ${hint}`,
  },

  /** Any value in a file's JSON. */
  values: {
    mistake: (found: unknown, expected: string) => mismatch(describe(found), expected),
    tooManyMistakes: 'found more mistakes than can be listed',
    both: (first: string, second: string) => mismatch(`both "${first}" and "${second}"`, 'one of them'),
    neither: (first: string, second: string) => mismatch(`neither "${first}" nor "${second}"`, 'one of them'),
    text: 'text',
    textOnOneLine: 'text on one line, without control characters',
    nonEmptyText: 'at least one character',
    visibleText: 'at least one character other than spaces',
    trueOrFalse: 'true or false',
    array: 'an array',
    finiteNumber: 'a finite number',
    rowOfNumbers: 'a row of numbers',
    atMost: (max: number) => `at most ${max}`,
    wholeNumberFrom: (min: number) => `a whole number, at least ${min}`,
    wholeNumberBetween: (min: number, max: number) => `a whole number from ${min} to ${max}`,
    numberFrom: (min: number) => `a number not below ${min}`,
    numberFromToBelow: (min: number, below: number) => `a number from ${min} to below ${below}`,
    numberAbove: (bound: number) => `a number greater than ${bound}`,
  },

  network: {
    network: 'an object that describes a network',
    layers: 'an array of layers',
    atLeastOneLayer: 'at least one layer',
    layer: 'an object with the layer\'s "units", "activation" and "weights"',
    weights: 'rows of numbers, one row for each unit',
    init: 'an object with "method" and "seed"',
    bias: 'an object with "values" or "shared"',
    biasValues: `an array of numbers, ${oneForEach.unit}`,
    shuffle: 'an object with "seed"',
    batchSize: 'a whole number, at least 1, or "all"',
    inputNames: `an array of names, ${oneForEach.input}`,
    outputNames: `an array of names, ${oneForEach.output}`,
    /** Three descriptions that appear in the JSON Schema. */
    lossDescription: [
      'E_total of one sample, where Σ is over the n outputs.',
      ...Object.entries(lossFormulas).map(([name, formula]) => `${name}: ${formula}.`),
    ].join(' '),
    reductionDescription:
      'Whether E_total and the gradients of a batch are the means or the sums of those of its samples.',
    seedDescription: 'The seed of the random numbers. The same seed always gives the same numbers.',
    weightLayoutDescription:
      'Rows of weights: "units-by-inputs" has a row for each unit of the layer, as nn.Linear.weight of PyTorch. ' +
      '"inputs-by-units" has a row for each input of the layer, as Keras, NumPy and CS231n in x·W.',
    batchSizeDescription:
      'The number of samples in a batch. "all", or a number above the number of samples, makes one batch of all samples.',
    /** `each` says in which of several lists the same count was found. */
    wrongCount: (
      found: number,
      noun: 'row' | 'number' | 'name',
      expected: number,
      owner: keyof typeof oneForEach,
      each?: keyof typeof inEach,
    ) =>
      mismatch(
        counted(found, noun) + (each === undefined ? '' : ` ${inEach[each]}`),
        `${expected}, ${oneForEach[owner]}`,
      ),
    /** For all matrices of a file. The rows found belong to the layer's inputs if `expected` is units-by-inputs. */
    turned: (expected: WeightLayout, biasLayers: readonly number[]) =>
      `${mismatch(`weights with ${rowsOf[otherLayout[expected]]}`, rowsOf[expected])}; ` +
      `"weightLayout": "${otherLayout[expected]}" reads them as they are` +
      (biasLayers.length === 0
        ? ''
        : `; the biases of ${biasLayers.map((layer) => `layers[${layer}]`).join(' and ')} seem to be ` +
          `${biasInside[otherLayout[expected]]}; ${biasPlace}`),
    /** For one matrix among others that are not turned. Both sizes are rows × numbers in a row. */
    turnedMatrix: (rows: number, columns: number) =>
      mismatch(`${rows} × ${columns} weights`, `${columns} × ${rows}: the rows and columns are interchanged`),
    /** `wrongCount` is a text that the function `wrongCount` returns. */
    biasInside: (layout: WeightLayout, wrongCount: string) =>
      `${wrongCount}; the bias seems to be ${biasInside[layout]}; ${biasPlace}`,
    tooManyParameters: (count: number, max: number) => mismatch(`a network of ${count} parameters`, `at most ${max}`),
    tooMuchMemory: (neededBytes: number, maxBytes: number) =>
      mismatch(
        `a network that needs ${gigabytes(neededBytes)} of memory`,
        `at most ${gigabytes(maxBytes)} on this machine`,
      ),
    isSession: `${mismatch('a session', 'a network file')}; backstep FILE opens the session`,
  },

  samples: {
    samples: 'an array of samples, or the path of a CSV file',
    atLeastOneSample: 'at least one sample',
    sample: 'an object with "input" and "target"',
    input: `an array of numbers, ${oneForEach.input}`,
    target: `an array of numbers, ${oneForEach.output}`,
    class: 'the number of a class, from 0, or its name',
    className: 'the name of a class',
    columnName: 'the name of the column',
    classDescription:
      'In place of "target": the number of the output with target 1, counted from 0, or its name in "outputNames". ' +
      'All other targets are 0. With one output, class 0 or 1 is the target.',
    /** `hint` is one of the phrases of `names`, or undefined without names of outputs. */
    wrongClass: (found: string | number, outputs: number, hint: string | undefined) =>
      `found ${typeof found === 'string' ? quote(found) : found}, ${hint ?? `expected ${classRange(outputs)}`}`,
    /** For a number that is the name of one output and the number of another. */
    ambiguousClass: (found: number, name: string) =>
      mismatch(
        `${found}, which is the name of one output and the number of the output ${quote(name)}`,
        'the name of the class in double quotes',
      ),
    /** For the name of a class that several outputs have. */
    repeatedClass: (name: string) =>
      mismatch(`the class ${quote(name)}, which is the name of several outputs`, 'a different name for each output'),
    /** For a number that is not the number of a class, but the name of one. */
    classNameAsNumber: (found: number, name: string) =>
      mismatch(`${found}`, `${quote(name)} in double quotes, the name of a class`),
    /** For the number of a class that is written as text. */
    classNumberAsName: (found: string) =>
      mismatch(quote(found), `${Number(found)} without double quotes, the number of a class`),
    noCsvFile: (path: string) => mismatch(quote(path), 'an array of samples, as no CSV file can be read here'),
    atLine: (line: number | undefined, problem: string) => `line ${line}: ${problem}`,
    atCell: (line: number, column: string, problem: string) => `line ${line}, ${quote(column)}: ${problem}`,
    /** Names a column of a file without a header. Columns count from 1. */
    column: (number: number) => `column ${number}`,
    noRows: mismatch('no rows', 'samples'),
    noRowsBelowHeader: mismatch('no rows below the header', 'samples'),
    unclosedQuote: mismatch('a double quote that is not closed', 'cells in plain text or wholly in double quotes'),
    quoteInsideCell: mismatch(
      'a double quote in the middle of a cell',
      'cells in plain text or wholly in double quotes',
    ),
    wrongSeparator: (separator: string) => mismatch(`columns separated by ${quote(separator)}`, 'commas'),
    /** `hasClasses` is undefined if the file may have either kind of columns. */
    wrongWidth: (found: number, inputs: number, outputs: number, hasClasses: boolean | undefined) => {
      const withOutputs = `${inputs + outputs}, ${inputs} for the inputs and ${outputs} for the outputs`;
      const withClass = `${inputs + 1} with the name of a class`;
      const expected = hasClasses === true ? withClass : withOutputs;
      const mayHaveClasses = hasClasses === undefined && outputs > 1;
      return mismatch(counted(found, 'column'), mayHaveClasses ? `${withOutputs}, or ${withClass}` : expected);
    },
    /** For a file in which the last of the expected columns has words in all lines. */
    classesAfterNumbers: (inputs: number, outputs: number) =>
      outputs === 1
        ? mismatch('words in the last column', 'numbers for the only output, or an output for each class')
        : mismatch(
            `${counted(inputs + outputs - 1, 'column')} of numbers and one of classes`,
            `${counted(inputs, 'column')} of numbers before the classes, ${oneForEach.input}`,
          ),
    wrongClassCount: (classes: readonly string[], outputs: number) =>
      mismatch(
        `${counted(classes.length, 'class', 'classes')}, ${listedClasses(classes)}`,
        `${outputs}, ${oneForEach.output}`,
      ),
    /** `hint` is one of the phrases of `names`. */
    unknownClass: (name: string, hint: string) => `found the class ${quote(name)}, ${hint}`,
  },

  /** Activations and targets that do not fit the loss. */
  outputs: {
    hiddenSoftmax: mismatch('"softmax" in a hidden layer', 'it in the output layer only'),
    wrongActivation: (found: string, expected: string, loss: string) =>
      mismatch(quote(found), `${quote(expected)}, which the loss ${loss} needs`),
    wrongLoss: (found: string, expected: readonly string[], activation: string) =>
      mismatch(quote(found), `${alternatives(expected)}, which a ${activation} output layer needs`),
    targetOutOfRange: (target: number | undefined, min: number, max: number, loss: string) =>
      mismatch(`${target}`, `a number ${allowedTargets(min, max)}, as ${loss} needs`),
  },

  optimizer: {
    optimizer: 'an object with "method" and "learningRate"',
    /** Appears in the JSON Schema. */
    settingDescription: (name: SettingName, defaultValue: number) =>
      `${settingMeanings[name]}; ${defaultValue} unless given`,
    decay: (min: number) => `a number not below ${min}, or an object with "weights" and "biases"`,
    withoutMomentum: (found: unknown) => mismatch(describe(found), 'a "momentum" greater than 0 beside it'),
    nesterovWithDampening: mismatch('true', 'no "dampening" beside it'),
  },

  chapters: {
    chapters: 'an array of chapters',
    atMost: (max: number) => `at most ${max} chapters`,
    chapter: 'an object with the chapter\'s "title" and "text"',
    epoch: 'the number of an epoch, from 1',
    quantities: 'an array of quantities',
    notAParameter: (name: string) => mismatch(quote(name), 'a parameter, such as "w1"'),
    notAQuantity: (name: string) => mismatch(quote(name), 'a quantity of this network, such as "net_o1"'),
    withoutStep: (name: string) => mismatch(quote(name), 'a quantity that has a step of its own'),
  },

  session: {
    session: 'an object that describes a session',
    network: 'an object that describes a network, or the path of its file',
    /** The start of a message about the network inside the session file `source`. */
    networkOf: (source: string) => `${source}, network`,
    change: 'a change',
    changeKind: 'an object with the "kind" of a change',
    edit: 'an object with "update" and "change"',
    atMostEdits: (max: number) => `at most ${max} edits`,
    position: 'an object with "update" and "step"',
    mark: 'an object with "edits" and "position"',
    atMostOneMark: 'at most one mark',
    stepZero: mismatch('0', 'at least 1, as only update 1 has a step 0'),
    impossibleChange: (reason: keyof typeof impossibleChanges) =>
      `found a change that cannot be made: ${impossibleChanges[reason]}`,
  },

  writing: {
    needsPath: 'expected the path of a file',
    isFolder: 'it is a folder',
    notASession: 'it is not a session and was left unchanged',
    noSuchFolder: 'there is no such folder',
    /** `code` is the error code of the system, such as ENOSPC. */
    unwritable: (code: string) => `cannot be written (${code})`,
  },
};
