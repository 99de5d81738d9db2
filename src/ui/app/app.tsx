import { useApp } from 'ink';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type Timeline, timelineOf } from '../../engine/timeline/timeline.ts';
import type { Run } from '../../engine/training/run.ts';
import { fingerprintOf, type Session } from '../../engine/training/session.ts';
import type { Glyphs } from '../../notation/glyphs.ts';
import type { Action } from '../actions/action.ts';
import type { KeyName } from '../actions/binding.ts';
import { actionFor, typingOf } from '../actions/key-dispatch.ts';
import { shownPosition } from '../modes/practice-mode.ts';
import { reduce } from '../modes/reduce.ts';
import type { Size } from '../state/layout.ts';
import type { Model } from '../state/model.ts';
import { isReturning, modelOf, sessionName, sessionOf } from '../state/session-model.ts';
import { type Moment, momentAt, momentBeside } from '../state/snapshot.ts';
import { createView, type View } from '../state/view.ts';
import { checkOf, judgementOf } from './effects.ts';
import { Frame, scrollingAt } from './screen.tsx';
import { spokenText, type Told } from './screen-reader.ts';
import { useTravel } from './travel.ts';

export interface AppProps {
  readonly session: Session;
  readonly glyphs: Glyphs;
  /** Writes a line about the change for a screen reader; undefined where frames are drawn. */
  readonly announce: ((line: string) => void) | undefined;
  /** Calls `listener` with keys and pasted texts, several at a time, until the returned function is called. */
  readonly onInput: (listener: (inputs: readonly Input[]) => void) => () => void;
  /** The size of the terminal. `listener` is called when it changes, until the returned function is called. */
  readonly window: { readonly size: () => Size; readonly onResize: (listener: () => void) => () => void };
  /** Saves a session as a file; rejects with an Error that says why it could not. */
  readonly save: (session: Session, path: string) => Promise<void>;
  /** Keeps where the learner is, soon, and at once where that `isEdit`; undefined where there is no place for it. */
  readonly keep: ((session: () => Session, isEdit: boolean) => Promise<void>) | undefined;
  /** Stops the process, as Ctrl-Z does, until the shell continues it. */
  readonly suspend: () => void;
  /** Draws all of the screen anew. */
  readonly redraw: () => void;
}

/** What was typed: a key by its name, or pasted text. */
export type Input = KeyName | { readonly pasted: string };

/** The only component with hooks: it turns keys and time into actions, and the model into a frame. */
export function App({ session, glyphs, onInput, window, announce, save, keep, suspend, redraw }: AppProps): ReactNode {
  const { exit } = useApp();
  const size = useSize(window);
  const [model, setModel] = useState(() => modelOf(session));
  const [isLeaving, leave] = useState(false);
  const { mode } = model;
  const timeline = useTimeline(model.run);
  const markedTimeline = useTimeline(model.mark?.run, timeline);
  const moment = useMoment(timeline, shownPosition(model));
  const farthest = model.mark?.position;
  const markedBefore = useRef<Moment>(undefined);
  const marked = useMemo(
    () => markedTimeline && farthest && momentBeside(markedTimeline, moment, farthest, markedBefore.current),
    [markedTimeline, moment, farthest],
  );
  markedBefore.current = marked;
  const asked = useMoment(timeline, mode.kind === 'practising' ? mode.asked : undefined);
  /** The model as it is by now; what comes next in the same turn must see it. */
  const latest = useRef(model);
  const change = (action: Action): void => {
    latest.current = reduce(latest.current, action);
  };
  const act = (...actions: readonly Action[]): void => {
    actions.forEach(change);
    setModel(latest.current);
  };
  /** The moment of the model as it is by now. */
  const now = (): Moment => momentAt(timelineOf(latest.current.run, timeline), shownPosition(latest.current), moment);

  const press = (action: Action): void => {
    if (action.kind === 'suspend') suspend();
    else if (action.kind === 'redraw') redraw();
    else if (action.kind === 'check') change(checkOf(latest.current, now()));
    else if (action.kind === 'scroll') {
      const view = createView(latest.current, now(), glyphs, { marked, asked });
      change({ ...action, within: scrollingAt(view, size) });
    } else if (action.kind === 'confirm') confirm(action);
    else change(action);
  };
  /** An answer is judged, and a session saved, outside of the model, which has no numbers and no files. */
  const confirm = (action: Action): void => {
    const { mode: present } = latest.current;
    if (present.kind === 'practising' && !present.isOver) {
      if (present.typed !== '') change(judgementOf(latest.current, present, timelineOf(latest.current.run, timeline)));
      return;
    }
    change(action);
    if (present.kind !== 'asking' || present.for !== 'file') return;
    const path = present.typed.trim() === '' ? sessionName(latest.current) : present.typed.trim();
    save(sessionOf(latest.current, now()), path).then(
      () => act({ kind: 'notice', notice: { kind: 'saved', path } }),
      (error: unknown) => act({ kind: 'notice', notice: { kind: 'not saved', reason: messageOf(error) } }),
    );
  };
  useInputs(onInput, (inputs) => {
    for (const input of inputs) {
      const actions =
        typeof input === 'string' ? [actionFor(latest.current, input)] : typingOf(latest.current, input.pasted);
      for (const action of actions) {
        if (action?.kind === 'quit') {
          setModel(latest.current);
          return leave(true);
        }
        if (action !== undefined) press(action);
      }
    }
    setModel(latest.current);
  });
  const timelines: readonly [Timeline, ...Timeline[]] =
    markedTimeline === undefined ? [timeline] : [timeline, markedTimeline];
  useTravel(timelines, latest, isReturning(model, session), { change, act });
  useKeeping(model, moment, keep, act);
  useProof(session, model.run, moment, act);

  const view = createView(model, moment, glyphs, { marked, asked });
  useAnnouncements(view, announce);
  // Only now, so that what came before the key is kept.
  useEffect(() => {
    if (isLeaving) exit();
  }, [isLeaving, exit]);
  return announce === undefined ? <Frame view={view} size={size} /> : null;
}

