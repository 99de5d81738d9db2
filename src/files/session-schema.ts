import * as z from 'zod/mini';
import { activationNames } from '../engine/models/activations.ts';
import { maxEdits } from '../engine/training/edits.ts';
import { fileMessages } from './file-messages.ts';
import { optimizer } from './optimizer-schema.ts';
import { expecting, finiteNumber, object, oneOf, valueAt, wholeNumber, wrongName } from './schema-parts.ts';
import { sessionKind } from './session-kind.ts';
import { sessionView } from './session-view-schema.ts';

const { session: messages, values } = fileMessages;

function wholeNumberFrom(min: number) {
  return wholeNumber(values.wholeNumberFrom(min), min);
}

const index = wholeNumberFrom(0);

const changes = [
  object({ kind: z.literal('parameter'), parameter: index, value: finiteNumber }, messages.change),
  object({ kind: z.literal('input'), sample: index, unit: index, value: finiteNumber }, messages.change),
  object({ kind: z.literal('target'), sample: index, unit: index, value: finiteNumber }, messages.change),
  object({ kind: z.literal('learning rate'), value: finiteNumber }, messages.change),
  object({ kind: z.literal('optimizer'), optimizer }, messages.change),
  object(
    { kind: z.literal('activation'), layer: wholeNumberFrom(1), activation: oneOf(activationNames, 'activation') },
    messages.change,
  ),
] as const;

const changeKinds = changes.flatMap(({ shape }) => shape.kind.def.values);

/** The engine's `Change` as JSON. */
const change = z.discriminatedUnion('kind', changes, {
  error: (issue) =>
    issue.code === 'invalid_union'
      ? wrongName(valueAt(issue.input, 'kind'), changeKinds)
      : expecting(messages.changeKind).error(issue),
});

const edits = z
  .array(object({ update: wholeNumberFrom(1), change }, messages.edit), expecting(values.array))
  .check(z.maxLength(maxEdits, expecting(messages.atMostEdits(maxEdits))));

const position = object({ update: wholeNumberFrom(1), step: index }, messages.position);

/** The schema of a session file. session-file.ts also reads the network and checks that the edits fit the network. */
export const sessionFile = object(
  {
    kind: z.literal(sessionKind),
    network: z.union([z.string(), z.looseObject({})], expecting(messages.network)),
    edits: z._default(edits, []),
    position,
    // The marked run, to compare changed runs with it. At most one.
    marks: z._default(
      z
        .array(object({ edits, position }, messages.mark), expecting(values.array))
        .check(z.maxLength(1, expecting(messages.atMostOneMark))),
      [],
    ),
    fingerprint: z.optional(z.string(expecting(values.text))),
    view: sessionView,
  },
  messages.session,
);

export type SessionFile = z.infer<typeof sessionFile>;
