import { pytorchProgram } from '../notation/pytorch/pytorch-program.ts';
import { findExperiment } from './experiment-input.ts';
import { print } from './output.ts';

/** Prints a PyTorch program that trains for `epochs` epochs. */
export async function code(lessonOrFile: string, epochs: number): Promise<void> {
  const experiment = await findExperiment(lessonOrFile);
  for (const part of pytorchProgram(experiment, epochs)) await print(part);
}
