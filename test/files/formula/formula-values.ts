import { evaluate } from '../../../src/engine/expressions/evaluate.ts';
import type { Node } from '../../../src/engine/graph/node.ts';
import { type FormulaData, parseFormula } from '../../../src/files/formula/formula-file.ts';
import { InputError } from '../../../src/files/input-error.ts';
import type { SampleFile } from '../../../src/files/sample-file.ts';

/** A number that is added to the value of a name after it is computed. */
export interface Nudge {
  readonly name: string;
  readonly by: number;
}

/** The values of all names for one sample. */
export function valuesOf({ formula, initial, samples }: FormulaData, sample = 0, nudge?: Nudge): Map<string, number> {
  const { parameters, inputs, equations } = formula;
  const values = new Map<string, number>();
  const set = (name: string, value: number): void => {
    values.set(name, name === nudge?.name ? value + nudge.by : value);
  };
  const nameOf = ({ block, index }: Node): string => {
    const names = {
      parameter: parameters.map(({ name }) => name),
      input: inputs,
      equation: equations.map(({ name }) => name),
    };
    return names[block.role as keyof typeof names][index] ?? '?';
  };
  for (const [index, { name }] of parameters.entries()) set(name, initial[index] ?? Number.NaN);
  for (const [index, name] of inputs.entries()) {
    set(name, samples?.inputs[sample * inputs.length + index] ?? Number.NaN);
  }
  for (const { name, expression } of equations) {
    // An equation that uses a later one would find no value.
    set(
      name,
      evaluate(expression, (node) => values.get(nameOf(node)) ?? Number.NaN),
    );
  }
  return values;
}

/** The value of a name in the formula file `text`. Without a name, the value of the error. */
export function valueIn(text: string, name?: string): number | undefined {
  const data = parseFormula(text, { source: 'f.formula' });
  return valuesOf(data).get(name ?? errorNameOf(data));
}

export function errorNameOf({ formula }: FormulaData): string {
  return formula.equations[formula.error]?.name ?? '?';
}

/** The lines of the message about a formula file, without the name of the file. Empty if the file is accepted. */
export function mistakesIn(text: string, sampleFile?: SampleFile): readonly string[] {
  try {
    parseFormula(text, { source: 'f.formula', sampleFile });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.split('\n').map((line) => line.replace(/^f\.formula: /, ''));
  }
  return [];
}
