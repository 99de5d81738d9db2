import * as z from 'zod/mini';
import { hints } from '../engine/practice/practice-session.ts';
import type { SessionView } from '../engine/training/session-view.ts';
import { isPrintable } from './quoting.ts';

/** A value that is replaced by undefined if it is missing or wrong. */
function optional<Type>(schema: z.ZodMiniType<Type>) {
  return z.catch(z.optional(schema), undefined);
}

/** A value that is replaced by `defaultValue` if it is missing or wrong. */
function or<Type>(schema: z.ZodMiniType<Type>, defaultValue: Type) {
  return z.catch(schema, () => defaultValue);
}

const index = z.int().check(z.gte(0));
const trueOrFalse = or(z.boolean(), false);
const names = or(z.array(z.string()), []);
const count = or(index, 0);

const expansion = z.object({ parameter: count, names, focusedFactor: optional(index) });

/** What was typed on one line. */
const typed = or(z.string().check(z.refine((text) => isPrintable(text))), '');

const question = z.object({
  name: z.string(),
  asked: z.object({ update: z.int().check(z.gte(1)), step: z.int().check(z.gte(1)) }),
  typed,
  given: typed,
  wrongAnswers: count,
  hintsGiven: or(index.check(z.lte(hints.length)), 0),
  isOver: trueOrFalse,
});

const noTally = { asked: 0, right: 0, atFirstTry: 0 };

const practice = z.object({
  tally: or(z.object({ asked: index, right: index, atFirstTry: index }), noTally),
  done: names,
  answers: or(z.record(z.string(), z.number()), {}),
  answersUpdate: count,
  question: optional(question),
});

/**
 * The part of a session file about the screen. A part of it that is missing or wrong gets its
 * default, so that files of older and newer versions open, and files with a mistake in this part. ui/app/session-view.ts
 * drops names that do not exist.
 */
export const sessionView: z.ZodMiniType<SessionView | undefined> = optional(
  z.object({
    parameter: optional(index),
    expansion: or(expansion, { parameter: 0, names: [], focusedFactor: undefined }),
    panel: or(z.string(), ''),
    picture: or(z.string(), ''),
    isZoomed: trueOrFalse,
    scroll: optional(index),
    decimals: count,
    isByHand: trueOrFalse,
    prediction: or(z.enum(['off', 'question', 'answer']), 'off'),
    speed: or(z.int(), -1),
    chapter: optional(index),
    practice: or(practice, { tally: noTally, done: [], answers: {}, answersUpdate: 0, question: undefined }),
  }),
);
