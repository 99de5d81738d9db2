import * as z from 'zod/mini';
import { activationNames } from '../engine/models/activations.ts';
import { maxEdits } from '../engine/training/edits.ts';
import { optimizer } from './optimizer-schema.ts';
import { expecting, object, oneOf } from './schema-parts.ts';
import { sessionKind } from './session-kind.ts';

const amount = z.number(expecting('a finite number'));

function whole(least: number) {
  const expected = `a whole number, at least ${least}`;
  return z.int(expecting(expected)).check(z.gte(least, expecting(expected)));
}

/** A `Change`, as the engine has it. */
const change = z.discriminatedUnion(
  'kind',
  [
    object({ kind: z.literal('parameter'), parameter: whole(0), value: amount }, 'a change'),
    object({ kind: z.literal('input'), sample: whole(0), unit: whole(0), value: amount }, 'a change'),
    object({ kind: z.literal('target'), sample: whole(0), unit: whole(0), value: amount }, 'a change'),
    object({ kind: z.literal('learning rate'), value: amount }, 'a change'),
    object({ kind: z.literal('optimizer'), optimizer }, 'a change'),
    object({ kind: z.literal('activation'), layer: whole(1), activation: oneOf(activationNames) }, 'a change'),
  ],
  expecting('an object with the "kind" of a change'),
);

const edits = z
  .array(object({ update: whole(1), change }, 'an object with "update" and "change"'), expecting('an array'))
  .check(z.maxLength(maxEdits, expecting(`at most ${maxEdits} edits`)));

const position = object({ update: whole(1), step: whole(0) }, 'an object with "update" and "step"');

/** A session file, but for what concerns its network, which is one of its own or the path of a network file. */
export const sessionFile = object(
  {
    kind: z.literal(sessionKind),
    network: z.union(
      [z.string(), z.looseObject({})],
      expecting('an object that describes a network, or the path of its file'),
    ),
    edits: z._default(edits, []),
    position,
    marks: z._default(
      z
        .array(object({ edits, position }, 'an object with "edits" and "position"'), expecting('an array'))
        .check(z.maxLength(1, expecting('at most one mark'))),
      [],
    ),
    fingerprint: z.optional(z.string(expecting('text'))),
  },
  'an object that describes a session',
);

export type SessionFile = z.infer<typeof sessionFile>;
