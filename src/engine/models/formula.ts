import type { Expression } from '../expressions/expression.ts';
import type { Node } from '../graph/node.ts';

/** A graph of equations, as a formula file describes it. */
export interface Formula {
  readonly kind: 'formula';
  /** The numbers of the file, in the order of the parameter array. Their nodes have the role `parameter`. */
  readonly parameters: readonly FormulaParameter[];
  /** The names of the columns of the samples. Their nodes have the role `input`. Empty without samples. */
  readonly inputs: readonly string[];
  /** Each equation uses only parameters, inputs, and equations before it. Their nodes have the role `equation`. */
  readonly equations: readonly FormulaEquation[];
  /** The index of the equation that is the error. */
  readonly error: number;
}

export interface FormulaParameter {
  readonly name: string;
  readonly isTrained: boolean;
}

export interface FormulaEquation {
  readonly name: string;
  readonly expression: Expression<Node>;
}

/** The indices of the parameters that updates change. */
export function trainedParameters({ parameters }: Formula): readonly number[] {
  return parameters.flatMap(({ isTrained }, index) => (isTrained ? [index] : []));
}

/** The names of the numbers, columns and equations of a formula. No two are equal. */
export function formulaNames({ parameters, inputs, equations }: Formula): readonly string[] {
  return [...parameters.map(({ name }) => name), ...inputs, ...equations.map(({ name }) => name)];
}
