import { type Key, useApp, useInput, usePaste, useWindowSize } from 'ink';
import { type ReactNode, type RefObject, useEffect, useMemo, useReducer, useRef } from 'react';
import type { Experiment } from '../engine/experiment.ts';
import { endOfUpdate, type Position } from '../engine/positions.ts';
import { createRun, type Run } from '../engine/run.ts';
import { firstDivergence, hasNumbers } from '../engine/timeline/divergence.ts';
import { advance, stateAfter, type Timeline, timelineOf, updatesWithin } from '../engine/timeline/timeline.ts';
import type { Glyphs } from '../notation/glyphs.ts';
import type { Action } from './actions.ts';
import { actionFor } from './dispatch.ts';
import { Frame, scrollingAt } from './frame.tsx';
import { initialModel, type Model } from './model.ts';
import { type Moment, momentAt } from './moment.ts';
import { reduce } from './reduce.ts';
import type { Size } from './screen.ts';
import { createView } from './view.ts';

export interface AppProps {
  readonly experiment: Experiment;
  readonly glyphs: Glyphs;
  /** The keys in one chunk of input, each by its name. */
  readonly keysOf: (input: string, key: Key) => readonly string[];
  /** Stops the process; called once the terminal is given up. */
  readonly stop: () => void;
  readonly redraw: () => void;
}

/** Milliseconds between two frames of a run, and those of them that may go into updates. */
const frameTime = 33;
const sliceTime = 15;

/** Work between two looks at the clock. */
const multiplicationsAtATime = 2 ** 19;

/** The only component with hooks: it turns keys and time into actions, and the model into a frame. */
export function App({ experiment, glyphs, keysOf, stop, redraw }: AppProps): ReactNode {
  const { exit, suspendTerminal } = useApp();
  const { columns, rows } = useWindowSize();
  const [model, dispatch] = useReducer(reduce, createRun(experiment), initialModel);
  const timeline = useTimeline(model.run);
  const moment = useMoment(timeline, model);
  const latest = useRef(model);
  latest.current = model;
  /** What comes next in the same turn must see what this action did. */
  const act = (action: Action): void => {
    latest.current = reduce(latest.current, action);
    dispatch(action);
  };

  const size = { columns, rows };
  useRedrawOn(size, redraw);
  useInput((input, key) => {
    for (const name of keysOf(input, key)) {
      const action = actionFor(latest.current, name);
      if (action?.kind === 'quit') exit();
      else if (action?.kind === 'suspend') void suspendTerminal(stop);
      else if (action?.kind === 'redraw') redraw();
      else if (action?.kind === 'scroll') {
        act({ ...action, within: scrollingAt(createView(latest.current, moment, glyphs), size) });
      } else if (action !== undefined) act(action);
    }
  });
  // Pasted text is no command: taking it here keeps it from the keys.
  usePaste(() => undefined);
  useTravel(timeline, latest, act);

  return <Frame view={createView(model, moment, glyphs)} size={size} />;
}

/** A terminal of another size may have broken the rows of the frame before it. */
function useRedrawOn({ columns, rows }: Size, redraw: () => void): void {
  const drawn = useRef({ columns, rows });
  useEffect(() => {
    if (drawn.current.columns === columns && drawn.current.rows === rows) return;
    drawn.current = { columns, rows };
    redraw();
  }, [columns, rows, redraw]);
}

/** The timeline of the present run; what it has in common with the run before stays known. */
function useTimeline(run: Run): Timeline {
  const before = useRef<Timeline>(undefined);
  const timeline = useMemo(() => timelineOf(run, before.current), [run]);
  before.current = timeline;
  return timeline;
}

function useMoment(timeline: Timeline, { position }: Model): Moment {
  const before = useRef<Moment>(undefined);
  const moment = useMemo(() => momentAt(timeline, position, before.current), [timeline, position]);
  before.current = moment;
  return moment;
}

/** While a long way or a run is on: in each frame the time that went by, and a slice of the way. */
function useTravel(timeline: Timeline, latest: RefObject<Model>, act: (action: Action) => void): void {
  const { going, running } = latest.current;
  const isMoving = running || going !== undefined;
  const acting = useRef(act);
  acting.current = act;
  useEffect(() => {
    if (!isMoving) return;
    const from = latest.current.position;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      acting.current({ kind: 'tick', seconds: (now - last) / 1000 });
      last = now;
      const { going: target, position } = latest.current;
      const reached = target === undefined ? position : travel(timeline, target);
      const end = endBetween(timeline, from, reached);
      if (end !== undefined) acting.current({ kind: 'end at', position: end });
      else if (target !== undefined) acting.current({ kind: 'reach', position: reached });
    }, frameTime);
    return () => clearInterval(timer);
  }, [isMoving, timeline, latest]);
}

/** Goes on towards a position for a slice of time; to where that led. */
function travel(timeline: Timeline, target: Position): Position {
  const { run } = timeline;
  const start = performance.now();
  const updates = target.update - 1;
  const atATime = updatesWithin(run.experiment, multiplicationsAtATime);
  while (advance(timeline, updates, atATime) !== updates && performance.now() - start < sliceTime);
  // One update on from where the timeline stands: to show that, it need not go back.
  return timeline.updates === updates ? target : endOfUpdate(run, timeline.updates + 1);
}

/** Where training ran out of numbers between two positions, if it did. */
function endBetween(timeline: Timeline, from: Position, to: Position): Position | undefined {
  if (to.update < from.update || hasNumbers(stateAfter(timeline, to.update - 1))) return undefined;
  const end = endOfUpdate(timeline.run, firstDivergence(timeline, to.update - 1).update);
  const isAfterFrom = end.update > from.update || (end.update === from.update && end.step > from.step);
  return isAfterFrom ? end : undefined;
}
