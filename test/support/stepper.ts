import { stripVTControlCharacters } from 'node:util';
import { renderToString } from 'ink';
import { createElement } from 'react';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import type { Session } from '../../src/engine/training/session.ts';
import { newSession } from '../../src/files/session-file.ts';
import { unicode } from '../../src/notation/glyphs.ts';
import type { Clock } from '../../src/ui/app/clock.ts';
import { createProgram, type ProgramOptions, type TerminalInput } from '../../src/ui/app/program.ts';
import { Screen } from '../../src/ui/app/screen.tsx';
import { english } from '../../src/ui/messages/en/english.ts';
import type { Size } from '../../src/ui/state/layout.ts';
import type { Model } from '../../src/ui/state/model.ts';
import type { View } from '../../src/ui/state/view.ts';
import { lecture } from './lecture.ts';

export interface StepperOptions extends Partial<Omit<ProgramOptions, 'clock' | 'size' | 'announce'>> {
  /** By default, the lecture. */
  readonly experiment?: DenseExperiment;
  readonly screenSize?: Size;
  /** Whether the lines for a screen reader are collected in `lines`. */
  readonly isSpoken?: boolean;
  /** The milliseconds that reading the clock takes, by default 0. Above 0, a long move takes several frames. */
  readonly clockReadTime?: number;
}

/** The program without a terminal. The test presses its keys and lets its time pass. */
export interface Stepper {
  readonly view: View;
  readonly model: Model;
  readonly isQuitting: boolean;
  /** All lines for a screen reader so far. */
  readonly lines: readonly string[];
  /** The names of the effects outside the program so far, in order: `suspend` or `redraw`. */
  readonly effects: readonly string[];
  /** Presses keys one after the other. If a key starts a long move, the next key waits for the end of the move. */
  press(...inputs: readonly TerminalInput[]): Stepper;
  /** Presses all keys before the next frame. */
  pressAtOnce(...inputs: readonly TerminalInput[]): Stepper;
  /** Lets `seconds` pass, in frames of `frameTime` seconds. */
  wait(seconds: number, frameTime?: number): Stepper;
}

const standardSize: Size = { columns: 80, rows: 24 };

/** In seconds. */
const usualFrameTime = 0.033;

export function openStepper({
  experiment = lecture,
  screenSize = standardSize,
  isSpoken = false,
  clockReadTime = 0,
  ...options
}: StepperOptions = {}): Stepper {
  const lines: string[] = [];
  const effects: string[] = [];
  const clock = createTestClock(clockReadTime);
  const program = createProgram({
    session: newSession(experiment),
    glyphs: unicode,
    messages: english,
    clock,
    size: () => screenSize,
    suspend: () => effects.push('suspend'),
    redraw: () => effects.push('redraw'),
    save: async () => undefined,
    autosave: undefined,
    announce: isSpoken ? (line) => lines.push(line) : undefined,
    ...options,
  });
  program.start();
  const stepper: Stepper = {
    get view() {
      return program.state().view;
    },
    get model() {
      return program.state().view.model;
    },
    get isQuitting() {
      return program.state().isQuitting;
    },
    lines,
    effects,
    press(...inputs) {
      for (const input of inputs) {
        program.receive([input]);
        for (let frames = 0; stepper.model.travelTarget !== undefined && frames < 1000; frames++) clock.pass(0);
      }
      return stepper;
    },
    pressAtOnce(...inputs) {
      program.receive(inputs);
      return stepper;
    },
    wait(seconds, frameTime = usualFrameTime) {
      for (let remaining = seconds; remaining > 0; remaining -= frameTime) {
        clock.pass(1000 * Math.min(remaining, frameTime));
      }
      return stepper;
    },
  };
  return stepper;
}

/** A new stepper after some keys, which are pressed one after the other. */
export function afterKeys(keys: readonly TerminalInput[], experiment: DenseExperiment = lecture): Stepper {
  return openStepper({ experiment }).press(...keys);
}

/** A new session of an experiment, in which `fields` replace the usual fields of a session. */
export function sessionWith(fields: Partial<Session>, experiment: DenseExperiment = lecture): Session {
  return { ...newSession(experiment), ...fields };
}

/** The frame of a view, without colours and without blanks at the ends of rows. */
export function frameOf(view: View, size: Size = standardSize): string {
  return stripVTControlCharacters(paintedFrame(view, size)).replace(/ +$/gm, '');
}

/** The frame of a view with the escape sequences of its colours. */
export function paintedFrame(view: View, size: Size = standardSize): string {
  return renderToString(createElement(Screen, { view, size }), { columns: size.columns });
}

interface TestClock extends Clock {
  /** Lets some milliseconds pass and then calls every listener once, as at the end of a frame. */
  pass(milliseconds: number): void;
}

function createTestClock(readTime: number): TestClock {
  let time = 0;
  const timers = new Set<() => void>();
  return {
    now() {
      time += readTime;
      return time;
    },
    every(_milliseconds, listener) {
      timers.add(listener);
      return () => timers.delete(listener);
    },
    pass(milliseconds) {
      time += milliseconds;
      for (const timer of [...timers]) timer();
    },
  };
}
