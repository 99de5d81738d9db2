import { callOn, constant, type Expression, quotient, sum } from '../../engine/expressions/expression.ts';
import { functionNames, functionTable } from '../../engine/expressions/functions.ts';
import { keysOf } from '../../engine/expressions/keys-of.ts';
import { activations } from '../../engine/models/activations.ts';

/** A function that a formula file can call. */
export interface WrittenFunction {
  /** Whether it takes several inputs or a loop, as in max(x[i] for i = 1..3). Otherwise it has one input. */
  readonly takesSeveral: boolean;
  /** `inputs` has at least one input. */
  build<Leaf>(inputs: readonly Expression<Leaf>[]): Expression<Leaf>;
}

const mean = <Leaf>(inputs: readonly Expression<Leaf>[]): Expression<Leaf> =>
  quotient(sum(inputs), constant(inputs.length));

/** silu(x) is x·σ(x): an activation that is not in the table of functions stands for its equation. */
const activationFunctions = keysOf(activations).map((name): readonly [string, WrittenFunction] => [
  name.replaceAll('-', '_'),
  { takesSeveral: false, build: ([net = constant(Number.NaN)]) => activations[name].expression(net) },
]);

/**
 * The functions by the names with which formula files call them: those of the engine's table, activations, sum and mean. If an
 * activation has the name of a function of the table, the name means this function.
 */
export const writtenFunctions: ReadonlyMap<string, WrittenFunction> = new Map([
  ...activationFunctions,
  ...functionNames.flatMap((name) => {
    const { names, inputs: count } = functionTable[name];
    const written: WrittenFunction = {
      takesSeveral: count === 'several',
      build: (inputs) => callOn(name, inputs),
    };
    return names.map((each) => [each, written] as const);
  }),
  ['sum', { takesSeveral: true, build: (inputs) => sum(inputs) }] as const,
  ['mean', { takesSeveral: true, build: mean }] as const,
]);

export const severalInputNames = [...writtenFunctions].flatMap(([name, { takesSeveral }]) =>
  takesSeveral ? [name] : [],
);
