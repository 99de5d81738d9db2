import type { Experiment } from '../engine/training/experiment.ts';
import { numpyFormula } from '../notation/numpy/numpy-formula.ts';
import { numpyProgram } from '../notation/numpy/numpy-program.ts';
import { type Language, snippets } from '../notation/numpy/snippets.ts';
import { formulaProgram } from '../notation/pytorch/formula-program.ts';
import { pytorchProgram } from '../notation/pytorch/pytorch-program.ts';
import { commandMessages } from './command-messages.ts';
import { findExperiment } from './experiment-input.ts';
import type { ExperimentSource } from './experiment-source.ts';
import { print } from './output.ts';
import { UsageError } from './usage-error.ts';

export interface CodeOptions {
  /** The number of epochs for which the program trains. If a formula trains no numbers, the program has no epochs. */
  readonly epochs: number;
  readonly language: Language;
  /** Whether a NumPy program prints every array of the first update. */
  readonly print?: boolean;
  /** Prints lines to paste into another program, in place of a program. */
  readonly snippet?: Language;
}

/** Prints a program that computes the same numbers. */
export async function code(source: ExperimentSource, options: CodeOptions): Promise<void> {
  const { snippet, language, print: prints = false } = options;
  if (snippet !== undefined) {
    await print(snippets[snippet]);
    return;
  }
  if (prints && language !== 'numpy') throw new UsageError(commandMessages.code.printNeedsNumpy);
  const experiment = await findExperiment(source);
  for (const part of programParts(experiment, options)) await print(part);
}

function programParts(experiment: Experiment, { epochs, language, print: prints = false }: CodeOptions) {
  if (language === 'numpy') {
    return experiment.kind === 'dense' ? numpyProgram(experiment, epochs, prints) : numpyFormula(experiment);
  }
  return experiment.kind === 'dense' ? pytorchProgram(experiment, epochs) : formulaProgram(experiment, epochs);
}
