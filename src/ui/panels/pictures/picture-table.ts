import { memoize } from '../../../engine/expressions/memoize.ts';
import type { PictureName } from '../../../engine/training/lesson-plan.ts';
import { inGlyphs } from '../../../notation/glyphs.ts';
import { type Row, wrapped } from '../../draw/rows.ts';
import { words } from '../../messages/en/screen-words.ts';
import type { View } from '../../state/view.ts';
import { activationPicture } from './activation-picture.ts';
import { errorRows, errorTitle } from './error-picture.ts';
import { gradientsPicture } from './gradients-picture.ts';
import { mapPicture } from './map-picture.ts';
import type { Picture } from './picture.ts';
import { slopePicture } from './slope-picture.ts';

/** Each of a view is worked out once, for its title and its rows. */
const pictures: Readonly<Record<Exclude<PictureName, 'error'>, (view: View) => Picture>> = {
  slope: memoize(slopePicture),
  activation: memoize(activationPicture),
  gradients: memoize(gradientsPicture),
  map: memoize(mapPicture),
};

/** The lower right panel: the picture that was chosen, with its sentence under it. */
export function pictureRows(view: View, width: number, height: number): readonly Row[] {
  const { picture, mode } = view.model;
  if (picture === 'error') return errorRows(view, width, height);
  // The other pictures would give away what is asked for.
  if (mode.kind === 'practising') return [[{ text: words.hidden, part: 'faint' }]];
  const { rows, sentence } = pictures[picture](view);
  const lines = wrapped(inGlyphs(sentence, view.glyphs), width);
  return [...rows(width, height - lines.length), ...lines.map((text): Row => [{ text, part: 'chosen' }])];
}

/** The sentence of the picture that was chosen, if it has one. */
export function sentenceOf(view: View): string | undefined {
  const { picture } = view.model;
  return picture === 'error' ? undefined : pictures[picture](view).sentence;
}

/** What the lower right panel is called. */
export function pictureTitle(view: View): string {
  const { picture } = view.model;
  return picture === 'error' ? errorTitle(view) : inGlyphs(pictures[picture](view).title, view.glyphs);
}
