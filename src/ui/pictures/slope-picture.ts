import { hasParameterGradient } from '../../engine/gradient-check.ts';
import { newParameterValue, parameterGradient } from '../../engine/models/dense-quantities.ts';
import { isTrained, parameterCountOf, parameterName } from '../../engine/models/parameters.ts';
import { type ErrorCurve, errorCurve } from '../../engine/pictures/error-curve.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import { createCanvas, rowsOf, write } from '../draw/canvas.ts';
import { type Curve, cellAt, drawCurves } from '../draw/plot.ts';
import type { Row } from '../draw/rows.ts';
import type { Size } from '../state/layout.ts';
import { errorNameOf, shortErrorNameOf, shown, signed, type View } from '../state/view.ts';
import { labelWidthOf, writeAxis, writeEnds } from './axes.ts';
import type { Picture, PictureWords } from './picture.ts';

/** The slope of the curve at the present value, and the change of the selected parameter in the update. */
interface SlopeFacts {
  /** The short name of the error. */
  readonly error: string;
  readonly name: string;
  /** The slope with its sign; undefined while it is not computed. */
  readonly slope: string | undefined;
  /** −1, 0 or 1. */
  readonly slopeSign: number;
  /** −1, 0 or 1. */
  readonly changeSign: number;
}

interface SlopeWords extends PictureWords {
  title(error: string, parameter: string): string;
  /** In place of a curve if a formula has no numbers. */
  readonly noNumbers: string;
  readonly tooLarge: string;
  notFinite(error: string): string;
  /** The label of the arrow. `size` is the absolute value of the change. */
  change(size: string): string;
  frozen(name: string): string;
  /** Of a number that the error of a formula does not depend on. */
  withoutEffect(error: string, name: string): string;
  sentence(facts: SlopeFacts): string;
}

/**
 * A curve of E_total over the selected parameter, the tangent at the present value, and an arrow in the direction in
 * which the update changes the parameter.
 */
export const slopePicture: Picture<SlopeWords> = {
  name: 'slope',
  words: {
    name: 'slope',
    title: (error, parameter) => `${error} over ${parameter}`,
    noNumbers: 'The formula has no numbers, only columns.',
    tooLarge: 'Too much calculation for a curve.',
    notFinite: (error) => `${error} is not finite.`,
    change: (size) => `by ${size}`,
    frozen: (name) => `${name} is frozen: it stays here.`,
    withoutEffect: (error, name) => `${error} does not depend on ${name}.`,
    sentence: ({ error, name, slope, slopeSign, changeSign }) => {
      const direction = changeSign < 0 ? 'left' : 'right';
      const moves = changeSign === 0 ? `${name} stays` : `${name} goes ${direction}`;
      if (slopeSign === 0) return `Flat here: ${moves}.`;
      // An optimizer with momentum may move a parameter up the slope.
      const why = changeSign === slopeSign ? ', because of earlier gradients' : '';
      if (slope !== undefined) return `Slope ${slope}: ${moves}${why}.`;
      return `${error} ${slopeSign > 0 ? 'rises' : 'falls'} to the right: ${moves}${why}.`;
    },
  },
  draw: (view, words) => {
    const { snapshot, experiment, selected } = view;
    if (parameterCountOf(modelOf(experiment)) === 0) {
      return { title: words.name, rows: () => [], sentence: words.noNumbers };
    }
    const error = errorNameOf(view);
    const name = parameterName(modelOf(experiment), selected);
    const title = words.title(error, name);
    const curve = errorCurve(snapshot.values, selected, maxPoints);
    if (curve === undefined) return { title, rows: () => [], sentence: words.tooLarge };
    if (!Number.isFinite(curve.error)) return { title, rows: () => [], sentence: words.notFinite(error) };
    const tangent = hasParameterGradient(experiment, selected) ? tangentOf(view, curve) : undefined;
    const rows = (size: Size): readonly Row[] => slopeRows(view, size, curve, tangent, words);
    const shortError = shortErrorNameOf(view);
    if (tangent === undefined) {
      const sentence = experiment.kind === 'formula' ? words.withoutEffect(shortError, name) : words.frozen(name);
      return { title, rows, sentence };
    }
    return {
      title,
      rows,
      sentence: words.sentence({
        error: shortError,
        name,
        slope: tangent.isKnown ? signed(view, tangent.slope) : undefined,
        slopeSign: Math.sign(tangent.slope),
        changeSign: Math.sign(tangent.change),
      }),
    };
  },
};

/** The maximum number of points at which the curve is computed. Between two points, the curve is straight. */
const maxPoints = 65;

