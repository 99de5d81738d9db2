import type { Run } from '../../engine/training/run.ts';
import { fingerprintOf, type Session } from '../../engine/training/session.ts';
import type { Action } from '../actions/action.ts';
import { modes } from '../modes/mode-table.ts';
import { actionFor, update } from '../modes/model-update.ts';
import { askedPosition } from '../practice/practice-model.ts';
import type { Announcement } from '../speech/announcement.ts';
import { createAnnouncer } from '../speech/announcer.ts';
import type { Effect, Input } from '../state/input.ts';
import type { Size } from '../state/layout.ts';
import { isMoving, type Model } from '../state/model.ts';
import type { Notice } from '../state/notice.ts';
import type { OwnNumbers } from '../state/own-numbers.ts';
import { sessionOf } from '../state/session-model.ts';
import type { View } from '../state/view.ts';
import { type Autosave, createAutosaver } from './autosaver.ts';
import type { Clock } from './clock.ts';
import { checkSelectedGradient, judgeAnswer, judgeGivenAgain, scrolledBy } from './effect-results.ts';
import { hasMovedForwards, stopAtLostNumber } from './lost-numbers.ts';
import { isReturning, openedModel } from './opened-session.ts';
import { timelinesOf } from './timelines.ts';
import { travelOn } from './travel.ts';
import { buildView } from './view-builder.ts';

/** A key by its name, or pasted text. */
export type TerminalInput = string | { readonly pasted: string };

/** The clock, the terminal, the files and the words that the program uses. */
export interface ProgramOptions extends Pick<View, 'glyphs' | 'messages'> {
  readonly session: Session;
  /** The learner's own numbers, which are shown beside the right ones. */
  readonly own?: OwnNumbers | undefined;
  /** Shown when the program starts. */
  readonly notice?: Notice | undefined;
  readonly clock: Clock;
  /** The present size of the terminal. */
  size(): Size;
  /** Stops the process, as Ctrl-Z does, until the shell continues it. */
  suspend(): void;
  /** Draws the whole screen again. */
  redraw(): void;
  /** Writes a session file. Rejects with an Error whose message is the reason for the failure. */
  save(session: Session, path: string): Promise<void>;
  /** Undefined if sessions are not saved automatically. */
  readonly autosave: Autosave | undefined;
  /** Writes a line for a screen reader; undefined if frames are drawn instead. */
  readonly announce: ((line: string) => void) | undefined;
}

/** The state to draw. Each change creates a new object. */
export interface ProgramState {
  readonly view: View;
  readonly isQuitting: boolean;
}

/** The program. It draws nothing itself. */
export interface Program {
  readonly state: () => ProgramState;
  /** Calls `listener` after each change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Handles inputs in order. Inputs after a key that quits are dropped. */
  readonly receive: (inputs: readonly TerminalInput[]) => void;
  /** Announces the first view. Automatic runs and long moves then advance until the returned function is called. */
  readonly start: () => () => void;
}

/** Milliseconds between two frames of an automatic run or a long move. */
const frameTime = 33;

/** An automatic run or a long move that is under way. */
interface Movement {
  readonly run: Run;
  stop(): void;
}

