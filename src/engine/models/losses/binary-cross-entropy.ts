import { compileFunction } from '../../expressions/compile-function.ts';
import { line } from '../../expressions/derivation-lines.ts';
import {
  call,
  conditional,
  constant,
  difference,
  type Expression,
  negative,
  product,
  quotient,
  ref,
  rewritten,
  sum,
} from '../../expressions/expression.ts';
import { nearOne } from '../../expressions/functions.ts';
import type { FusedLoss, OutputExpressions } from '../loss.ts';

const one = constant(1);

type Terms<Leaf> = Pick<OutputExpressions<Leaf>, 'net' | 'out' | 'target'>;

function errorOf<Leaf>({ out, net, target }: Terms<Leaf>): Expression<Leaf> {
  const oneMinusTarget = difference(one, target);
  const stable = sum([
    product(target, call('softplus', negative(net))),
    product(oneMinusTarget, call('softplus', net)),
  ]);
  return rewritten(
    negative(sum([product(target, call('ln', out)), product(oneMinusTarget, call('ln', difference(one, out)))])),
    stable,
    stable,
  );
}

/** out − target. For an out near 1 it is (1 − target) − (1 − out), where 1 − out is out·e^(−net). */
function deltaOf<Leaf>({ out, net, target }: Terms<Leaf>): Expression<Leaf> {
  const shown = difference(out, target);
  const stable = difference(difference(one, target), product(out, call('exp', negative(net))));
  return rewritten(shown, conditional(difference(out, constant(nearOne)), stable, shown), stable);
}

const places = ['net', 'out', 'target'] as const;
type Place = (typeof places)[number];
const terms: Terms<Place> = { net: ref('net'), out: ref('out'), target: ref('target') };

/** E = −(target·ln out + (1 − target)·ln(1 − out)), for sigmoid outputs. */
export function binaryCrossEntropy(): FusedLoss {
  const error = compileFunction<Place>(errorOf(terms), places);
  const delta = compileFunction<Place>(deltaOf(terms), places);
  return {
    kind: 'fused',
    activation: 'sigmoid',
    needsAllTargets: false,
    targetRange: { min: 0, max: 1 },
    error: (nets, start, unit, target) => error(nets[start + unit] ?? Number.NaN, Number.NaN, target),
    delta: ({ nets, outs, start, targets, firstTarget }, unit) =>
      delta(
        nets[start + unit] ?? Number.NaN,
        outs[start + unit] ?? Number.NaN,
        targets[firstTarget + unit] ?? Number.NaN,
      ),
    errorExpression: errorOf,
    deltaExpression: deltaOf,
    deltaLines: (output) => {
      const { out, target } = output;
      const [oneMinusOut, oneMinusTarget] = [difference(one, out), difference(one, target)];
      const slope = product(out, oneMinusOut);
      return {
        value: [line(errorOf(output))],
        derivative: [
          line(
            product(negative(difference(quotient(target, out), quotient(oneMinusTarget, oneMinusOut))), slope),
            'sum',
            'ln',
            'chain',
            'sigmoid',
          ),
          line(negative(difference(product(target, oneMinusOut), product(oneMinusTarget, out))), 'rearrange'),
          line(deltaOf(output), 'simplify'),
        ],
      };
    },
    pytorch: 'F.binary_cross_entropy_with_logits(net, target, reduction="none").sum(dim=1)',
  };
}
