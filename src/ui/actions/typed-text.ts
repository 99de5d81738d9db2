import type { Model } from '../state/model.ts';

/** Changes the typed text. After the end of a practice question, nothing can be typed. */
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
