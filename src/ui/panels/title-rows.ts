import { phaseSpans } from '../../engine/steps/steps.ts';
import { epochOf, updatesPerEpoch } from '../../engine/training/experiment.ts';
import type { Optimizer } from '../../engine/training/optimizers.ts';
import { sampleAt, type Update } from '../../engine/training/update.ts';
import { fitRow, type Piece, type Row, widthOf } from '../draw/rows.ts';
import { words } from '../messages/en/screen-words.ts';
import { experimentOf } from '../state/model.ts';
import { shown, signed, type View } from '../state/view.ts';

/** What is stepped, and where in time this is. */
export function titleRow({ model, moment, glyphs }: View, width: number): Row {
  const experiment = experimentOf(model);
  const dot = ` ${glyphs.separator} `;
  const { update } = moment.reading;
  const { number } = update;
  const place = [
    words.epoch(epochOf(experiment, number)),
    batchText(update),
    ...(updatesPerEpoch(experiment) > 1 && !isNumberedBatch(update) ? [words.update(number)] : []),
    ...methodText(experiment.optimizer),
    ...(model.predicting === 'off' ? [] : [words.predicting]),
    `${glyphs.alpha} ${experiment.optimizer.learningRate}`,
  ].join(dot);
  const name = ` ${words.logo}${dot}${experiment.name}`;
  const room = width - place.length - 2;
  // A stub of a name says less than none.
  const named = room <= words.logo.length ? [] : fitRow([{ text: name, part: 'title' }], room, glyphs.ellipsis);
  return [...named, { text: ` ${place}` }];
}

/** What is more than plain descent. */
function methodText({ method, momentum = 0, nesterov = false }: Optimizer): readonly string[] {
  if (method !== 'sgd') return [method];
  return momentum === 0 ? [] : [nesterov ? words.nesterov : words.momentum];
}

/** Whether an update is on samples that do not follow one another, so that its number in the epoch says it best. */
function isNumberedBatch({ size, order }: Update): boolean {
  return size > 1 && order !== undefined;
}

/** Which samples an update is on; in a shuffled epoch, which of its batches. */
function batchText(update: Update): string {
  const { experiment, first, size } = update;
  const { count } = experiment.samples;
  if (size === 1) return words.sample(sampleAt(update, 0) + 1, count);
  if (!isNumberedBatch(update)) return words.samples(first + 1, first + size, count);
  return words.batch(Math.floor(first / experiment.batchSize) + 1, updatesPerEpoch(experiment));
}

/** The four phases, how far the present one has come, and E_total. */
export function railRow(view: View, width: number): Row {
  const { glyphs } = view;
  const error = errorText(view);
  for (const barLength of barLengths) {
    const rail = phasePieces(view, barLength);
    const room = width - widthOf(rail) - error.length - 1;
    if (room > 0) return [...rail, { text: ' '.repeat(room) }, { text: error, part: 'chosen' }];
  }
  const present = presentPhase(view);
  const short = present === undefined ? ` ${words.phases.forward} ${glyphs.separator}` : ` ${present}`;
  return [
    { text: short, part: 'chosen' },
    { text: ' '.repeat(Math.max(1, width - short.length - error.length - 1)) },
    { text: error, part: 'chosen' },
  ];
}

/**
 * E_total of the parameters at hand, and how far it is from the marked run's; of several samples it is the mean, and says
 * so.
 */
function errorText(view: View): string {
  const { model, moment } = view;
  if (moment.error === undefined) return '';
  const { marked } = view;
  const { samples, batchSize } = experimentOf(model);
  const name = samples.count === 1 ? words.error : batchSize === samples.count ? words.meanError : words.errorOfAll;
  const difference = moment.error - (marked?.error ?? Number.NaN);
  const beside = Number.isNaN(difference) ? '' : ` (${signed(view, difference)})`;
  return `${name} ${shown(view, moment.error)}${beside}`;
}

/** Cells of the bar that shows how far the present phase is, from the longest that may fit. */
const barLengths = [8, 4];

function phasePieces({ moment, glyphs }: View, barLength: number): readonly Piece[] {
  const { step } = moment.position;
  return phaseSpans(moment.reading.update).flatMap(({ phase, first, last }, at): readonly Piece[] => {
    const link = at === 0 ? ' ' : ` ${(step >= first ? glyphs.railDone : glyphs.railAhead).repeat(3)} `;
    const name = words.phases[phase];
    if (step >= last)
      return [
        { text: link, part: 'faint' },
        { text: `${name} ${glyphs.done}`, part: 'done' },
      ];
    if (step < first)
      return [
        { text: link, part: 'faint' },
        { text: `${name} ${glyphs.separator}`, part: 'faint' },
      ];
    const [done, all] = [step - first + 1, last - first + 1];
    const filled = Math.min(barLength - 1, Math.floor((done / all) * barLength));
    const bar = glyphs.railDone.repeat(filled) + glyphs.present + glyphs.railAhead.repeat(barLength - 1 - filled);
    return [
      { text: link, part: 'faint' },
      { text: `${name} ${done}/${all} `, part: 'chosen' },
      { text: bar, part: 'chosen' },
    ];
  });
}

function presentPhase({ moment }: View): string | undefined {
  const { step } = moment.position;
  const span = phaseSpans(moment.reading.update).find(({ first, last }) => step >= first && step <= last);
  return span && `${words.phases[span.phase]} ${step - span.first + 1}/${span.last - span.first + 1}`;
}
