import { phaseSpans } from '../../engine/steps/steps.ts';
import { epochOf, updatesPerEpoch } from '../../engine/training/experiment.ts';
import type { Optimizer } from '../../engine/training/optimizers.ts';
import { sampleAt, type Update } from '../../engine/training/update.ts';
import { fitRow, type Row } from '../draw/rows.ts';
import type { ScreenMessages } from '../messages/messages.ts';
import { experimentOf } from '../state/model.ts';
import type { View } from '../state/view.ts';

/** The first row: the program, the experiment, and the present epoch, batch and optimizer. */
export function titleLine({ model, snapshot, glyphs, messages: { screen } }: View, width: number): Row {
  const experiment = experimentOf(model);
  const dot = ` ${glyphs.separator} `;
  const { update } = snapshot.values;
  const place = [
    screen.epoch(epochOf(experiment, update.number)),
    batchText(update, screen),
    ...(updatesPerEpoch(experiment) > 1 && !isNumberedBatch(update) ? [screen.update(update.number)] : []),
    ...methodText(experiment.optimizer, screen),
    ...(model.prediction === 'off' ? [] : [screen.predicting]),
    `${glyphs.alpha} ${experiment.optimizer.learningRate}`,
  ].join(dot);
  const name = ` ${screen.program}${dot}${experiment.name}`;
  const room = width - place.length - 2;
  // A few letters of a name say less than none.
  const named = room <= screen.program.length ? [] : fitRow([{ text: name, part: 'title' }], room, glyphs.ellipsis);
  return [...named, { text: ` ${place}` }];
}

/** The method, unless it is plain gradient descent. */
function methodText({ method, momentum = 0, nesterov = false }: Optimizer, screen: ScreenMessages): readonly string[] {
  if (method !== 'sgd') return [method];
  if (momentum === 0) return [];
  return [nesterov ? screen.nesterov : screen.momentum];
}

/** Whether a batch is named by its number, as its samples do not follow each other. */
function isNumberedBatch({ size, order }: Update): boolean {
  return size > 1 && order !== undefined;
}

/** The samples of a batch; in a shuffled epoch the number of the batch. */
function batchText(update: Update, screen: ScreenMessages): string {
  const { experiment, first, size } = update;
  const { count } = experiment.samples;
  if (size === 1) return screen.sample(sampleAt(update, 0) + 1, count);
  if (!isNumberedBatch(update)) return screen.samples(first + 1, first + size, count);
  return screen.batch(Math.floor(first / experiment.batchSize) + 1, updatesPerEpoch(experiment));
}

/** The phase around a step of an update; undefined at the start. */
export function phaseAt(update: Update, step: number) {
  return phaseSpans(update).find(({ first, last }) => step >= first && step <= last);
}
