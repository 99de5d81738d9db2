import { compileCode } from '../expressions/compile-code.ts';
import { memoize } from '../expressions/memoize.ts';
import type { Formula } from '../models/formula.ts';
import { formulaCode } from './formula-code.ts';

/** The numbers of one sample of a formula. */
export interface FormulaNumbers {
  /** The values of the equations, in their order. */
  readonly values: Float64Array;
  /** The gradients of the nodes of `backwardOrder`, in this order. */
  readonly gradients: Float64Array;
}

/** The forward and the backward pass of a formula for one sample, as compiled code. */
export interface FormulaPass {
  /** Computes `values`. The numbers of the sample start at index `row` of `inputs`. */
  forward(numbers: FormulaNumbers, parameters: Float64Array, inputs: Float64Array, row: number): void;
  /** Computes `gradients` from `values`. */
  backward(numbers: FormulaNumbers, parameters: Float64Array, inputs: Float64Array, row: number): void;
}

/**
 * The number of statements in one function of the code. JavaScript engines do not optimize very long functions.
 */
const statementsPerFunction = 100;

export const formulaPass: (formula: Formula) => FormulaPass = memoize((formula) => {
  const { equations, gradients, constants } = formulaCode(formula, {
    variables: {
      equation: (index) => `e[${index}]`,
      parameter: (index) => `p[${index}]`,
      input: (index) => `x[row + ${index}]`,
      gradient: (index) => `d[${index}]`,
    },
    assign: (variable, value) => `${variable} = ${value};`,
    statementsPerFunction,
    needsGradient: () => true,
  });
  const forward = compile(equations, constants);
  const backward = compile(gradients, constants);
  return {
    forward: ({ values, gradients: d }, parameters, inputs, row) => {
      for (const run of forward) run(values, d, parameters, inputs, row);
    },
    backward: ({ values, gradients: d }, parameters, inputs, row) => {
      for (const run of backward) run(values, d, parameters, inputs, row);
    },
  };
});

type CompiledStatements = (e: Float64Array, d: Float64Array, p: Float64Array, x: Float64Array, row: number) => void;

function compile(statements: readonly string[], constants: Float64Array): readonly CompiledStatements[] {
  const functions: CompiledStatements[] = [];
  for (let first = 0; first < statements.length; first += statementsPerFunction) {
    const code = statements.slice(first, first + statementsPerFunction).join('\n');
    functions.push(compileCode(`(e, d, p, x, row) => {\n${code}\n}`, { k: constants }));
  }
  return functions;
}
