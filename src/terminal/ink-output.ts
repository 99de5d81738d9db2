import type { Size } from './screen-kind.ts';

/**
 * A replacement for stdout that passes Ink's frames to `onFrame`. Ink runs in debug mode, in which it writes
 * each frame whole.
 *
 * - isTTY is false, so Ink leaves the terminal's cursor, screen and modes alone.
 * - columns and rows are those of `size()`, so that Ink and the program lay out for the same size.
 * - Listeners are ignored. Ink would render the old layout on 'resize'; the program renders again by itself.
 *
 * All other properties are those of the real stdout. Therefore the replacement is a Proxy.
 */
export function createInkOutput(
  stdout: NodeJS.WriteStream,
  onFrame: (frame: string) => void,
  size: () => Size,
): NodeJS.WriteStream {
  const ignoreListener = (): NodeJS.WriteStream => stdout;
  const write = (frame: string, ...rest: readonly unknown[]): boolean => {
    if (frame !== '') onFrame(frame);
    // Ink waits for this callback before it exits.
    const callback = rest.at(-1);
    if (typeof callback === 'function') queueMicrotask(() => callback());
    return true;
  };
  return new Proxy(stdout, {
    get(target, key) {
      if (key === 'write') return write;
      if (key === 'on' || key === 'off') return ignoreListener;
      if (key === 'isTTY') return false;
      if (key === 'columns' || key === 'rows') return size()[key];
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
