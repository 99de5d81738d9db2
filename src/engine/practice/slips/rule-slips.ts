import { negative, product, ref } from '../../expressions/expression.ts';
import { isLocalOf, nodeValue, type Quantity } from '../../graph/quantity.ts';
import { atEachAndAll, type Slip, type SlipContext, type Variant } from './slip.ts';

/** In a formula, a rule of calculus is applied wrongly to a local derivative ∂y/∂x. */
export const ruleSlips = [
  { name: 'wrong-rule', area: 'rule', variants: wrongRules },
] as const satisfies readonly Slip[];

function* wrongRules(context: SlipContext): IterableIterator<Variant> {
  const locals = context.quantities.filter((quantity) =>
    isLocalOf(quantity, 'equation', 'equation', 'parameter', 'input'),
  );
  for (const local of locals) {
    const value = (node: typeof local.of | typeof local.by, { sample }: Quantity): Quantity =>
      nodeValue(node, { sample: node.block.role === 'parameter' ? undefined : sample });
    const one = [local];
    // y in place of ∂y/∂x: the function is not differentiated.
    yield* atEachAndAll(context, one, (own) => ref(value(own.of, own)));
    // x in place of the other factor of a product, or of the slope of a function.
    yield* atEachAndAll(context, one, (own) => ref(value(own.by, own)));
    // The sign of the subtracted term, or of the quotient rule.
    yield* atEachAndAll(context, one, (own) => negative(ref<Quantity>(own)));
    // The exponent is not lowered: 2x² in place of 2x.
    yield* atEachAndAll(context, one, (own) => product<Quantity>(ref(own), ref(value(own.by, own))));
  }
}
