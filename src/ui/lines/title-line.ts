import { hasTrainedParameters } from '../../engine/models/parameters.ts';
import { type Experiment, epochOf, modelOf, updatesPerEpoch } from '../../engine/training/experiment.ts';
import type { Optimizer } from '../../engine/training/optimizers.ts';
import { sampleAt, type Update } from '../../engine/training/update.ts';
import { fitRow, type Row } from '../draw/rows.ts';
import type { ScreenMessages } from '../messages/messages.ts';
import type { View } from '../state/view.ts';

/** The first row of the screen: the program, the experiment, and the present epoch, batch and optimizer. */
export function titleLine({ model, experiment, snapshot, glyphs, messages: { screen } }: View, width: number): Row {
  const dot = ` ${glyphs.separator} `;
  const { update } = snapshot.values;
  const isTrainedAtAll = hasTrainedParameters(modelOf(experiment));
  const details = [
    ...(isTrainedAtAll ? [screen.epoch(epochOf(experiment, update.number))] : []),
    ...(hasSamples(experiment) ? [batchText(update, screen)] : []),
    ...(updatesPerEpoch(experiment) > 1 && !isNumberedBatch(update) ? [screen.update(update.number)] : []),
    ...(isTrainedAtAll ? methodText(experiment.optimizer, screen) : []),
    ...(model.prediction === 'off' ? [] : [screen.predicting]),
    ...(isTrainedAtAll ? [`${glyphs.alpha} ${experiment.optimizer.learningRate}`] : []),
  ].join(dot);
  const name = ` ${screen.program}${dot}${experiment.name}`;
  const room = width - details.length - 2;
  // If not even the name of the program fits, both names are left out.
  const named = room <= screen.program.length ? [] : fitRow([{ text: name, part: 'title' }], room, glyphs.ellipsis);
  return [...named, { text: ` ${details}` }];
}

/** Whether an experiment has samples. A formula without columns has none: its one sample is empty. */
function hasSamples(experiment: Experiment): boolean {
  return experiment.kind === 'dense' || experiment.formula.inputs.length > 0;
}

/** The method of the optimizer. Plain gradient descent is not named. */
function methodText({ method, momentum = 0, nesterov = false }: Optimizer, screen: ScreenMessages): readonly string[] {
  if (method !== 'sgd') return [method];
  if (momentum === 0) return [];
  return [nesterov ? screen.nesterov : screen.momentum];
}

/** Whether the title has the number of the batch instead of its samples. Shuffled samples are not a range. */
function isNumberedBatch({ size, order }: Update): boolean {
  return size > 1 && order !== undefined;
}

/** The samples of a batch, or the number of a shuffled batch of several samples. */
function batchText(update: Update, screen: ScreenMessages): string {
  const { experiment, first, size } = update;
  const { count } = experiment.samples;
  if (size === 1) return screen.sample(sampleAt(update, 0) + 1, count);
  if (!isNumberedBatch(update)) return screen.samples(first + 1, first + size, count);
  return screen.batch(Math.floor(first / experiment.batchSize) + 1, updatesPerEpoch(experiment));
}
