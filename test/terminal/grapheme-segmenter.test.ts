import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GraphemeSegmenter } from '../../src/terminal/grapheme-segmenter.ts';

const piece = fc.oneof(
  fc.constantFrom('w1', ' = ', '\u001B[1;34m', '\u001B[0m', '\n', '\r\n', '\r', '∂E/∂w5', '╲╱', 'σ', '▸', '①'),
  fc.constantFrom('e\u0301', '한', '\u1112\u1161', '👩‍🎓', '🇰🇷', '\uFE0F', '\u200D', '\u0000', '\uD800'),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

test('the grapheme clusters of a text are those of Intl.Segmenter', () => {
  const own = GraphemeSegmenter();
  const usual = new Intl.Segmenter();
  fc.assert(
    fc.property(text, (input) => {
      expect([...own.segment(input)]).toEqual([...usual.segment(input)]);
    }),
    { numRuns: 2000 },
  );
});

test('the cluster at an index, and the words of a text, are those of Intl.Segmenter', () => {
  expect(GraphemeSegmenter().segment('ab').containing(1)).toEqual({ segment: 'b', index: 1, input: 'ab' });
  const words = GraphemeSegmenter('en', { granularity: 'word' }).segment('a step');
  expect([...words].map(({ segment }) => segment)).toEqual(['a', ' ', 'step']);
});
