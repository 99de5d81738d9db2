// A program that fails in the terminal: x throws while it draws, y while a key is heard.
import { Text } from 'ink';
import { createElement, type ReactNode, useEffect, useState } from 'react';
import { confess } from '../../src/commands/output.ts';
import { mount, type Terminal } from '../../src/terminal/mount.ts';

function Program({ onInput }: Pick<Terminal, 'onInput'>): ReactNode {
  const [key, setKey] = useState<unknown>();
  useEffect(
    () =>
      onInput(([input]) => {
        if (input === 'y') throw new Error('lost its key');
        setKey(input);
      }),
    [onInput],
  );
  if (key === 'x') throw new Error('lost its way');
  return createElement(Text, null, 'up and running');
}

try {
  await mount(({ onInput }) => createElement(Program, { onInput }), { screen: 'alternate', hasColors: true });
} catch (error) {
  process.exitCode = confess(error);
}
