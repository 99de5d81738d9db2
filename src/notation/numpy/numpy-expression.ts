import { type Expression, withParts } from '../../engine/expressions/expression.ts';
import { functionTable } from '../../engine/expressions/functions.ts';
import { type Algebra, type Written, writeExpression } from '../expression-writer.ts';
import { pythonNumber } from '../pytorch/pytorch-terms.ts';

/** An expression as Python code whose leaves are the names of NumPy arrays. */
export function numpyExpression(expression: Expression<string>): string {
  return writeExpression(expression, algebra).text;
}

/** The forms that backstep computes. They give the same digits, and hold in every update. */
export function computedForm<Leaf>(expression: Expression<Leaf>): Expression<Leaf> {
  if (expression.kind === 'leaf') return expression;
  return expression.kind === 'rewritten' ? computedForm(expression.computed) : withParts(expression, computedForm);
}

const atom = (text: string): Written<string> => ({ text, precedence: 'atom' });

const algebra: Algebra<string, string> = {
  hasFractionBars: false,
  maxTerms: Number.POSITIVE_INFINITY,
  ellipsis: '',
  constant: (value) => (value < 0 ? { text: pythonNumber(value), precedence: 'sign' } : atom(pythonNumber(value))),
  quantity: atom,
  sum: (terms) => terms.join(' + '),
  difference: (left, right) => `${left} - ${right}`,
  product: (factors) => factors.map(({ text }) => text).join(' * '),
  quotient: (numerator, denominator) => ({ text: `${numerator} / ${denominator}`, precedence: 'product' }),
  negative: (operand) => `-${operand}`,
  power: (base, exponent) => {
    const { text, precedence } = writeExpression(exponent, algebra);
    return { text: `${base} ** ${precedence === 'atom' ? text : `(${text})`}`, precedence: 'power' };
  },
  call: (name, inputs) => atom(functionTable[name].numpy(...inputs)),
  conditional: ({ ifPositive, test, otherwise }) => atom(`np.where((${test}) <= 0, ${otherwise}, ${ifPositive})`),
  parentheses: (text) => `(${text})`,
};

/** Python functions that NumPy lacks. A program contains those that it calls. */
const helpers: Readonly<Record<string, string>> = {
  sigmoid: `def sigmoid(x):
    power = np.exp(-np.abs(x))  # does not overflow
    return np.where(x >= 0, 1 / (1 + power), power / (1 + power))`,
  softmax: `def softmax(Z):
    power = np.exp(Z - Z.max(axis=1, keepdims=True))  # does not overflow
    return power / power.sum(axis=1, keepdims=True)`,
  normal_cdf: `def normal_cdf(x):
    return 0.5 * np.vectorize(math.erfc)(-np.asarray(x) / math.sqrt(2))`,
  share: `def share(extreme, x, xs):
    top = extreme(np.broadcast_arrays(*xs), axis=0)
    return (x == top) / sum(1 * (each == top) for each in xs)`,
};

/** The helpers that a program calls. */
export function helpersFor(program: string): string {
  const called = Object.entries(helpers).filter(([name]) => new RegExp(`(?<![\\w.])${name}\\(`).test(program));
  return called.map(([, code]) => `\n\n${code}\n`).join('');
}
