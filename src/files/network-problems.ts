import type { ActivationName } from '../engine/models/activations.ts';
import type { Network } from '../engine/models/network.ts';
import type { Experiment } from '../engine/training/experiment.ts';
import { emptyLessonPlan } from '../engine/training/lesson-plan.ts';
import { lessonPlanProblems } from './chapter-reader.ts';
import { classProblems } from './class-target.ts';
import { buildNetwork, samplesInBatch } from './experiment-builder.ts';
import type { KnownParts } from './known-parts.ts';
import { sizeProblems } from './memory-limit.ts';
import { outputProblems } from './output-check.ts';
import type { Problem } from './problem.ts';
import { shapeProblems } from './shape-check.ts';

/**
 * Yields a problem for each part of a network file that does not fit the other parts, as far as these are known.
 * `earlier` are the problems of single parts. Problems that only follow from another one are left out.
 */
export function* networkProblems(file: KnownParts, earlier: readonly Problem[]): Generator<Problem> {
  let areNamesKnown = !earlier.some((problem) => affectsNames(problem, file));
  for (const problem of numberProblems(file)) {
    areNamesKnown &&= !affectsNames(problem, file);
    yield problem;
  }
  const experiment = areNamesKnown ? experimentForNames(file) : undefined;
  if (experiment !== undefined) yield* lessonPlanProblems(file, experiment);
}

function* numberProblems(file: KnownParts): Generator<Problem> {
  const network = networkOf(file);
  const [tooLarge] = network === undefined ? [] : sizeProblems(file, network);
  // If the network is too large, its numbers of units are wrong, and the weights do not fit them.
  if (tooLarge !== undefined) yield tooLarge;
  else yield* shapeProblems(file);
  yield* classProblems(file);
  yield* outputProblems(file);
}

/** The network, with the activation identity for unknown ones. Undefined if a number of units is unknown. */
function networkOf({ inputs, layers = [] }: KnownParts): Network | undefined {
  const known = layers.flatMap(({ units, activation = 'identity' satisfies ActivationName, bias }) =>
    units === undefined ? [] : [{ units, activation, bias }],
  );
  if (inputs === undefined || known.length === 0 || known.length < layers.length) return undefined;
  return buildNetwork({ inputs, layers: known });
}

/** An experiment that has all quantities of the network file, but no numbers. */
function experimentForNames(file: KnownParts): Experiment | undefined {
  const { loss, optimizer, samples, batchSize, reduction, updateOrder, shuffle } = file;
  const network = networkOf(file);
  if (network === undefined || loss === undefined || optimizer === undefined || typeof samples !== 'object') {
    return undefined;
  }
  if (batchSize === undefined || reduction === undefined || updateOrder === undefined) return undefined;
  const noNumbers = new Float64Array();
  return {
    kind: 'dense',
    name: '',
    description: '',
    network,
    initial: noNumbers,
    loss,
    optimizer,
    optimizerFrom: 1,
    samples: { count: samples.length, inputs: noNumbers, targets: noNumbers },
    batchSize: samplesInBatch(batchSize, samples.length),
    reduction,
    updateOrder,
    shuffle,
    inputNames: [],
    outputNames: [],
    lessonPlan: emptyLessonPlan,
  };
}

/** Whether it depends on a problem which quantities the network has. */
function affectsNames({ path }: Problem, { layers = [] }: KnownParts): boolean {
  const [part, index, key] = path;
  switch (part) {
    case 'name':
    case 'description':
    case 'inputNames':
    case 'outputNames':
    case 'chapters':
    case 'practice':
      return false;
    case 'samples':
      return path.length === 1;
    case 'layers':
      if (key === 'weights') return path.length === 3;
      if (key === 'activation') return index === layers.length - 1;
      return key !== 'init';
    default:
      return true;
  }
}
