import { takesOneCellEachOutsideEscapes } from '../notation/cell-width.ts';

/** Not written as `Intl.Segmenter`, because the bundle replaces that expression by the function below. */
const { Segmenter } = Intl;

/**
 * Replaces Intl.Segmenter in the bundle, also for Ink. Creating the first Intl.Segmenter takes about 15 ms, 7 % of the time
 * to the first frame. This function creates one only for a text whose characters may combine, or to find words and
 * sentences.
 */
export function GraphemeSegmenter(
  ...parameters: ConstructorParameters<typeof Segmenter>
): Pick<Intl.Segmenter, 'segment'> {
  const { granularity = 'grapheme' } = parameters[1] ?? {};
  let created: Intl.Segmenter | undefined;
  const segment = (text: string): Intl.Segments => {
    created ??= new Segmenter(...parameters);
    return created.segment(text);
  };
  return {
    segment: (text) =>
      granularity === 'grapheme' && takesOneCellEachOutsideEscapes(text)
        ? { [Symbol.iterator]: () => characterSegments(text), containing: (index) => segment(text).containing(index) }
        : segment(text),
  };
}

function* characterSegments(text: string): Generator<Intl.SegmentData, undefined> {
  for (let index = 0; index < text.length; index++) yield { segment: text.charAt(index), index, input: text };
}
