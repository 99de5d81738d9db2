import { isTrained, parameterName } from '../../engine/models/parameters.ts';
import { type ErrorCurve, errorCurve } from '../../engine/pictures/error-curve.ts';
import { createCanvas, rowsOf, write } from '../draw/canvas.ts';
import { cellAt, drawCurves } from '../draw/plot.ts';
import type { Row } from '../draw/rows.ts';
import type { Size } from '../state/layout.ts';
import { shown, signed, type View } from '../state/view.ts';
import { labelWidthOf, writeAxis, writeEnds } from './axes.ts';
import type { Picture, PictureWords } from './picture.ts';

/** The slope of the curve at the present value, and the change of the selected parameter in the update. */
interface SlopeFacts {
  readonly name: string;
  readonly isFrozen: boolean;
  /** The slope with its sign; undefined while it is not computed. */
  readonly slope: string | undefined;
  /** −1, 0 or 1. NaN for a frozen parameter. */
  readonly slopeSign: number;
  /** −1, 0 or 1. */
  readonly changeSign: number;
}

interface SlopeWords extends PictureWords {
  title(parameter: string): string;
  readonly tooLarge: string;
  readonly notFinite: string;
  /** The label of the arrow. `size` is the absolute value of the change. */
  change(size: string): string;
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
    title: (parameter) => `E_total over ${parameter}`,
    tooLarge: 'Too much calculation for a curve.',
    notFinite: 'E_total is not finite.',
    change: (size) => `by ${size}`,
    sentence: ({ name, isFrozen, slope, slopeSign, changeSign }) => {
      if (isFrozen) return `${name} is frozen: it stays here.`;
      const direction = changeSign < 0 ? 'left' : 'right';
      const moves = changeSign === 0 ? `${name} stays` : `${name} goes ${direction}`;
      if (slopeSign === 0) return `Flat here: ${moves}.`;
      // An optimizer with momentum may move a parameter up the slope.
      const why = changeSign === slopeSign ? ', because of earlier gradients' : '';
      if (slope !== undefined) return `Slope ${slope}: ${moves}${why}.`;
      return `E ${slopeSign > 0 ? 'rises' : 'falls'} to the right: ${moves}${why}.`;
    },
  },
  draw: (view, words) => {
    const { snapshot, experiment, selected } = view;
    const { network } = experiment;
    const name = parameterName(network, selected);
    const title = words.title(name);
    const curve = errorCurve(snapshot.values, selected, maxPoints);
    if (curve === undefined) return { title, rows: () => [], sentence: words.tooLarge };
    if (!Number.isFinite(curve.error)) return { title, rows: () => [], sentence: words.notFinite };
    const isFrozen = !isTrained(network, selected);
    const tangent = tangentOf(view, curve, isFrozen);
    return {
      title,
      rows: (size) => slopeRows(view, size, curve, tangent, words),
      sentence: words.sentence({
        name,
        isFrozen,
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

/** The number of cells of the arrow. It does not depend on the size of the change. */
const arrowLength = 3;

interface Tangent {
  /** The gradient of the parameter. NaN for a frozen parameter. */
  readonly slope: number;
  /** The change of the parameter in the update. */
  readonly change: number;
  /** Whether the gradient is computed already, so that its number may be shown. */
  readonly isKnown: boolean;
}

function tangentOf({ snapshot, selected }: View, { center }: ErrorCurve, isFrozen: boolean): Tangent {
  const isKnown = snapshot.known({ kind: 'gradient', parameter: selected }) !== undefined;
  if (isFrozen) return { slope: Number.NaN, change: 0, isKnown };
  const { numberOf } = snapshot.values;
  return {
    slope: numberOf({ kind: 'gradient', parameter: selected }),
    change: numberOf({ kind: 'updated', parameter: selected }) - center,
    isKnown,
  };
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
  write(canvas, tangent.change < 0 ? place.column - arrow.length : place.column + 1, place.row, arrow, 'change');
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
