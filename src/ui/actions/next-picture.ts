import type { Experiment } from '../../engine/training/experiment.ts';
import type { Picture } from '../pictures/picture.ts';
import { pictures } from '../pictures/picture-table.ts';
import { announcePicture } from '../speech/announcements.ts';
import { experimentOf, type Model } from '../state/model.ts';
import type { Action } from './action.ts';
import { hintUnlessMoving } from './hints.ts';

export const nextPicture: Action = {
  name: 'next-picture',
  keys: ['v'],
  group: 'show',
  words: { help: helpFor('dense'), helpInFormulas: helpFor('formula'), hint: 'view' },
  hint: hintUnlessMoving(10),
  change: withNextPicture,
  announce: announcePicture,
};

function withNextPicture(model: Model): Model {
  const experiment = experimentOf(model);
  const possible = picturesOf(experiment.kind).filter(({ isPossible }) => isPossible?.(experiment) ?? true);
  const present = possible.findIndex(({ name }) => name === model.picture);
  const next = possible[(present + 1) % possible.length];
  return { ...model, picture: next?.name ?? model.picture, focusedPanel: 'picture', scroll: undefined };
}

function picturesOf(kind: Experiment['kind']): readonly Picture[] {
  return pictures.filter(({ isOfNetworks = false }) => kind === 'dense' || !isOfNetworks);
}

function helpFor(kind: Experiment['kind']): string {
  return `the next picture: ${picturesOf(kind)
    .map(({ words }) => words.name)
    .join(', ')}`;
}
