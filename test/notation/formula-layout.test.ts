import { expect, test } from 'vitest';
import type { Quantity } from '../../src/engine/graph/quantity.ts';
import { parameterGradient } from '../../src/engine/models/dense-quantities.ts';
import { quantityName } from '../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import { chainRuleOf } from '../../src/engine/steps/explanation.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { layOutFormula } from '../../src/notation/formula-layout.ts';
import { unicode } from '../../src/notation/glyphs.ts';
import { formatNumber } from '../../src/notation/number-format.ts';
import { stack, tokensOf } from '../../src/notation/stacked-fractions.ts';
import { lecture } from '../support/lecture.ts';

const update = updateAt(lecture, 1);
const values = readUpdate(lecture, 1, lecture.initial);

interface Drawing {
  readonly parameter: number;
  readonly width: number;
  /** Names of quantities that are replaced by their chain rule. */
  readonly expanded?: readonly string[];
  /** Names of quantities with known values. Undefined: all values are known. */
  readonly known?: readonly string[];
  /** The name of the quantity that the present step has computed. */
  readonly newName?: string;
  readonly selected?: number;
}

/** The stacked chain rule of a weight of the lecture, as text. */
function drawn({ parameter, width, expanded = [], known, newName, selected }: Drawing): string {
  const name = (quantity: Quantity): string => quantityName(lecture.network, quantity);
  const chainRule = chainRuleOf(update, parameterGradient(parameter));
  if (chainRule.kind === 'given') throw new Error('expected a chain rule');
  const tokens = tokensOf(chainRule, {
    model: lecture.network,
    glyphs: unicode,
    number: (quantity) =>
      known?.includes(name(quantity)) === false ? undefined : formatNumber(values.numberOf(quantity), 4, unicode),
    isNew: (quantity) => name(quantity) === newName,
    expanded: (quantity) => {
      const rule = expanded.includes(name(quantity)) ? chainRuleOf(update, quantity) : undefined;
      return rule?.kind === 'given' ? undefined : rule;
    },
    maxTerms: 3,
  });
  const left = stack('∂E', `∂w${parameter + 1}`, unicode);
  const lines = layOutFormula({ left, tokens, selected, isFocused: true, width, glyphs: unicode });
  return `\n${lines
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n')}\n`;
}

test('the numbers of a product of fractions are below the fractions', () => {
  expect(drawn({ parameter: 4, width: 36 })).toBe(`
∂E      ∂E      ∂out_o1   ∂net_o1
─── = ─────── × ─────── × ───────
∂w5   ∂out_o1   ∂net_o1     ∂w5
         ①         ②         ③
    = 0.5843  × 0.2411  × 0.5069
`);
});

test('a number that is not computed yet is left blank, and so are the operators beside it', () => {
  expect(
    drawn({ parameter: 4, width: 36, known: ['dE_total/dout_o1', 'dnet_o1/dw5'], newName: 'dE_total/dout_o1' }),
  ).toBe(`
∂E      ∂E      ∂out_o1   ∂net_o1
─── = ─────── × ─────── × ───────
∂w5   ∂out_o1   ∂net_o1     ∂w5
         ①         ②         ③
    = •0.5843             0.5069
`);
});

test('a product that is too wide continues on a new row, which starts with the sign ×', () => {
  expect(drawn({ parameter: 4, width: 26 })).toBe(`
∂E      ∂E      ∂out_o1
─── = ─────── × ───────
∂w5   ∂out_o1   ∂net_o1
         ①         ②
    = 0.5843  × 0.2411
     ∂net_o1
   × ───────
       ∂w5
        ③
   × 0.5069
`);
});

test('a negative number after an operator is in parentheses, and the selected factor is marked', () => {
  expect(drawn({ parameter: 0, width: 80, expanded: ['dE_total/dout_h1'], selected: 1 })).toBe(`
∂E    ⎛ ∂E_o1      ∂E_o2  ⎞   ∂out_h1   ∂net_h1
─── = ⎜─────── +  ─────── ⎟ × ─────── × ───────
∂w1   ⎝∂out_h1    ∂out_h1 ⎠   ∂net_h1     ∂w1
          ▸                      ②         ③
    = (0.0493  + (−0.0394)) × 0.2500  × 0.0500
`);
});

test('parentheses around an expression without fractions are one line high', () => {
  expect(drawn({ parameter: 4, width: 80, expanded: ['dE_total/dout_o1', 'dout_o1/dnet_o1', 'dnet_o1/dw5'] })).toBe(`
∂E
─── = −(target_o1 − out_o1) × out_o1 × (1 − out_o1) × out_h1
∂w5
    = −( 0.0100   − 0.5943) × 0.5943 × (1 − 0.5943) × 0.5069
`);
});

test('without fractions, the numbers of all rows are below the symbols of all rows', () => {
  expect(drawn({ parameter: 4, width: 40, expanded: ['dE_total/dout_o1', 'dout_o1/dnet_o1', 'dnet_o1/dw5'] })).toBe(`
∂E
─── = −(target_o1 − out_o1) × out_o1
∂w5
   × (1 − out_o1) × out_h1
    = −( 0.0100   − 0.5943) × 0.5943
   × (1 − 0.5943) × 0.5069
`);
});

test('if two paths do not fit together on one row, each path starts a row', () => {
  const expanded = ['dE_total/dout_h1', 'dE_o1/dout_h1', 'dE_o2/dout_h1'];
  expect(drawn({ parameter: 0, width: 46, expanded })).toBe(`
∂E    ⎛  ∂E      ∂out_o1   ∂net_o1
─── = ⎜─────── × ─────── × ───────
∂w1   ⎝∂out_o1   ∂net_o1   ∂out_h1
          ①         ②         ③
    = (0.5843  × 0.2411  × 0.3500
        ∂E       ∂out_o2   ∂net_o2⎞   ∂out_h1
   +  ───────  × ─────── × ───────⎟ × ───────
      ∂out_o2    ∂net_o2   ∂out_h1⎠   ∂net_h1
         ①          ②         ③          ②
   + (−0.3714) × 0.2359  × 0.4500 ) × 0.2500
     ∂net_h1
   × ───────
       ∂w1
        ③
   × 0.0500
`);
});

test('inside a sum, a term that starts with − is in parentheses, and no row breaks inside flat parentheses', () => {
  const expanded = ['dE_total/dout_h1', 'dE_o1/dout_h1', 'dE_o2/dout_h1', 'dE_total/dout_o1', 'dE_total/dout_o2'];
  const text = drawn({ parameter: 0, width: 36, expanded: [...expanded, 'dout_h1/dnet_h1'] });
  expect(text).toContain('+ (−(target_o2 − out_o2))');
  expect(text).toContain('× (1 − out_h1) ×');
});
