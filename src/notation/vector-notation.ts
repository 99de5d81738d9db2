import type { ActivationName } from '../engine/models/activations.ts';
import { isOutput, type Network } from '../engine/models/network.ts';
import type { LayerName, VectorEquation, VectorExpression } from '../engine/steps/vector-form.ts';

/** How one notation writes the parts of a layer's equation. */
interface VectorStyle {
  layer(name: LayerName, layer: string, isNew: boolean): string;
  gradient(of: string): string;
  transposed(of: string): string;
  activation(name: ActivationName, isDerivative: boolean, of: string): string;
  total(of: string): string;
  readonly signs: Readonly<Record<'times' | 'elementwise times' | 'plus' | 'minus', string>>;
}

const text: VectorStyle = {
  layer: (name, layer, isNew) => `${name}_${layer}${isNew ? '+' : ''}`,
  gradient: (of) => `dE_total/d${of}`,
  transposed: (of) => `${of}ᵀ`,
  activation: (name, isDerivative, of) => `${name === 'sigmoid' ? 'σ' : name}${isDerivative ? '′' : ''}(${of})`,
  total: (of) => `(Σ ${of})`,
  signs: { times: '·', 'elementwise times': ' ⊙ ', plus: ' + ', minus: ' − ' },
};

const latexNames: Partial<Record<ActivationName, string>> = { sigmoid: '\\sigma', tanh: '\\tanh' };

const latex: VectorStyle = {
  layer: (name, layer, isNew) => `${name === 'delta' ? '\\delta' : name}_{${layer}}${isNew ? '^{+}' : ''}`,
  gradient: (of) => `\\frac{\\partial E_{total}}{\\partial ${of}}`,
  transposed: (of) => `${of.includes('^') ? `\\left( ${of} \\right)` : of}^{\\top}`,
  activation: (name, isDerivative, of) =>
    `${latexNames[name] ?? `\\operatorname{${name}}`}${isDerivative ? "'" : ''} \\left( ${of} \\right)`,
  total: (of) => `\\left( \\sum ${of} \\right)`,
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
  const inner = (of: VectorExpression): string => write(network, of, style);
  switch (expression.kind) {
    case 'layer':
      return expression.layer === 0
        ? 'i'
        : style.layer(expression.name, layerName(network, expression.layer), expression.isNew);
    case 'gradient':
      return style.gradient(style.layer(expression.of, layerName(network, expression.layer), false));
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

/** h and o; with several hidden layers h1, h2, … and o. */
function layerName(network: Network, layer: number): string {
  if (isOutput(network, layer)) return 'o';
  return network.layers.length > 2 ? `h${layer}` : 'h';
}
