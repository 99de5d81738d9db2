import { type ActivationName, activationOf } from '../engine/models/activations.ts';
import { isOutput, type Network } from '../engine/models/network.ts';
import type { LayerName, VectorEquation, VectorExpression } from '../engine/steps/vector-form.ts';

/** How one notation writes the parts of a layer's equation. */
interface VectorStyle {
  layer(name: LayerName, label: string, isNew: boolean): string;
  gradient(variable: string): string;
  transposed(matrix: string): string;
  activation(name: ActivationName, isDerivative: boolean, input: string): string;
  total(column: string): string;
  readonly signs: Readonly<Record<'times' | 'elementwise times' | 'plus' | 'minus', string>>;
}

const text: VectorStyle = {
  layer: (name, label, isNew) => `${name}_${label}${isNew ? '+' : ''}`,
  gradient: (variable) => `dE_total/d${variable}`,
  transposed: (matrix) => `${matrix}ᵀ`,
  activation: (name, isDerivative, input) => `${name === 'sigmoid' ? 'σ' : name}${isDerivative ? '′' : ''}(${input})`,
  total: (column) => `(Σ ${column})`,
  signs: { times: '·', 'elementwise times': ' ⊙ ', plus: ' + ', minus: ' − ' },
};

function latexName(name: ActivationName): string {
  const known = name === 'softmax' ? undefined : activationOf(name).latex;
  return known ?? `\\operatorname{${name}}`;
}

const latex: VectorStyle = {
  layer: (name, label, isNew) => `${name === 'delta' ? '\\delta' : name}_{${label}}${isNew ? '^{+}' : ''}`,
  gradient: (variable) => `\\frac{\\partial E_{total}}{\\partial ${variable}}`,
  transposed: (matrix) => `${matrix.includes('^') ? `\\left( ${matrix} \\right)` : matrix}^{\\top}`,
  activation: (name, isDerivative, input) => `${latexName(name)}${isDerivative ? "'" : ''} \\left( ${input} \\right)`,
  total: (column) => `\\left( \\sum ${column} \\right)`,
  signs: { times: ' \\cdot ', 'elementwise times': ' \\odot ', plus: ' + ', minus: ' - ' },
};

/** The two sides of the equation of a whole layer: delta_h and W_oᵀ·delta_o ⊙ σ′(net_h). */
export function vectorSides(network: Network, { left, right }: VectorEquation): readonly [string, string] {
  return [write(network, left, text), write(network, right, text)];
}

/** The two sides of the equation of a whole layer in LaTeX. */
export function vectorSidesInLatex(network: Network, { left, right }: VectorEquation): readonly [string, string] {
  return [write(network, left, latex), write(network, right, latex)];
}

function write(network: Network, expression: VectorExpression, style: VectorStyle): string {
  const inner = (part: VectorExpression): string => write(network, part, style);
  switch (expression.kind) {
    case 'layer':
      return expression.layer === 0
        ? 'i'
        : style.layer(expression.name, labelOf(network, expression.layer), expression.isNew);
    case 'gradient':
      return style.gradient(style.layer(expression.of, labelOf(network, expression.layer), false));
    case 'transposed':
      return style.transposed(inner(expression.of));
    case 'activation':
      return style.activation(expression.name, expression.isDerivative, inner(expression.of));
    case 'total':
      return style.total(inner(expression.of));
    case 'times':
    case 'elementwise times':
    case 'plus':
    case 'minus':
      return inner(expression.left) + style.signs[expression.kind] + inner(expression.right);
  }
}

/** The label of a layer: o for the output layer, h for the only hidden layer. Several hidden layers are h1, h2, … */
function labelOf(network: Network, layer: number): string {
  if (isOutput(network, layer)) return 'o';
  return network.layers.length > 2 ? `h${layer}` : 'h';
}
