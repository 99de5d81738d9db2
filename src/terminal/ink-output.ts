import type { Size } from './screen-kind.ts';

/**
 * A terminal's output as Ink is to see it: what Ink writes, which is a whole frame each time, goes to `show`, and the
 * size that the program draws for. Ink takes it for no terminal, and so leaves cursor, screen and modes to whoever has it.
 */
export function framesTo(
  stdout: NodeJS.WriteStream,
  show: (frame: string) => void,
  size: () => Size,
): NodeJS.WriteStream {
  // Another size is for the program to draw, and for Ink only once that has happened.
  const deaf = (): NodeJS.WriteStream => stdout;
  const write = (frame: string, ...rest: readonly unknown[]): boolean => {
    if (frame !== '') show(frame);
    const done = rest.at(-1);
    if (typeof done === 'function') queueMicrotask(() => done());
    return true;
  };
  return new Proxy(stdout, {
    get(target, key) {
      if (key === 'write') return write;
      if (key === 'on' || key === 'off') return deaf;
      if (key === 'isTTY') return false;
      if (key === 'columns' || key === 'rows') return size()[key];
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
