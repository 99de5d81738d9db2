import { expect, test } from 'vitest';
import { derive } from '../../../src/engine/expressions/derive.ts';
import { deriveInLines } from '../../../src/engine/expressions/derive-in-lines.ts';
import {
  call,
  constant,
  difference,
  type Expression,
  negative,
  power,
  product,
  quotient,
  ref,
  square,
  sum,
} from '../../../src/engine/expressions/expression.ts';
import { isSameNode } from '../../../src/engine/graph/node.ts';
import type { Quantity } from '../../../src/engine/graph/quantity.ts';
import { activations } from '../../../src/engine/models/activations.ts';
import { inputValue } from '../../../src/engine/models/dense-quantities.ts';
import { losses } from '../../../src/engine/models/losses.ts';
import { unicode } from '../../../src/notation/glyphs.ts';
import { writeLine } from '../../../src/notation/one-line.ts';

type E = Expression<Quantity>;
const names = ['x', 'y', 'z', 'w', 'target', 'out', 'net', 'out_h1', 'w5', 'out_h2', 'w6'];
const [x, y, z, w, target, out, net, outH1, w5, outH2, w6] = names.map((_, unit) =>
  ref<Quantity>(inputValue(unit)),
) as [E, E, E, E, E, E, E, E, E, E, E];
const isSame = (a: Quantity, b: Quantity): boolean => isSameNode(a.of, b.of);
const text = (expression: E): string =>
  writeLine(expression, {
    glyphs: unicode,
    hasValues: false,
    maxTerms: 10,
    quantity: ({ of }) => names[of.index] ?? '',
  });
const leafOf = (expression: E): Quantity => {
  if (expression.kind !== 'leaf') throw new Error('not a leaf');
  return expression.leaf;
};
const written = (expression: E, by: E): string => text(derive(expression, leafOf(by), isSame));

const table: readonly (readonly [E, by: E, derivative: string])[] = [
  [product(constant(0.5), square(difference(target, out))), out, '−(target − out)'],
  [quotient(square(difference(target, out)), y), out, '−2(target − out)/y'],
  [square(difference(x, constant(3))), x, '2(x − 3)'],
  [product(sum([x, y]), z), x, 'z'],
  [product(sum([x, y]), z), z, 'x + y'],
  [power(x, constant(3)), x, '3·x²'],
  [product(x, x, y), x, '2·x·y'],
  [quotient(constant(1), x), x, '−1/x²'],
  [quotient(constant(1), sum([constant(1), call('exp', negative(x))])), x, 'exp(−x)/(1 + exp(−x))²'],
  [quotient(call('exp', x), sum([call('exp', x), call('exp', y)])), y, '−exp(x)·exp(y)/(exp(x) + exp(y))²'],
  [call('ln', sum([x, y])), x, '1/(x + y)'],
  [call('exp', product(w, x)), w, 'exp(w·x)·x'],
  [call('sqrt', sum([square(x), square(y)])), x, 'x/√(x² + y²)'],
  [power(constant(2), x), x, '2^x·ln(2)'],
  [call('tanh', sum([product(w, x), product(y, z)])), w, '(1 − tanh(w·x + y·z)²)·x'],
  [call('softmax', x, x, y), x, 'softmax(x, x, y)(1 − softmax(x, x, y))'],
  [call('softmax', x, x, y), y, '−softmax(x, x, y)·softmax(y, x, y)'],
  [call('minus-log-softmax', x, x, y), x, '−(1 − softmax(x, x, y))'],
  [call('max', x, y), x, '(1 if x − y > 0, else 0)'],
  [sum([product(outH1, w5), product(outH2, w6)]), w5, 'out_h1'],
];

test.each(table)('the derivative of a formula reads as books write it: $2', (expression, by, derivative) => {
  expect(written(expression, by)).toBe(derivative);
});

const linesOf = (expression: E, by: E): readonly string[] => {
  const { value, derivative } = deriveInLines(expression, leafOf(by), isSame);
  return [...value, ...derivative].map((each) => [text(each.expression), ...each.rules].join(' | '));
};

test('½(target − out)² is derived by the power rule and the chain rule', () => {
  expect(linesOf(product(constant(0.5), square(difference(target, out))), out)).toEqual([
    '½(target − out)²',
    '½·2(target − out)(−1) | constant | power | chain | sum',
    '−(target − out) | simplify',
  ]);
});

test('a term without the leaf is 0', () => {
  expect(linesOf(sum([product(outH1, w5), product(outH2, w6)]), w5)).toEqual([
    'out_h1·w5 + out_h2·w6',
    'out_h1 + 0 | sum | constant',
    'out_h1 | simplify',
  ]);
});

test('σ is derived from 1/(1 + e^−x)', () => {
  const { value, derivative } = activations.sigmoid.derivativeLines(net, out);
  expect([...value, ...derivative].map((each) => [text(each.expression), ...each.rules].join(' | '))).toEqual([
    'σ(net)',
    '1/(1 + exp(−net)) | definition',
    'exp(−net)/(1 + exp(−net))² | quotient | chain',
    '1/(1 + exp(−net)) × exp(−net)/(1 + exp(−net)) | rearrange',
    '1/(1 + exp(−net)) × (1 + exp(−net) − 1)/(1 + exp(−net)) | rearrange',
    '1/(1 + exp(−net)) × (1 − 1/(1 + exp(−net))) | simplify',
    'σ(net)(1 − σ(net)) | definition',
    'out(1 − out) | definition',
  ]);
});

test.each([
  ['sigmoid', 'out(1 − out)'],
  ['tanh', '1 − out²'],
  ['relu', '(1 if net > 0, else 0)'],
  ['leaky-relu', '(1 if net > 0, else 0.01)'],
  ['elu', '(1 if net > 0, else exp(net))'],
  ['softplus', 'σ(net)'],
  ['silu', 'σ(net)(1 + net − out)'],
  ['gelu', 'Φ(net) + net·φ(net)'],
  ['identity', '1'],
] as const)('f′ of %s is %s', (name, derivative) => {
  expect(text(activations[name].derivativeExpression(net, out))).toBe(derivative);
});

test.each([
  ['half-squared-error', '−(target − out)'],
  ['mean-squared-error', '−2(target − out)/3'],
  ['mean-absolute-error', '(−sign(target − out))/3'],
] as const)('∂E/∂out of %s is %s', (name, derivative) => {
  const output = { out, net, target, outputs: 3, unit: 0, nets: [], outs: [], targets: [] };
  expect(text(losses[name].derivativeExpression(output))).toBe(derivative);
});

test('δ of binary cross-entropy is out − target', () => {
  const output = { out, net, target, outputs: 1, unit: 0, nets: [net], outs: [out], targets: [target] };
  expect(text(losses['binary-cross-entropy'].deltaExpression(output, 1))).toBe('out − target');
});
