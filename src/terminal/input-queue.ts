import type { Input } from './key-decoder.ts';

export type InputListener = (inputs: readonly Input[]) => void;

/** Passes inputs from the keyboard to the program, which subscribes when it starts. */
export interface InputQueue {
  add(inputs: readonly Input[]): void;
  /** Sets the listener. The returned function removes it. Inputs that come without a listener are dropped. */
  subscribe(listener: InputListener): () => void;
}

/**
 * Without `frameRendered`, the listener gets all inputs of one `add` together, so that a burst of keys costs one frame.
 *
 * `frameRendered` resolves when the frame that shows the last input is rendered. With it, the listener gets one input
 * for each frame, so that a screen reader has a line for each input. Ctrl-C drops the inputs that still wait. So the
 * user can quit without hearing a line for each of them.
 */
export function createInputQueue(frameRendered: (() => Promise<void>) | undefined): InputQueue {
  let listener: InputListener | undefined;
  const waiting: Input[] = [];
  let isDelivering = false;

  const deliverOneByOne = async (rendered: () => Promise<void>): Promise<void> => {
    if (isDelivering) return;
    isDelivering = true;
    for (let input = waiting.shift(); input !== undefined; input = waiting.shift()) {
      listener?.([input]);
      await rendered();
    }
    isDelivering = false;
  };
  return {
    add(inputs) {
      if (frameRendered === undefined) {
        listener?.(inputs);
        return;
      }
      if (inputs.includes('ctrl+c')) waiting.length = 0;
      waiting.push(...inputs);
      void deliverOneByOne(frameRendered);
    },
    subscribe(newListener) {
      listener = newListener;
      return () => {
        listener = undefined;
      };
    },
  };
}
