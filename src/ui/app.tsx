import { type Key, useApp, useInput, usePaste, useWindowSize } from 'ink';
import { type ReactNode, useEffect, useMemo, useReducer, useRef } from 'react';
import type { Experiment } from '../engine/experiment.ts';
import { endOfUpdate } from '../engine/positions.ts';
import { advance, createTimeline, type Timeline } from '../engine/timeline/timeline.ts';
import type { Glyphs } from '../notation/glyphs.ts';
import type { Action } from './actions.ts';
import { Frame, scrollingAt } from './frame.tsx';
import { actionFor } from './keymap.ts';
import { initialModel, type Model } from './model.ts';
import { type Moment, momentAt } from './moment.ts';
import { reduce } from './reduce.ts';

export interface AppProps {
  readonly experiment: Experiment;
  readonly glyphs: Glyphs;
  /** The keys in one chunk of input, each by its name. */
  readonly keysOf: (input: string, key: Key) => readonly string[];
  /** Stops the process; called once the terminal is given up. */
  readonly stop: () => void;
  readonly redraw: () => void;
}

/** Milliseconds that one slice of a long way may take, and between two slices. */
const sliceTime = 12;
const pause = 4;
const tickTime = 33;
const updatesAtATime = 16;

/** The only component with hooks: it turns keys and time into actions, and the model into a frame. */
export function App({ experiment, glyphs, keysOf, stop, redraw }: AppProps): ReactNode {
  const { exit, suspendTerminal } = useApp();
  const { columns, rows } = useWindowSize();
  const timeline = useMemo(() => createTimeline(experiment), [experiment]);
  const [model, dispatch] = useReducer(reduce, experiment, initialModel);
  const latest = useRef(model);
  latest.current = model;
  const moment = useMoment(timeline, model);

  const view = { model, moment, glyphs };
  const size = { columns, rows };

  useInput((input, key) => {
    for (const name of keysOf(input, key)) {
      const asked = actionFor(latest.current, name);
      if (asked === undefined) continue;
      const action =
        asked.kind === 'scroll' ? { ...asked, ...scrollingAt({ ...view, model: latest.current }, size) } : asked;
      if (action.kind === 'quit') exit();
      else if (action.kind === 'suspend') void suspendTerminal(stop);
      else if (action.kind === 'redraw') redraw();
      // The keys that follow in the same chunk must see what this one did.
      latest.current = reduce(latest.current, action);
      dispatch(action);
    }
  });
  // Pasted text is no command: taking it here keeps it from the keys.
  usePaste(() => undefined);
  useTravel(timeline, model, dispatch);

  return <Frame view={view} size={size} />;
}

function useMoment(timeline: Timeline, { position }: Model): Moment {
  const before = useRef<Moment>(undefined);
  const moment = useMemo(() => momentAt(timeline, position, before.current?.reading), [timeline, position]);
  before.current = moment;
  return moment;
}

/** While a long way or a run is on: a slice of it, a frame, the next slice. */
function useTravel(timeline: Timeline, { going, running }: Model, dispatch: (action: Action) => void): void {
  useEffect(() => {
    if (going === undefined) return;
    const timer = setTimeout(() => {
      const start = performance.now();
      const target = going.update - 1;
      while (advance(timeline, target, updatesAtATime) !== target && performance.now() - start < sliceTime);
      const hasArrived = timeline.updates === target;
      const position = hasArrived ? going : endOfUpdate(timeline.experiment, Math.max(1, timeline.updates));
      dispatch({ kind: 'reach', position });
    }, pause);
    return () => clearTimeout(timer);
  });
  useEffect(() => {
    if (!running || going !== undefined) return;
    const timer = setInterval(() => dispatch({ kind: 'tick', seconds: tickTime / 1000 }), tickTime);
    return () => clearInterval(timer);
  }, [running, going, dispatch]);
}
