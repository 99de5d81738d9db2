import { activationOf } from '../../../engine/models/activations.ts';
import { layerAt } from '../../../engine/models/network.ts';
import { parameterAt } from '../../../engine/models/parameters.ts';
import { unitName } from '../../../engine/models/quantity-name.ts';
import { createCanvas, rowsOf, write } from '../../draw/canvas.ts';
import { cellAt, drawCurves } from '../../draw/plot.ts';
import type { Row } from '../../draw/rows.ts';
import { pictureWords } from '../../messages/en/picture-words.ts';
import { shown, type View } from '../../state/view.ts';
import { sampleShown } from '../network/units.ts';
import { labelWidthOf, writeAxis, writeEnds } from './axes.ts';
import type { Picture } from './picture.ts';

/** Nets are drawn at least so far to both sides, and farther where a unit's own is farther out. */
const widest = 6;

/** In so many rows there is room for an axis of nets. */
const axisFrom = 7;

/** Steps in which the steepest place is looked for. */
const steps = 1200;

/** The activation of the unit at hand above, its derivative below, and where the unit's net is on both. */
export function activationPicture(view: View): Picture {
  const { moment, glyphs } = view;
  const { update } = moment.reading;
  const { layer, unit } = unitAtHand(view);
  const name = unitName(update.experiment.network, layer, unit);
  const { activation } = layerAt(update.experiment.network, layer);
  const title = pictureWords.titles.activation(activation, name);
  if (activation === 'softmax') return { rows: () => [], sentence: pictureWords.softmax, title };
  const { value, derivative } = activationOf(activation);
  const slopeAt = (net: number): number => derivative(net, value(net));
  const net = moment.known({ kind: 'net', layer, unit, sample: sampleShown(view) });
  const reach = Math.max(widest, Number.isFinite(net) ? Math.abs(net ?? 0) * 1.2 : 0);
  const netAt = (part: number): number => (2 * part - 1) * reach;
  const all = Array.from({ length: steps + 1 }, (_, at) => netAt(at / steps));
  const [low, high] = rangeOf(all.map(value));
  const [flattest, steepest] = rangeOf(all.map(slopeAt));
  const floor = Math.min(0, flattest);
  const rows = (width: number, height: number): readonly Row[] => {
    const canvas = createCanvas(width, height);
    const labels = [shown(view, high), shown(view, low), shown(view, steepest), shown(view, floor)];
    const left = labelWidthOf(labels) + 1;
    const hasAxis = height >= axisFrom;
    const plots = hasAxis ? height - 1 : height;
    const upper = { left, top: 0, width: width - left, height: Math.ceil(plots / 2) };
    const lower = { ...upper, top: upper.height, height: plots - upper.height };
    const halves = [
      { area: upper, of: value, least: low, most: high },
      { area: lower, of: slopeAt, least: floor, most: steepest },
    ];
    for (const [at, { area, of, least, most }] of halves.entries()) {
      if (area.height < 1) continue;
      const heightOf = (place: number): number => (most === least ? 0.5 : (of(place) - least) / (most - least));
      writeAxis(canvas, view, area, labels.slice(2 * at, 2 * at + 2));
      const part = at === 0 ? undefined : 'slope';
      drawCurves(canvas, glyphs, area, [{ heightAt: (dot, dots) => heightOf(netAt(dot / (dots - 1))), part }]);
      if (net === undefined || !Number.isFinite(net)) continue;
      const place = cellAt(area, (net / reach + 1) / 2, heightOf(net));
      write(canvas, place.column, place.row, glyphs.present, at === 0 ? 'chosen' : 'slope');
    }
    if (hasAxis) {
      writeEnds(canvas, lower, shown(view, -reach), shown(view, reach));
      write(canvas, left + Math.floor((width - left) / 2), plots, '0', 'faint');
    }
    return rowsOf(canvas);
  };
  if (net === undefined) return { rows, sentence: pictureWords.noNet(name), title };
  if (!Number.isFinite(net)) return { rows, sentence: pictureWords.lostNet(name), title };
  const slope = slopeAt(net);
  const sentence = pictureWords.activation({
    net: shown(view, net),
    slope: shown(view, slope),
    most: shown(view, steepest),
    part: Math.abs(slope) / steepest,
  });
  return { rows, sentence, title };
}

/** The unit that the step at hand is about, or else that of the chosen parameter. */
function unitAtHand({ moment, chosen }: View): { readonly layer: number; readonly unit: number } {
  const quantity = moment.step?.quantity;
  if (quantity !== undefined && 'layer' in quantity && quantity.layer > 0) return quantity;
  const { layer, unit = 0 } = parameterAt(moment.reading.update.experiment.network, chosen);
  return { layer, unit };
}

function rangeOf(numbers: readonly number[]): readonly [number, number] {
  return [Math.min(...numbers), Math.max(...numbers)];
}