/** Creates the program, which holds the model, updates the model with each input, and runs the effects. */
export function createProgram(options: ProgramOptions): Program {
  const { session, clock } = options;
  let model = openedModel(session, options.own);
  let timelines = timelinesOf(model);
  let view = buildView(model, timelines, options);
  let isQuitting = false;
  let state: ProgramState = { view, isQuitting };
  let movement: Movement | undefined;
  let isVerified = session.fingerprint === undefined;
  const listeners = new Set<() => void>();
  const announce = options.announce && createAnnouncer(options.announce);
  const autosave =
    options.autosave &&
    createAutosaver(options.autosave, view, (error) => notify({ kind: 'not-kept', reason: messageOf(error) }));

  /** Returns the view of the present model. Builds the view only if the model has changed since the last call. */
  function presentView(): View {
    if (view.model === model) return view;
    timelines = timelinesOf(model, timelines);
    view = buildView(model, timelines, options, view);
    return view;
  }

  function handle(input: Input): void {
    if (isQuitting) return;
    const action = input.kind === 'key' ? actionFor(model, input.key) : undefined;
    const before = model;
    const outcome = update(model, input);
    model = outcome.model;
    for (const effect of outcome.effects) runEffect(effect);
    stopAtLost(before);
    judgeSavedAnswer();
    announce?.(presentView(), announcementOf(action, model, before));
  }

  /** Ends a move forwards since `before` at the first update in which a number is lost. */
  function stopAtLost(before: Model): void {
    // An opened session goes to its position in any case.
    if (!hasMovedForwards(before, model) || isReturning(before, session)) return;
    const lost = stopAtLostNumber(before, presentView(), timelines.present);
    if (lost !== undefined) model = update(model, lost).model;
  }

  function runEffect(effect: Effect): void {
    const result = resultOf(effect);
    if (result !== undefined) model = update(model, result).model;
  }

  function resultOf(effect: Effect): Input | undefined {
    switch (effect.kind) {
      case 'quit':
        isQuitting = true;
        return undefined;
      case 'suspend':
        options.suspend();
        return undefined;
      case 'redraw':
        options.redraw();
        return undefined;
      case 'save':
        save(effect.path);
        return undefined;
      case 'scroll':
        return scrolledBy(effect.rows, presentView(), options.size());
      case 'judge-answer':
        return judgeAnswer(presentView());
      case 'check-gradient':
        return checkSelectedGradient(presentView());
    }
  }

  function save(path: string): void {
    options.save(sessionOf(model, presentView().snapshot), path).then(
      () => notify({ kind: 'saved', path }),
      (error: unknown) => notify({ kind: 'not-saved', reason: messageOf(error) }),
    );
  }

  function notify(notice: Notice): void {
    handle({ kind: 'notice', notice });
    publish();
  }

  function publish(): void {
    verifySession();
    startOrStopMoving();
    state = { view: presentView(), isQuitting };
    autosave?.(state.view);
    for (const listener of listeners) listener();
  }

  /** When an opened session has reached its question, judges the last answer again. */
  function judgeSavedAnswer(): void {
    if (askedPosition(model) === undefined) return;
    const practice = judgeGivenAgain(presentView());
    if (practice !== undefined) model = { ...model, practice };
  }

  /** When the saved update is reached, compares the fingerprint (hash) of the state with the saved fingerprint. */
  function verifySession(): void {
    // After an edit, the state differs from the saved state in any case.
    if (model.run.edits !== session.edits) isVerified = true;
    const { position, values } = presentView().snapshot;
    if (isVerified || position.update !== session.position.update) return;
    isVerified = true;
    if (fingerprintOf(values.before) !== session.fingerprint)
      handle({ kind: 'notice', notice: { kind: 'session-differs' } });
  }

  /** Starts the frames of an automatic run or a long move, or stops them. After an edit, starts them anew. */
  function startOrStopMoving(): void {
    const shouldMove = isMoving(model) && !isQuitting;
    if (shouldMove && movement?.run === model.run) return;
    movement?.stop();
    movement = shouldMove ? startMoving() : undefined;
  }

  function startMoving(): Movement {
    const { run } = model;
    let last = clock.now();
    const stop = clock.every(frameTime, () => {
      const now = clock.now();
      advanceFrame((now - last) / 1000);
      last = now;
    });
    return { run, stop };
  }

  /** Advances an automatic run or a long move by one frame. */
  function advanceFrame(seconds: number): void {
    handle({ kind: 'tick', seconds });
    timelines = timelinesOf(model, timelines);
    const input = travelOn(model, timelines, clock);
    if (input !== undefined) handle(input);
    publish();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    receive(inputs) {
      for (const input of inputs) {
        handle(typeof input === 'string' ? { kind: 'key', key: input } : { kind: 'paste', text: input.pasted });
      }
      publish();
    },
    start() {
      judgeSavedAnswer();
      announce?.(presentView(), modes[model.mode.kind].announceEntry);
      if (options.notice !== undefined) handle({ kind: 'notice', notice: options.notice });
      publish();
      return () => {
        movement?.stop();
        movement = undefined;
      };
    },
  };
}

/**
 * The `announceEntry` of the mode that was entered, or whose question an opened session has reached; if there is none,
 * the announcement of the action.
 */
function announcementOf(action: Action | undefined, model: Model, before: Model): Announcement | undefined {
  const isQuestionReached = askedPosition(model) !== undefined && askedPosition(before) === undefined;
  const isEntered = model.mode.kind !== before.mode.kind || isQuestionReached;
  return (isEntered ? modes[model.mode.kind].announceEntry : undefined) ?? action?.announce;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
