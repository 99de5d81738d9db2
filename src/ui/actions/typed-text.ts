import type { Model } from '../state/model.ts';

/** Changes the typed text. In practice, the text cannot be changed once the question is over. */
export function withTyped(model: Model, change: (typed: string) => string): Model {
  const { mode, practice } = model;
  switch (mode.kind) {
    case 'prompt':
      return { ...model, mode: { ...mode, typed: change(mode.typed), problem: undefined } };
    case 'practice':
      return practice.exercise?.isOver
        ? model
        : { ...model, mode: { ...mode, typed: change(mode.typed) }, scroll: undefined };
    case 'stepping':
    case 'help':
      return model;
  }
}
