// A terminal program that throws an error: while rendering after the key x, or while handling the key y.
import { Text } from 'ink';
import { createElement, type ReactNode, useEffect, useState } from 'react';
import { reportCrash } from '../../src/commands/output.ts';
import { mount, type Terminal } from '../../src/terminal/mount.ts';

function Program({ onInput }: Pick<Terminal, 'onInput'>): ReactNode {
  const [key, setKey] = useState<unknown>();
  useEffect(
    () =>
      onInput(([input]) => {
        if (input === 'y') throw new Error('thrown by a key');
        setKey(input);
      }),
    [onInput],
  );
  if (key === 'x') throw new Error('thrown by rendering');
  return createElement(Text, null, 'up and running');
}

try {
  await mount(({ onInput }) => createElement(Program, { onInput }), {
    screen: 'alternate',
    hasColors: true,
    isFastLine: false,
  });
} catch (error) {
  process.exitCode = reportCrash(error);
}
