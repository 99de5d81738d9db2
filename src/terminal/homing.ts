const enterAlternateScreen = '\u001B[?1049h';
const home = '\u001B[H';

/**
 * A terminal's output that sends the cursor home whenever the alternate screen is entered. Ink leaves it where it stood,
 * so that a frame as high as the screen would lose its first rows beyond the top.
 */
export function homing(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = (data: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    const homed = typeof data === 'string' ? data.replace(enterAlternateScreen, enterAlternateScreen + home) : data;
    return Reflect.apply(stdout.write, stdout, [homed, ...rest]);
  };
  return new Proxy(stdout, {
    get(target, key) {
      if (key === 'write') return write;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