/** The height of the axis divided by the height of the curve. In the room above the curve, the tangent can be seen. */
const headroom = 1.2;

/** The room above and below a curve with values below 0, as a fraction of its height. */
const margin = 0.1;

/** The values at the bottom and at the top of the axis. The axis starts at 0 unless the error of a formula is below 0. */
function rangeOf({ error, errors }: ErrorCurve): { readonly bottom: number; readonly top: number } {
  const min = errors.reduce((least, each) => (each < least ? each : least), error);
  const max = errors.reduce((most, each) => (each > most ? each : most), error);
  if (min >= 0) return { bottom: 0, top: headroom * max };
  const room = margin * (max - min || Math.abs(max));
  return { bottom: min - room, top: max + room };
}

/** The number of cells of the arrow. It does not depend on the size of the change. */
const arrowLength = 3;

interface Tangent {
  /** The gradient of the parameter. */
  readonly slope: number;
  /** The change of the parameter in the update. */
  readonly change: number;
  /** Whether the gradient is computed already, so that its number may be shown. */
  readonly isKnown: boolean;
}

function tangentOf(view: View, { center }: ErrorCurve): Tangent {
  const { snapshot, selected, experiment } = view;
  const isKnown = snapshot.known(parameterGradient(selected)) !== undefined;
  const { numberOf } = snapshot.values;
  const isUpdated = isTrained(modelOf(experiment), selected);
  return {
    slope: numberOf(parameterGradient(selected)),
    change: isUpdated ? numberOf(newParameterValue(selected)) - center : 0,
    isKnown,
  };
}

function slopeRows(
  view: View,
  { columns, rows }: Size,
  curve: ErrorCurve,
  tangent: Tangent | undefined,
  words: SlopeWords,
): readonly Row[] {
  const { glyphs } = view;
  const { center, error, halfWidth, errors } = curve;
  const { bottom, top } = rangeOf(curve);
  const heightOf = (value: number): number => (value - bottom) / (top - bottom);
  const labels = [shown(view, top), bottom === 0 ? '0' : shown(view, bottom)];
  const canvas = createCanvas(columns, rows);
  const left = labelWidthOf(labels) + 1;
  const area = { left, top: 0, width: columns - left, height: rows - 1 };
  writeAxis(canvas, view, area, labels);
  const valueAt = (dot: number, dots: number): number => center - halfWidth + (2 * halfWidth * dot) / (dots - 1);
  const curveOfError: Curve = { heightAt: (dot, dots) => heightOf(interpolated(errors, dot / (dots - 1))) };
  const straightLine = ({ slope }: Tangent): Curve => ({
    heightAt: (dot, dots) => heightOf(error + slope * (valueAt(dot, dots) - center)),
    part: 'slope',
    isDotted: true,
  });
  drawCurves(canvas, glyphs, area, tangent === undefined ? [curveOfError] : [curveOfError, straightLine(tangent)]);
  const place = cellAt(area, 0.5, heightOf(error));
  write(canvas, place.column, place.row, glyphs.present, 'emphasized');
  writeEnds(canvas, area, shown(view, center - halfWidth), shown(view, center + halfWidth));
  const label = shown(view, center);
  write(canvas, place.column - Math.floor(label.length / 2), area.height, label, 'emphasized');
  if (tangent !== undefined) {
    const arrow = arrowText(view, tangent, words);
    write(canvas, tangent.change < 0 ? place.column - arrow.length : place.column + 1, place.row, arrow, 'change');
  }
  return rowsOf(canvas);
}

/** An arrow in the direction of the change. If the gradient is computed, the size of the change is beside the arrow. */
function arrowText(view: View, { change, isKnown }: Tangent, words: SlopeWords): string {
  if (change === 0 || !Number.isFinite(change)) return '';
  const { glyphs } = view;
  const line = glyphs.bar.repeat(arrowLength - 1);
  const label = isKnown ? words.change(shown(view, Math.abs(change))) : '';
  return change < 0
    ? `${label} ${glyphs.leftward}${line}`.trimStart()
    : `${line}${glyphs.rightward} ${label}`.trimEnd();
}

/** The error between two points of the curve. `fraction` is 0 at the first point and 1 at the last point. */
function interpolated(errors: Float64Array, fraction: number): number {
  const index = fraction * (errors.length - 1);
  const [left, right] = [Math.floor(index), Math.ceil(index)];
  const [low, high] = [errors[left] ?? Number.NaN, errors[right] ?? Number.NaN];
  return low + (high - low) * (index - left);
}