/** Announces the changes of a view after each render. */
function useAnnouncements(view: View, announce: AppProps['announce']): void {
  const told = useRef<Told>(undefined);
  useEffect(() => {
    if (announce === undefined) return;
    const line = spokenText(view, told.current);
    told.current = { view, line: line ?? told.current?.line ?? '' };
    if (line !== undefined) announce(line);
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The size of the terminal; another one draws the next frame. */
function useSize({ size, onResize }: AppProps['window']): Size {
  const [present, setPresent] = useState(size);
  useEffect(() => onResize(() => setPresent(size())), [size, onResize]);
  return present;
}

/** Calls the latest `listener` with each input, from the first frame to the last. */
function useInputs(onInput: AppProps['onInput'], listener: (inputs: readonly Input[]) => void): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => onInput((inputs) => latest.current(inputs)), [onInput]);
}

/** The timeline of a run; what it has in common with the run before, or else with another, is known already. */
function useTimeline(run: Run): Timeline;
function useTimeline(run: Run | undefined, other: Timeline): Timeline | undefined;
function useTimeline(run: Run | undefined, other?: Timeline): Timeline | undefined {
  const before = useRef<Timeline>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known elsewhere only saves time.
  const timeline = useMemo(() => run && (run === other?.run ? other : timelineOf(run, before.current ?? other)), [run]);
  before.current = timeline;
  return timeline;
}

function useMoment(timeline: Timeline, position: Moment['position']): Moment;
function useMoment(timeline: Timeline | undefined, position: Moment['position'] | undefined): Moment | undefined;
function useMoment(timeline: Timeline | undefined, position: Moment['position'] | undefined): Moment | undefined {
  const before = useRef<Moment>(undefined);
  const { update, step } = position ?? {};
  const moment = useMemo(() => {
    if (timeline === undefined || update === undefined || step === undefined) return undefined;
    return momentAt(timeline, { update, step }, before.current);
  }, [timeline, update, step]);
  before.current = moment;
  return moment;
}

/** Keeps every edit, and every move, for the case that this ends sooner than it should. */
function useKeeping(model: Model, moment: Moment, keep: AppProps['keep'], act: (action: Action) => void): void {
  const { run, mark, going, position } = model;
  const kept = useRef({ run, mark, moment });
  const failed = useRef(false);
  const tell = useRef(act);
  tell.current = act;
  useEffect(() => {
    const before = kept.current;
    kept.current = { run, mark, moment };
    const isEdit = before.run !== run || before.mark !== mark;
    if (!isEdit && before.moment === moment && going === undefined) return;
    keep?.(() => sessionOf({ run, mark, going, position }, moment), isEdit).catch((error: unknown) => {
      // Once is enough: the next move will hardly fare better.
      if (!failed.current) tell.current({ kind: 'notice', notice: { kind: 'not kept', reason: messageOf(error) } });
      failed.current = true;
    });
  }, [run, mark, going, position, moment, keep]);
}

/** Once a session's place is reached, says so if its numbers are not what they were. */
function useProof(
  { edits, position, fingerprint }: Session,
  run: Run,
  moment: Moment,
  act: (action: Action) => void,
): void {
  const isProved = useRef(fingerprint === undefined);
  useEffect(() => {
    // Of another run the numbers are others.
    if (run.edits !== edits) isProved.current = true;
    if (isProved.current || moment.position.update !== position.update) return;
    isProved.current = true;
    if (fingerprintOf(moment.reading.before) !== fingerprint) act({ kind: 'notice', notice: { kind: 'differs' } });
  });
}
