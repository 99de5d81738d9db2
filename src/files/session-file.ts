import { type Change, changeProblem, type Edit } from '../engine/training/edits.ts';
import type { Experiment } from '../engine/training/experiment.ts';
import { type Position, startPosition } from '../engine/training/position.ts';
import type { Session } from '../engine/training/session.ts';
import { experimentPieces } from './experiment-data.ts';
import { experimentFrom, experimentFromText, isFormulaText } from './experiment-file.ts';
import { fileMessages } from './file-messages.ts';
import { mistakesOf, throwMistakes } from './input-error.ts';
import { parseJson } from './json-reader.ts';
import type { MistakeList } from './mistake-list.ts';
import { listProblems, type Problem } from './problem.ts';
import { checkBy } from './schema-reader.ts';
import { isSession, sessionKind } from './session-kind.ts';
import { type SessionFile, sessionFile } from './session-schema.ts';
import { pathFrom, readText, readTextOfFile, sourceOf } from './text-reader.ts';

const { session: messages } = fileMessages;

export function newSession(experiment: Experiment): Session {
  return { experiment, edits: [], position: startPosition, marks: [], fingerprint: undefined };
}

/**
 * Reads a session that was saved while the program ran. Throws an InputError as `readSession` does, and for a pipe or a
 * device.
 */
export async function readSavedSession(path: string): Promise<Session> {
  return sessionFrom(await readTextOfFile(path), path);
}

/**
 * Reads a session file, or a network file or formula file as a new session. Throws an InputError that lists the mistakes
 * of the session, its network or formula, and its samples.
 */
export async function readSession(path: string): Promise<Session> {
  return sessionFrom(await readText(path), path);
}

async function sessionFrom(text: string, path: string): Promise<Session> {
  const source = sourceOf(path);
  if (isFormulaText(text, path)) return newSession(await experimentFromText(text, path));
  const data = parseJson(text, source);
  if (!isSession(data)) return newSession(await experimentFrom(data, path));
  const { value: file, problems } = checkBy(sessionFile, data);
  const { experiment, mistakes } = await readExperiment(data.network, path);
  const fitProblems = file && experiment ? sessionProblems(file, experiment) : [];
  throwMistakes([listProblems([...problems, ...fitProblems], data, source), ...mistakes]);
  if (file === undefined || experiment === undefined) {
    throw new Error('found a session with problems, expected that it was refused');
  }
  const { edits, position, marks, fingerprint, view } = file;
  return { experiment, edits, position, marks, fingerprint, view };
}

interface ReadExperiment {
  /** Undefined if there is no network, or if it has mistakes. */
  readonly experiment?: Experiment;
  readonly mistakes: readonly MistakeList[];
}

/** Reads the network or formula inside a session file, or the file that the session file names. */
async function readExperiment(network: unknown, path: string): Promise<ReadExperiment> {
  try {
    if (typeof network === 'string') {
      const networkPath = pathFrom(path, network);
      const text = await readTextOfFile(networkPath);
      return { experiment: await experimentFromText(text, networkPath), mistakes: [] };
    }
    // session-schema.ts reports a network that is neither a path nor an object.
    if (typeof network !== 'object' || network === null) return { mistakes: [] };
    return { experiment: await experimentFrom(network, path, messages.networkOf(sourceOf(path))), mistakes: [] };
  } catch (error) {
    return { mistakes: mistakesOf(error) };
  }
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
 * Undefined if the part exists, and for targets and layers of a formula, about which `changeProblem` has its own sentence.
 */
function missingPart(change: Change, experiment: Experiment) {
  const { samples } = experiment;
  const isInRow = ({ sample, unit }: { readonly sample: number; readonly unit: number }, row: Float64Array): boolean =>
    sample < samples.count && unit < row.length / samples.count;
  switch (change.kind) {
    case 'parameter':
      return change.parameter < experiment.initial.length ? undefined : 'no such parameter';
    case 'input':
      return isInRow(change, samples.inputs) ? undefined : 'no such input';
    case 'target':
      return experiment.kind === 'formula' || isInRow(change, samples.targets) ? undefined : 'no such target';
    case 'activation': {
      const isThere = experiment.kind === 'formula' || change.layer <= experiment.network.layers.length;
      return isThere ? undefined : 'no such layer';
    }
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
  if (networkPath === undefined) yield* experimentPieces(experiment);
  else yield JSON.stringify(networkPath);
  yield `,${JSON.stringify({ edits, position, marks, fingerprint, view }).slice(1)}\n`;
}
