import attention from './attention.formula?raw';
import circleSamples from './circle.csv?raw';
import circle from './circle.json' with { type: 'json' };
import circuit from './circuit.formula?raw';
import convolution from './convolution.formula?raw';
import irisSamples from './iris.csv?raw';
import layerNorm from './layer-norm.formula?raw';
import lecture from './lecture.json' with { type: 'json' };
import lineFitSamples from './line-fit.csv?raw';
import lineFit from './line-fit.formula?raw';
import mazur from './mazur.json' with { type: 'json' };
import mazurAsPublished from './mazur-as-published.json' with { type: 'json' };
import neuronGates from './neuron-gates.formula?raw';
import recurrent from './recurrent.formula?raw';
import shared from './shared.formula?raw';
import softmax from './softmax.json' with { type: 'json' };
import vanishing from './vanishing.json' with { type: 'json' };
import vanishingRelu from './vanishing-relu.json' with { type: 'json' };
import xor from './xor.json' with { type: 'json' };

export type Lesson = NetworkLesson | FormulaLesson;

/** A network file that comes with the program. */
export interface NetworkLesson {
  readonly kind: 'network';
  /** The JSON of the network file. `parseNetwork` reads it as it reads the user's files. */
  readonly data: { readonly name: string; readonly description: string };
  /** The text of the CSV file that the JSON names. Undefined if the JSON contains the samples. */
  readonly samples: string | undefined;
}

/** A formula file that comes with the program. */
export interface FormulaLesson {
  readonly kind: 'formula';
  readonly text: string;
  /** The text of the CSV file that the formula file names. Undefined if it names none. */
  readonly samples: string | undefined;
}

/** The lessons by name, in the order in which `backstep lessons` prints them. */
export const lessons: ReadonlyMap<string, Lesson> = new Map<string, Lesson>([
  ...[
    network(lecture),
    network(mazur),
    network(mazurAsPublished),
    network(xor),
    network(vanishing),
    network(vanishingRelu),
    network(softmax, irisSamples),
    network(circle, circleSamples),
  ].map((lesson) => [lesson.data.name, lesson] as const),
  ['circuit', formula(circuit)],
  ['shared', formula(shared)],
  ['neuron-gates', formula(neuronGates)],
  ['recurrent', formula(recurrent)],
  ['convolution', formula(convolution)],
  ['attention', formula(attention)],
  ['layer-norm', formula(layerNorm)],
  ['line-fit', formula(lineFit, lineFitSamples)],
]);

function network(data: NetworkLesson['data'], samples?: string): NetworkLesson {
  return { kind: 'network', data, samples };
}

function formula(text: string, samples?: string): FormulaLesson {
  return { kind: 'formula', text, samples };
}
