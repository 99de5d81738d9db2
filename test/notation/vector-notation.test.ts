import { expect, test } from 'vitest';
import { delta } from '../../src/engine/models/dense-quantities.ts';
import { vectorFormOf } from '../../src/engine/steps/vector-form.ts';
import type { UpdateOrder } from '../../src/engine/training/experiment.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { vectorSides, vectorSidesInLatex } from '../../src/notation/vector-notation.ts';
import { lecture } from '../support/lecture.ts';

test.each<readonly [UpdateOrder, text: string, latex: string]>([
  ['simultaneous', 'W_oᵀ·delta_o ⊙ σ′(net_h)', 'W_{o}^{\\top}'],
  ['layer-by-layer', 'W_o+ᵀ·delta_o ⊙ σ′(net_h)', '\\left( W_{o}^{+} \\right)^{\\top}'],
])('δ of the hidden layer is written with the weights that a %s update uses', (updateOrder, text, latexWeights) => {
  const { network } = lecture;
  const [form] = vectorFormOf(updateAt({ ...lecture, updateOrder }, 1), delta(1, 0));
  if (form === undefined) throw new Error('expected an equation');
  expect(vectorSides(network, form)).toEqual(['delta_h', text]);
  expect(vectorSidesInLatex(network, form)).toEqual([
    '\\delta_{h}',
    `${latexWeights} \\cdot \\delta_{o} \\odot \\sigma' \\left( net_{h} \\right)`,
  ]);
});
