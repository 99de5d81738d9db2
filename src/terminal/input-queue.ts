import type { Input } from './key-decoder.ts';

export type InputListener = (inputs: readonly Input[]) => void;

/** Inputs on their way from the keyboard to the program, which listens once it is running. */
export interface InputQueue {
  add(inputs: readonly Input[]): void;
  /** Sets the listener, until the returned function is called. Inputs without a listener are dropped. */
  subscribe(listener: InputListener): () => void;
}

/**
 * Without `frameRendered`, the listener gets the inputs of each `add` at once, so that a burst of keys costs one frame.
 *
 * With it, the listener gets one input at a time, and the next one when `frameRendered` resolves: a screen reader then
 * has a line for each. Ctrl-C drops the inputs that wait, so that nobody has to hear them all in order to leave.
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
