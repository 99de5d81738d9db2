import { type Glyphs, inGlyphs } from '../../../notation/glyphs.ts';

/** A sign on screen, and what it means. */
export interface LegendEntry {
  readonly sign: string;
  readonly meaning: string;
}

/** What the signs on screen mean. */
export function legendOf(glyphs: Glyphs): readonly LegendEntry[] {
  const { lines } = glyphs;
  const entries: readonly (readonly [sign: string, meaning: string])[] = [
    [glyphs.chosen, 'the chosen weight, or the factor pointed at'],
    [glyphs.back, 'a weight on a path from the chosen one to the error'],
    [glyphs.just, 'what was just computed'],
    [`${glyphs.target}0.01`, 'a target: what an output should be'],
    [`${lines.thin} ${lines.thick}`, 'a small and a large weight'],
    [`${lines.thinBroken} ${lines.thickBroken} ${lines.fallingBroken} ${lines.risingBroken}`, 'negative ones'],
    [glyphs.marks[0], 'how E changes with an out'],
    [glyphs.marks[1], 'how that out changes with its net: the slope of the activation'],
    [glyphs.marks[2], 'how that net changes with a weight: what the weight carries'],
    [glyphs.delta, '① × ②: how E changes with a net; all weights into a unit share it'],
    [glyphs.alpha, 'the learning rate'],
    [`w5${glyphs.after}`, 'w5 after the update'],
    ['∂E:h2.1', 'the part of ∂E that comes through h2.1'],
    ['g m v s', 'what an optimizer works out of a slope, and keeps; the narration says what each is'],
    ['β1 μ λ …', 'what an optimizer is set to; t: updates, counted from 1'],
    [`${glyphs.markedPoint}`, 'the error of the marked run'],
    [
      glyphs.shades.slice(1).join(' '),
      'on the map, from the least target to the most; of several outputs, one for each class',
    ],
    [glyphs.boundary, 'where the two sides of the map meet'],
    [`${glyphs.shapes.map(([right]) => right).join(' ')}`, 'on the map, a sample, by its class'],
    [`${glyphs.shapes.map(([, wrong]) => wrong).join(' ')}`, 'one that is on the wrong side'],
    ['net_h1@2', 'of sample 2, in a batch of several; without @, the mean over the batch'],
  ];
  return entries.map(([sign, meaning]) => ({ sign: inGlyphs(sign, glyphs), meaning: inGlyphs(meaning, glyphs) }));
}
