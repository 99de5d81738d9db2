import { isTrained, parameterName } from '../../engine/models/parameters.ts';
import { type ErrorCurve, errorCurve } from '../../engine/pictures/error-curve.ts';
import { createCanvas, rowsOf, write } from '../draw/canvas.ts';
import { cellAt, drawCurves } from '../draw/plot.ts';
import type { Row } from '../draw/rows.ts';
import type { Size } from '../state/layout.ts';
import { shown, signed, type View } from '../state/view.ts';
import { labelWidthOf, writeAxis, writeEnds } from './axes.ts';
import type { Picture, PictureWords } from './picture.ts';

/** The slope of E over the selected parameter, and the direction in which the update moves the parameter. */
interface SlopeFacts {
  readonly name: string;
  readonly isFrozen: boolean;
  /** With its sign; undefined while it is not computed. */
  readonly slope: string | undefined;
  /** −1, 0 or 1. */
  readonly slopeSign: number;
  readonly stepSign: number;
}

interface SlopeWords extends PictureWords {
  title(parameter: string): string;
  readonly tooLarge: string;
  /** The length of the step at its arrow. */
  step(length: string): string;
  sentence(facts: SlopeFacts): string;
}

/** E_total over the selected parameter, the tangent at its present value, and the step of the update. */
export const slopePicture: Picture<SlopeWords> = {
  name: 'slope',
  words: {
    name: 'slope',
    title: (parameter) => `E_total over ${parameter}`,
    tooLarge: 'Too many numbers to draw a curve of.',
    step: (length) => `by ${length}`,
    sentence: ({ name, isFrozen, slope, slopeSign, stepSign }) => {
      if (isFrozen) return `${name} is frozen: it stays here.`;
      const direction = stepSign < 0 ? 'left' : 'right';
      const moves = stepSign === 0 ? `${name} stays` : `${name} goes ${direction}`;
      if (slopeSign === 0) return `Flat here: ${moves}.`;
      // A method with a memory may go on against the slope for a while.
      const why = stepSign === slopeSign ? ', because of earlier gradients' : '';
      if (slope !== undefined) return `Slope ${slope}: ${moves}${why}.`;
      return `E ${slopeSign > 0 ? 'rises' : 'falls'} to the right: ${moves}${why}.`;
    },
  },
  draw: (view, words) => {
    const { snapshot, selected } = view;
    const { network } = snapshot.values.update.experiment;
    const name = parameterName(network, selected);
    const title = words.title(name);
    const curve = errorCurve(snapshot.values, selected, pointCount);
    if (curve === undefined || !Number.isFinite(curve.error)) {
      return { title, rows: () => [], sentence: words.tooLarge };
    }
    const isFrozen = !isTrained(network, selected);
    const { slope, step } = slopeAndStep(view, curve, isFrozen);
    const known = snapshot.known({ kind: 'gradient', parameter: selected });
    return {
      title,
      rows: (size) =>
        slopeRows(view, size, curve, { slope, step, stepLength: known === undefined ? undefined : step }, words),
      sentence: words.sentence({
        name,
        isFrozen,
        slope: known === undefined ? undefined : signed(view, known),
        slopeSign: Math.sign(slope),
        stepSign: Math.sign(step),
      }),
    };
  },
};

/** Points at which the curve is computed; between them it is straight. */
const pointCount = 65;

/** The height of the axis over that of the curve, so that the tangent has room to leave the curve. */
const headroom = 1.2;

/** Cells of the arrow that shows the direction, whatever the length of the step. */
const arrowLength = 3;

function slopeAndStep({ snapshot, selected }: View, { center }: ErrorCurve, isFrozen: boolean) {
  if (isFrozen) return { slope: Number.NaN, step: 0 };
  const { numberOf } = snapshot.values;
  return {
    slope: numberOf({ kind: 'gradient', parameter: selected }),
    step: numberOf({ kind: 'updated', parameter: selected }) - center,
  };
}

/** `stepLength` is undefined while the gradient is not computed. */
interface Tangent {
  readonly slope: number;
  readonly step: number;
  readonly stepLength: number | undefined;
}

function slopeRows(
  view: View,
  { columns, rows }: Size,
  curve: ErrorCurve,
  tangent: Tangent,
  words: SlopeWords,
): readonly Row[] {
  const { glyphs } = view;
  const { center, error, halfWidth, errors } = curve;
  const top = headroom * errors.reduce((max, each) => (each > max ? each : max), error);
  const labels = [shown(view, top), '0'];
  const canvas = createCanvas(columns, rows);
  const left = labelWidthOf(labels) + 1;
  const area = { left, top: 0, width: columns - left, height: rows - 1 };
  writeAxis(canvas, view, area, labels);
  const valueAt = (dot: number, dots: number): number => center - halfWidth + (2 * halfWidth * dot) / (dots - 1);
  const tangentAt = (value: number): number => (error + tangent.slope * (value - center)) / top;
  drawCurves(canvas, glyphs, area, [
    { heightAt: (dot, dots) => interpolated(errors, dot / (dots - 1)) / top },
    { heightAt: (dot, dots) => tangentAt(valueAt(dot, dots)), part: 'slope', isDotted: true },
  ]);
  const place = cellAt(area, 0.5, error / top);
  write(canvas, place.column, place.row, glyphs.present, 'emphasized');
  writeEnds(canvas, area, shown(view, center - halfWidth), shown(view, center + halfWidth));
  const label = shown(view, center);
  write(canvas, place.column - Math.floor(label.length / 2), area.height, label, 'emphasized');
  const arrow = arrowText(view, tangent, words);
  write(canvas, tangent.step < 0 ? place.column - arrow.length : place.column + 1, place.row, arrow, 'delta');
  return rowsOf(canvas);
}

/** An arrow in the direction of the step, with the length of the step once it is known. */
function arrowText(view: View, { step, stepLength }: Tangent, words: SlopeWords): string {
  if (step === 0 || !Number.isFinite(step)) return '';
  const { glyphs } = view;
  const line = glyphs.bar.repeat(arrowLength - 1);
  const length = stepLength === undefined ? '' : words.step(shown(view, Math.abs(stepLength)));
  return step < 0
    ? `${length} ${glyphs.leftward}${line}`.trimStart()
    : `${line}${glyphs.rightward} ${length}`.trimEnd();
}

/** The height of a curve at a place from 0 to 1. */
function interpolated(errors: Float64Array, part: number): number {
  const at = part * (errors.length - 1);
  const [left, right] = [Math.floor(at), Math.ceil(at)];
  const [low, high] = [errors[left] ?? Number.NaN, errors[right] ?? Number.NaN];
  return low + (high - low) * (at - left);
}
