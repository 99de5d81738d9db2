import { outputLayer } from '../engine/models/network.ts';
import { type Change, changeProblem, type Edit } from '../engine/training/edits.ts';
import type { Experiment } from '../engine/training/experiment.ts';
import { type Position, startPosition } from '../engine/training/position.ts';
import type { Session } from '../engine/training/session.ts';
import { fileMessages } from './file-messages.ts';
import { parseJson } from './json-reader.ts';
import { networkPieces } from './network-data.ts';
import { networkFrom } from './network-file.ts';
import { type Problem, throwFirst } from './problem.ts';
import { parseBy } from './schema-reader.ts';
import { isSession, sessionKind } from './session-kind.ts';
import { type SessionFile, sessionFile } from './session-schema.ts';
import { pathFrom, readText, sourceOf } from './text-reader.ts';

const { session: messages } = fileMessages;

export function newSession(experiment: Experiment): Session {
  return { experiment, edits: [], position: startPosition, marks: [], fingerprint: undefined };
}

/**
 * Reads a session file, or a network file as a new session. Throws an InputError that names the file, the place of the
 * mistake and the expected content.
 */
export async function readSession(path: string): Promise<Session> {
  const source = sourceOf(path);
  const data = parseJson(await readText(path), source);
  if (!isSession(data)) return newSession(await networkFrom(data, path));
  const file = parseBy(sessionFile, data, source);
  const experiment = await readExperiment(file, path);
  throwFirst(sessionProblems(file, experiment), source);
  const { edits, position, marks, fingerprint, view } = file;
  return { experiment, edits, position, marks, fingerprint, view };
}

/** Reads the network inside a session file, or the network file that the session file names. */
async function readExperiment({ network }: SessionFile, path: string): Promise<Experiment> {
  if (typeof network !== 'string') return networkFrom(network, path, messages.networkOf(sourceOf(path)));
  const networkPath = pathFrom(path, network);
  return networkFrom(parseJson(await readText(networkPath), networkPath), networkPath);
}

/** Yields a problem for each edit that does not fit the experiment, and for each position that does not exist. */
function* sessionProblems({ edits, position, marks }: SessionFile, experiment: Experiment): Generator<Problem> {
  yield* editProblems(['edits'], edits, experiment);
  yield* positionProblems(['position'], position);
  for (const [index, mark] of marks.entries()) {
    yield* editProblems(['marks', index, 'edits'], mark.edits, experiment);
    yield* positionProblems(['marks', index, 'position'], mark.position);
  }
}

function* positionProblems(path: Problem['path'], { update, step }: Position): Generator<Problem> {
  if (step === 0 && update > 1) yield { path: [...path, 'step'], message: messages.stepZero };
}

function* editProblems(path: Problem['path'], edits: readonly Edit[], experiment: Experiment): Generator<Problem> {
  for (const [index, { change }] of edits.entries()) {
    const reason = missingPart(change, experiment) ?? changeProblem(experiment, change);
    if (reason !== undefined) yield { path: [...path, index, 'change'], message: messages.impossibleChange(reason) };
  }
}

/**
 * Says which part of the experiment, named in a change, does not exist: a parameter, an input, a target or a layer.
 * Undefined if the part exists.
 */
function missingPart(change: Change, { network, samples }: Experiment) {
  switch (change.kind) {
    case 'parameter':
      return change.parameter < network.parameterCount ? undefined : 'no such parameter';
    case 'input':
      return change.sample < samples.count && change.unit < network.inputs ? undefined : 'no such input';
    case 'target': {
      const outputs = outputLayer(network).units;
      return change.sample < samples.count && change.unit < outputs ? undefined : 'no such target';
    }
    case 'activation':
      return change.layer <= network.layers.length ? undefined : 'no such layer';
    case 'learning rate':
    case 'optimizer':
      return undefined;
  }
}

/**
 * The content of a session file. With `networkPath`, the session file names the network file at this path. Otherwise,
 * the session file contains the network itself.
 */
export function sessionText(session: Session, networkPath?: string): string {
  return [...sessionPieces(session, networkPath)].join('');
}

/** `sessionText` in pieces, so that other work can be done in between. */
export function* sessionPieces(
  { experiment, edits, position, marks, fingerprint, view }: Session,
  networkPath?: string,
): Generator<string> {
  yield `{"kind":${JSON.stringify(sessionKind)},"network":`;
  if (networkPath === undefined) yield* networkPieces(experiment);
  else yield JSON.stringify(networkPath);
  yield `,${JSON.stringify({ edits, position, marks, fingerprint, view }).slice(1)}\n`;
}
