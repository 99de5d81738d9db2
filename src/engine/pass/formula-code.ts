import { type Expression, ref, replaceLeaves } from '../expressions/expression.ts';
import { type CodeStyle, javascriptOf } from '../expressions/javascript.ts';
import { type BackwardPass, derivativeEquation, gradientEquation, pathEquation } from '../graph/gradients.ts';
import { type Node, nodeKey } from '../graph/node.ts';
import { nodeValue, type Quantity } from '../graph/quantity.ts';
import { backwardOrder, placesInBackwardOrder } from '../models/backward-order.ts';
import type { Formula } from '../models/formula.ts';
import { formulaGraph } from '../models/formula-graph.ts';

/** How the numbers of a formula are written as JavaScript, by their indices. */
export interface FormulaVariables {
  equation(index: number): string;
  parameter(index: number): string;
  input(index: number): string;
  /** The gradient of the node at an index of `backwardOrder`. */
  gradient(index: number): string;
}

/**
 * The equations of a formula as JavaScript. Names of a formula file never become text of the code: the code has only
 * indices. Numbers are read from an array, except those of `literals`.
 */
export interface FormulaCode {
  /** A statement for each equation, in the order of the equations. */
  readonly equations: readonly string[];
  /** A statement for each gradient that is needed, in the order of `backwardOrder`. */
  readonly gradients: readonly string[];
  /** The numbers that the code reads as `k[index]`. */
  readonly constants: Float64Array;
}

/** Small whole numbers are written as text, because the processor is faster with them. They are in this list. */
const literals: ReadonlyMap<number, string> = new Map([0, 1, 2, 3, 4].map((value) => [value, `${value}`]));

export interface FormulaCodeStyle {
  readonly variables: FormulaVariables;
  /** The statement that gives a variable its value. */
  assign(variable: string, value: string): string;
  /** The number of statements in one function. A variable of one function is unknown in the next. */
  readonly statementsPerFunction: number;
  /** Whether the gradient of a node is computed. */
  needsGradient(node: Node): boolean;
}

/**
 * Writes a formula as JavaScript. Calls and conditionals that occur several times in one function are computed once, in
 * variables s0, s1, …
 */
export function formulaCode(
  formula: Formula,
  { variables, assign, statementsPerFunction, needsGradient }: FormulaCodeStyle,
): FormulaCode {
  const graph = formulaGraph(formula);
  const order = backwardOrder(formula);
  const places = placesInBackwardOrder(formula);
  const gradientVariable = (node: Node): string => variables.gradient(places.get(nodeKey(node)) ?? Number.NaN);
  const constants = new Map<number, number>();
  const pass: BackwardPass = { graph, sample: undefined, valueOf: (node) => nodeValue(node) };
  const shared = sharedVariables();
  const style: CodeStyle<Quantity> = {
    leaf: (quantity) => leaf(quantity),
    constant: (value) => (Object.is(value, -0) ? undefined : literals.get(value)) ?? `k[${indexIn(constants, value)}]`,
    share: shared.share,
  };
  const leaf = (quantity: Quantity): string => {
    switch (quantity.kind) {
      case 'value':
        return valueCode(variables, quantity.of);
      case 'gradient':
        return gradientVariable(quantity.of);
      case 'local':
        return javascriptOf(derivativeEquation(pass, quantity.of, quantity.by), style);
      case 'path':
        return javascriptOf(pathEquation(pass, quantity.of, quantity.through), style);
    }
  };
  const statement = (variable: string, expression: Expression<Quantity>, at: number): string => {
    if (at % statementsPerFunction === 0) shared.startScope();
    const value = javascriptOf(expression, style);
    return [...shared.takeDeclarations(), assign(variable, value)].join('\n');
  };
  const equations = formula.equations.map(({ expression }, index) =>
    statement(
      variables.equation(index),
      replaceLeaves(expression, (node) => ref<Quantity>(nodeValue(node))),
      index,
    ),
  );
  const gradients = order
    .filter(needsGradient)
    .map((node, at) => statement(gradientVariable(node), gradientEquation(pass, node), at));
  return { equations, gradients, constants: Float64Array.from(constants.keys()) };
}

/** The index of a number in a list of numbers. Adds the number to the list if it is new. */
function indexIn(numbers: Map<number, number>, value: number): number {
  const index = numbers.get(value) ?? numbers.size;
  numbers.set(value, index);
  return index;
}

/** The variables that keep the values of calls and conditionals. */
function sharedVariables() {
  const variables = new Map<string, string>();
  let count = 0;
  let declarations: string[] = [];
  return {
    share: (code: string): string => {
      const known = variables.get(code);
      if (known !== undefined) return known;
      const variable = `s${count++}`;
      variables.set(code, variable);
      declarations.push(`const ${variable} = ${code};`);
      return variable;
    },
    /** The declarations since the last call. They come before the next statement. */
    takeDeclarations: (): readonly string[] => {
      const taken = declarations;
      declarations = [];
      return taken;
    },
    startScope: (): void => variables.clear(),
  };
}

function valueCode(variables: FormulaVariables, { block, index }: Node): string {
  switch (block.role) {
    case 'equation':
      return variables.equation(index);
    case 'parameter':
      return variables.parameter(index);
    case 'input':
      return variables.input(index);
    case 'target':
    case 'net':
    case 'out':
    case 'error':
    case 'total-error':
    case 'optimizer':
    case 'setting':
    case 'update-number':
      throw new RangeError(`an equation of a formula has no ${block.role}`);
  }
}
