import type { Model } from '../state/model.ts';

/** Changes the text that is being typed. An answer that is over cannot be changed. */
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
