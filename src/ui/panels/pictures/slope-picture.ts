import { isTrained, parameterName } from '../../../engine/models/parameters.ts';
import { errorCurve } from '../../../engine/pictures/error-curve.ts';
import { createCanvas, rowsOf, write } from '../../draw/canvas.ts';
import { cellAt, drawCurves } from '../../draw/plot.ts';
import type { Row } from '../../draw/rows.ts';
import { pictureWords } from '../../messages/en/picture-words.ts';
import { shown, signed, type View } from '../../state/view.ts';
import { labelWidthOf, writeAxis, writeEnds } from './axes.ts';
import type { Picture } from './picture.ts';

/** Points that a curve is worked out at; between them it is straight. */
const points = 65;

/** The axis is so many times as high as the curve. */
const headroom = 1.2;

/** Cells of the arrow that says which way, whatever the step. */
const arrowLength = 3;

/** E_total over the chosen parameter, its tangent where that is now, and which way the update moves it. */
export function slopePicture(view: View): Picture {
  const { moment, chosen, glyphs } = view;
  const { reading } = moment;
  const { network } = reading.update.experiment;
  const curve = errorCurve(reading, chosen, points);
  const name = parameterName(network, chosen);
  const title = pictureWords.titles.slope(name);
  if (curve === undefined || !Number.isFinite(curve.error)) {
    return { rows: () => [], sentence: pictureWords.noCurve, title };
  }
  const { center: here, error, halfWidth: reach, errors } = curve;
  const gradient = { kind: 'gradient', parameter: chosen } as const;
  const isFrozen = !isTrained(network, chosen);
  const slope = isFrozen ? Number.NaN : reading.numberOf(gradient);
  const step = isFrozen ? 0 : reading.numberOf({ kind: 'updated', parameter: chosen }) - here;
  const known = moment.known(gradient);
  // With room above for the tangent to leave the curve.
  const highest = headroom * errors.reduce((most, each) => (each > most ? each : most), error);
  const labels = [shown(view, highest), '0'];
  const rows = (width: number, height: number): readonly Row[] => {
    const canvas = createCanvas(width, height);
    const left = labelWidthOf(labels) + 1;
    const area = { left, top: 0, width: width - left, height: height - 1 };
    writeAxis(canvas, view, area, labels);
    const valueAt = (dot: number, dots: number): number => here - reach + (2 * reach * dot) / (dots - 1);
    const tangent = (value: number): number => (error + slope * (value - here)) / highest;
    drawCurves(canvas, glyphs, area, [
      { heightAt: (dot, dots) => between(errors, dot / (dots - 1)) / highest },
      { heightAt: (dot, dots) => tangent(valueAt(dot, dots)), part: 'slope', isDotted: true },
    ]);
    const place = cellAt(area, 0.5, error / highest);
    write(canvas, place.column, place.row, glyphs.present, 'chosen');
    writeEnds(canvas, area, shown(view, here - reach), shown(view, here + reach));
    const label = shown(view, here);
    write(canvas, place.column - Math.floor(label.length / 2), area.height, label, 'chosen');
    if (step !== 0 && Number.isFinite(step)) {
      const arrow = step < 0 ? glyphs.leftward : glyphs.rightward;
      const line = glyphs.railAhead.repeat(arrowLength - 1);
      const length = known === undefined ? '' : pictureWords.step(shown(view, Math.abs(step)));
      const text = step < 0 ? `${length} ${arrow}${line}`.trimStart() : `${line}${arrow} ${length}`.trimEnd();
      write(canvas, step < 0 ? place.column - text.length : place.column + 1, place.row, text, 'delta');
    }
    return rowsOf(canvas);
  };
  const sentence = pictureWords.slope({
    name,
    isFrozen,
    slope: known === undefined ? undefined : signed(view, known),
    sign: Math.sign(slope),
    way: Math.sign(step),
  });
  return { rows, sentence, title };
}

/** A curve's height at a part of its way, from 0 to 1. */
function between(errors: Float64Array, part: number): number {
  const at = part * (errors.length - 1);
  const [left, right] = [Math.floor(at), Math.ceil(at)];
  const [low, high] = [errors[left] ?? Number.NaN, errors[right] ?? Number.NaN];
  return low + (high - low) * (at - left);
}
