import { memoize } from '../../engine/expressions/memoize.ts';
import { inGlyphs } from '../../notation/glyphs.ts';
import { type Row, wrapped } from '../draw/rows.ts';
import { wordsOf } from '../messages/word-table.ts';
import type { Size } from '../state/layout.ts';
import type { View } from '../state/view.ts';
import { activationPicture } from './activation-picture.ts';
import { errorPicture } from './error-picture.ts';
import { gradientsPicture } from './gradients-picture.ts';
import { mapPicture } from './map-picture.ts';
import type { Drawing, Picture } from './picture.ts';
import { slopePicture } from './slope-picture.ts';

/** Every picture, in the order in which v shows them. */
export const pictures: readonly Picture[] = [
  errorPicture,
  slopePicture,
  activationPicture,
  gradientsPicture,
  mapPicture,
];

/** Throws a RangeError if no picture has the name. */
export function pictureNamed(name: string): Picture {
  const picture = pictures.find((each) => each.name === name);
  if (picture === undefined) throw new RangeError(`there is no picture ${name}`);
  return picture;
}

/** The drawing of the present picture. It is computed once for its title, its rows and its sentence. */
const drawingOf: (view: View) => Drawing = memoize((view) => {
  const picture = pictureNamed(view.model.picture);
  return picture.draw(view, wordsOf(view.messages.pictures, picture));
});

export function pictureTitle(view: View): string {
  return inGlyphs(drawingOf(view).title, view.glyphs);
}

/** The present picture with its sentence below it. */
export function pictureRows(view: View, { columns, rows }: Size): readonly Row[] {
  const drawing = drawingOf(view);
  const { sentence } = drawing;
  const lines = sentence === undefined ? [] : wrapped(inGlyphs(sentence, view.glyphs), columns);
  return [
    ...drawing.rows({ columns, rows: rows - lines.length }),
    ...lines.map((text): Row => [{ text, part: 'emphasized' }]),
  ];
}

/** A sentence about the present picture, for a screen reader. */
export function pictureSentence(view: View): string {
  const { sentence, spoken } = drawingOf(view);
  return spoken ?? sentence ?? '';
}
