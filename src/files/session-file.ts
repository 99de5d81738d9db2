import { dirname, isAbsolute, join } from 'node:path';
import { outputLayer } from '../engine/models/network.ts';
import { type Change, changeProblem, type Edit } from '../engine/training/edits.ts';
import type { Experiment } from '../engine/training/experiment.ts';
import { type Position, startPosition } from '../engine/training/position.ts';
import type { Session } from '../engine/training/session.ts';
import { InputError } from './input-error.ts';
import { parseJson } from './json-reader.ts';
import { networkData } from './network-data.ts';
import { networkFrom } from './network-file.ts';
import { pathText, tellingIssue } from './schema-issue.ts';
import { isSession, sessionKind } from './session-kind.ts';
import { type SessionFile, sessionFile } from './session-schema.ts';
import type { Problem } from './shape-check.ts';
import { readText, sourceOf } from './text-reader.ts';

/** The session that an experiment starts with. */
export function newSession(experiment: Experiment): Session {
  return { experiment, edits: [], position: startPosition, marks: [], fingerprint: undefined };
}

/**
 * Reads a session, or a network file, which is a session at its start. Throws an InputError that names the path, the
 * place in the file and what was expected there.
 */
export async function readSession(path: string): Promise<Session> {
  const source = sourceOf(path);
  const data = parseJson(await readText(path), source);
  if (!isSession(data)) return newSession(await networkFrom(data, path));
  const file = checked(data, source);
  const experiment = await networkOf(file, path);
  for (const problem of sessionProblems(file, experiment))
    throw new InputError(source, `${pathText(problem.path)}: ${problem.message}`);
  const { edits, position, marks, fingerprint } = file;
  return { experiment, edits, position, marks, fingerprint };
}

function checked(data: unknown, source: string): SessionFile {
  const result = sessionFile.safeParse(data, { reportInput: true });
  if (result.success) return result.data;
  const { path, message } = tellingIssue(result.error.issues) ?? { path: [], message: 'found no session' };
  throw new InputError(source, path.length === 0 ? message : `${pathText(path)}: ${message}`);
}

/** The network of a session: its own, or that of a file beside it. */
async function networkOf({ network }: SessionFile, path: string): Promise<Experiment> {
  if (typeof network !== 'string') return networkFrom(network, path, 'network');
  const place = isAbsolute(network) ? network : join(dirname(path), network);
  return networkFrom(parseJson(await readText(place), place), place);
}

/** Where a session's edits and positions don't suit its network. */
function* sessionProblems({ edits, position, marks }: SessionFile, experiment: Experiment): Generator<Problem> {
  yield* editProblems(['edits'], edits, experiment);
  yield* positionProblems(['position'], position);
  for (const [at, mark] of marks.entries()) {
    yield* editProblems(['marks', at, 'edits'], mark.edits, experiment);
    yield* positionProblems(['marks', at, 'position'], mark.position);
  }
}

function* positionProblems(path: Problem['path'], { update, step }: Position): Generator<Problem> {
  if (step === 0 && update > 1) {
    yield { path: [...path, 'step'], message: 'found 0, expected at least 1, as only update 1 has a step 0' };
  }
}

function* editProblems(path: Problem['path'], edits: readonly Edit[], experiment: Experiment): Generator<Problem> {
  for (const [at, { change }] of edits.entries()) {
    const problem = placeProblem(change, experiment) ?? changeProblem(experiment, change);
    if (problem !== undefined)
      yield { path: [...path, at, 'change'], message: `found what cannot be changed: ${problem}` };
  }
}

/** What a change is about that the experiment does not have. */
function placeProblem(change: Change, { network, samples }: Experiment): string | undefined {
  switch (change.kind) {
    case 'parameter':
      return change.parameter < network.parameterCount ? undefined : 'no such parameter';
    case 'input':
    case 'target': {
      const units = change.kind === 'input' ? network.inputs : outputLayer(network).units;
      return change.sample < samples.count && change.unit < units ? undefined : `no such ${change.kind}`;
    }
    case 'activation':
      return change.layer <= network.layers.length ? undefined : 'no such layer';
    default:
      return undefined;
  }
}

/** A session as JSON text; `network` is the path of its network's file, which else is in it. */
export function sessionText({ experiment, edits, position, marks, fingerprint }: Session, network?: string): string {
  const file = { kind: sessionKind, network: network ?? networkData(experiment), edits, position, marks, fingerprint };
  return `${JSON.stringify(file)}\n`;
}
