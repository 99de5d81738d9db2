import { useApp } from 'ink';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { Size } from '../state/layout.ts';
import type { Program, TerminalInput } from './program.ts';
import { Screen } from './screen.tsx';

export interface AppProps {
  readonly program: Program;
  /** Calls `listener` with keys and pasted texts as they arrive, until the returned function is called. */
  onInput(listener: (inputs: readonly TerminalInput[]) => void): () => void;
  /** The terminal window. `onResize` calls `listener` when the size changes, until the returned function is called. */
  readonly window: { size(): Size; onResize(listener: () => void): () => void };
  /** Whether lines for a screen reader are written in place of frames. */
  readonly isSpoken: boolean;
}

/** Draws the views of a program with Ink, and passes keys and pasted texts to the program. */
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
  const [presentSize, setPresentSize] = useState(size);
  useEffect(() => onResize(() => setPresentSize(size())), [size, onResize]);
  return presentSize;
}
