import type { Glyphs } from '../../../notation/glyphs.ts';
import { inGlyphs } from '../../../notation/glyphs.ts';
import type { LegendEntry } from '../messages.ts';

/** Every sign on screen, and what it means. */
export function legend(glyphs: Glyphs): readonly LegendEntry[] {
  const { lines, shapes } = glyphs;
  const entries: readonly Entry[] = [
    [glyphs.selected, 'the selected weight or factor, or the focused panel'],
    [glyphs.errorPath, 'a weight on a path from the selected weight to the error'],
    [glyphs.justComputed, 'the number that this step has computed'],
    [`${glyphs.target}0.01`, 'a target: what an output should be'],
    [`${lines.thin} ${lines.thick}`, 'a small and a large weight of a layer'],
    [`${lines.thinBroken} ${lines.thickBroken} ${lines.fallingBroken} ${lines.risingBroken}`, 'negative weights'],
    [glyphs.factorMarks[0], 'how E changes with an out'],
    [glyphs.factorMarks[1], 'how that out changes with its net: the slope of the activation'],
    [glyphs.factorMarks[2], 'how that net changes with a weight: the input of the weight'],
    [glyphs.delta, '① × ②: how E changes with a net; all weights into a unit share it'],
    [glyphs.alpha, 'the learning rate'],
    [`w5${glyphs.after}`, 'w5 after the update'],
    ['∂E:h2.1', 'the part of ∂E that comes through h2.1'],
    ...optimizerEntries,
    [glyphs.markedPoint, 'the error of the marked run'],
    [
      glyphs.shades.slice(1).join(' '),
      'shades of the map, from the lowest to the highest target; with several outputs, one for each class',
    ],
    [glyphs.boundary, 'the decision boundary: where the two sides of the map meet'],
    [shapes.map(([right]) => right).join(' '), 'a sample on the map; the shape shows its class'],
    [shapes.map(([, wrong]) => wrong).join(' '), 'a sample that the network classifies wrongly'],
    ['net_h1@2', 'net_h1 of sample 2 in a batch; E_total and gradients without @ are of the batch'],
  ];
  return written(entries, glyphs);
}

/** Every sign on the screen of a formula, and what it means. */
export function formulaLegend(glyphs: Glyphs): readonly LegendEntry[] {
  const entries: readonly Entry[] = [
    [glyphs.selected, 'the selected number or factor, or the focused panel'],
    [glyphs.justComputed, 'the number that this step has computed'],
    [`${glyphs.partial} −4.0000`, 'in the graph: how the error changes with this quantity'],
    [glyphs.lines.thick, 'in the graph: the part of the formula that this step uses'],
    [glyphs.factorMarks[0], 'how the error changes with a quantity'],
    [glyphs.factorMarks[1], 'a local derivative: how that quantity changes with one in its equation'],
    ['∂f:q', 'the part of ∂f that comes through q'],
    [glyphs.alpha, 'the learning rate'],
    [`x${glyphs.after}`, 'x after the update'],
    ...optimizerEntries,
    [glyphs.markedPoint, 'the error of the marked run'],
    ['q@2', 'q of sample 2 in a batch; the error and gradients without @ are of the batch'],
  ];
  return written(entries, glyphs);
}

type Entry = readonly [sign: string, meaning: string];

const optimizerEntries: readonly Entry[] = [
  ['g m v s', 'numbers that an optimizer computes from a gradient; the narration explains each'],
  ['β1 μ λ …', "an optimizer's settings; t counts its updates from 1"],
];

function written(entries: readonly Entry[], glyphs: Glyphs): readonly LegendEntry[] {
  return entries.map(([sign, meaning]) => ({ sign: inGlyphs(sign, glyphs), meaning: inGlyphs(meaning, glyphs) }));
}
