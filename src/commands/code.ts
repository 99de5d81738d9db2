import { formulaProgram } from '../notation/pytorch/formula-program.ts';
import { pytorchProgram } from '../notation/pytorch/pytorch-program.ts';
import { findExperiment } from './experiment-input.ts';
import type { ExperimentSource } from './experiment-source.ts';
import { print } from './output.ts';

/** Prints a PyTorch program that trains for `epochs` epochs. If a formula trains no numbers, the program has no epochs. */
export async function code(source: ExperimentSource, epochs: number): Promise<void> {
  const experiment = await findExperiment(source);
  const parts = experiment.kind === 'dense' ? pytorchProgram(experiment, epochs) : formulaProgram(experiment, epochs);
  for (const part of parts) await print(part);
}
