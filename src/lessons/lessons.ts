import circleSamples from './circle.csv?raw';
import circle from './circle.json' with { type: 'json' };
import irisSamples from './iris.csv?raw';
import lecture from './lecture.json' with { type: 'json' };
import mazur from './mazur.json' with { type: 'json' };
import mazurAsPublished from './mazur-as-published.json' with { type: 'json' };
import softmax from './softmax.json' with { type: 'json' };
import vanishing from './vanishing.json' with { type: 'json' };
import vanishingRelu from './vanishing-relu.json' with { type: 'json' };
import xor from './xor.json' with { type: 'json' };

/** A network file that comes with the program. */
export interface Lesson {
  /** The JSON of the network file. `parseNetwork` reads it as it reads the user's files. */
  readonly data: { readonly name: string; readonly description: string };
  /** The text of the CSV file that the JSON names. Undefined if the JSON contains the samples. */
  readonly samples: string | undefined;
}

/** The lessons by name, in the order in which `backstep lessons` prints them. */
export const lessons: ReadonlyMap<string, Lesson> = new Map(
  [
    lesson(lecture),
    lesson(mazur),
    lesson(mazurAsPublished),
    lesson(xor),
    lesson(vanishing),
    lesson(vanishingRelu),
    lesson(softmax, irisSamples),
    lesson(circle, circleSamples),
  ].map((each) => [each.data.name, each]),
);

function lesson(data: Lesson['data'], samples?: string): Lesson {
  return { data, samples };
}
