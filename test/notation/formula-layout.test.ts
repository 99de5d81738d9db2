import { expect, test } from 'vitest';
import type { Quantity } from '../../src/engine/expressions/quantity.ts';
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
const reading = readUpdate(lecture, 1, lecture.initial);

interface Wanted {
  readonly parameter: number;
  readonly width: number;
  /** Names of opened quantities. */
  readonly opened?: readonly string[];
  /** Names of quantities that are known; all, unless given. */
  readonly known?: readonly string[];
  readonly isNew?: string;
  readonly selected?: number;
}

/** The stacked derivative of one of the lecture's weights, as text. */
function drawn({ parameter, width, opened = [], known, isNew, selected }: Wanted): string {
  const name = (quantity: Quantity): string => quantityName(lecture.network, quantity);
  const chain = chainRuleOf(update, { kind: 'gradient', parameter });
  if (chain.kind === 'given') throw new Error('no chain');
  const tokens = tokensOf(chain, {
    network: lecture.network,
    glyphs: unicode,
    number: (quantity) =>
      known?.includes(name(quantity)) === false ? undefined : formatNumber(reading.numberOf(quantity), 4, unicode),
    isNew: (quantity) => name(quantity) === isNew,
    expanded: (quantity) => {
      const rule = opened.includes(name(quantity)) ? chainRuleOf(update, quantity) : undefined;
      return rule?.kind === 'given' ? undefined : rule;
    },
    maxTerms: 3,
  });
  const left = stack('∂E', `∂w${parameter + 1}`, unicode);
  const lines = layOutFormula({ left, tokens, selected, width, glyphs: unicode });
  return `\n${lines
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n')}\n`;
}

test('a product of fractions, with its numbers beneath', () => {
  expect(drawn({ parameter: 4, width: 36 })).toBe(`
∂E      ∂E      ∂out_o1   ∂net_o1
─── = ─────── × ─────── × ───────
∂w5   ∂out_o1   ∂net_o1     ∂w5
         ①         ②         ③
    = 0.5843  × 0.2411  × 0.5069
`);
});

test('what is not known yet leaves a blank, and no sign beside it', () => {
  expect(
    drawn({ parameter: 4, width: 36, known: ['dE_total/dout_o1', 'dnet_o1/dw5'], isNew: 'dE_total/dout_o1' }),
  ).toBe(`
∂E      ∂E      ∂out_o1   ∂net_o1
─── = ─────── × ─────── × ───────
∂w5   ∂out_o1   ∂net_o1     ∂w5
         ①         ②         ③
    = •0.5843             0.5069
`);
});

test('too wide a product breaks before a sign', () => {
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

test('a negative number after a sign is in parentheses, and the factor pointed at is marked', () => {
  expect(drawn({ parameter: 0, width: 80, opened: ['dE_total/dout_h1'], selected: 1 })).toBe(`
∂E    ⎛ ∂E_o1      ∂E_o2  ⎞   ∂out_h1   ∂net_h1
─── = ⎜─────── +  ─────── ⎟ × ─────── × ───────
∂w1   ⎝∂out_h1    ∂out_h1 ⎠   ∂net_h1     ∂w1
          ▸                      ②         ③
    = (0.0493  + (−0.0394)) × 0.2500  × 0.0500
`);
});

test('around what has no fractions, parentheses are low', () => {
  expect(drawn({ parameter: 4, width: 80, opened: ['dE_total/dout_o1', 'dout_o1/dnet_o1', 'dnet_o1/dw5'] })).toBe(`
∂E
─── = −(target_o1 − out_o1) × out_o1 × (1 − out_o1) × out_h1
∂w5
    = −( 0.0100   − 0.5943) × 0.5943 × (1 − 0.5943) × 0.5069
`);
});

test('where two paths do not fit on one row, each has its own', () => {
  const opened = ['dE_total/dout_h1', 'dE_o1/dout_h1', 'dE_o2/dout_h1'];
  expect(drawn({ parameter: 0, width: 46, opened })).toBe(`
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

test('a factor with a sign of its own is in parentheses inside a sum, and never broken', () => {
  const opened = ['dE_total/dout_h1', 'dE_o1/dout_h1', 'dE_o2/dout_h1', 'dE_total/dout_o1', 'dE_total/dout_o2'];
  const text = drawn({ parameter: 0, width: 36, opened: [...opened, 'dout_h1/dnet_h1'] });
  expect(text).toContain('+ (−(target_o2 − out_o2))');
  expect(text).toContain('× (1 − out_h1) ×');
});
