import { functionNames, functions } from './functions.ts';
import { functionVariable, squareDeclaration } from './javascript.ts';

/**
 * Compiles the code of a function, which may contain code from `javascriptOf`. `variables` are the other variables that it
 * uses, with their values.
 */
export function compileCode<Compiled>(code: string, variables: Readonly<Record<string, unknown>> = {}): Compiled {
  const create = new Function(
    ...functionNames.map(functionVariable),
    ...Object.keys(variables),
    `${squareDeclaration}\nreturn ${code};`,
  );
  return create(...functionNames.map((name) => functions[name]), ...Object.values(variables));
}
