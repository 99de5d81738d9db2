import { useApp } from 'ink';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { Size } from '../state/layout.ts';
import type { Program, TerminalInput } from './program.ts';
import { Screen } from './screen.tsx';

export interface AppProps {
  readonly program: Program;
  /** Calls `listener` with keys and pasted texts, several at a time, until the returned function is called. */
  onInput(listener: (inputs: readonly TerminalInput[]) => void): () => void;
  /** The size of the terminal. `listener` is called when it changes, until the returned function is called. */
  readonly window: { size(): Size; onResize(listener: () => void): () => void };
  /** Whether lines for a screen reader are written in place of frames. */
  readonly isSpoken: boolean;
}

/** Draws a program in Ink, and passes the keys on to it. */
export function App({ program, onInput, window, isSpoken }: AppProps): ReactNode {
  const { exit } = useApp();
  const size = useSize(window);
  const { view, isQuitting } = useSyncExternalStore(program.subscribe, program.state);
  useEffect(() => program.start(), [program]);
  useEffect(() => onInput(program.receive), [onInput, program]);
  useEffect(() => {
    if (isQuitting) exit();
  }, [isQuitting, exit]);
  return isSpoken ? null : <Screen view={view} size={size} />;
}

function useSize({ size, onResize }: AppProps['window']): Size {
  const [present, setPresent] = useState(size);
  useEffect(() => onResize(() => setPresent(size())), [size, onResize]);
  return present;
}
