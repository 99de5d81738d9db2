import { conditional, constant, product } from '../../expressions/expression.ts';
import { activation } from '../activation.ts';

/** The slope of leaky-relu for negative nets. */
export const leakySlope = 0.01;

/** out = net for a positive net, else 0.01·net. */
export const leakyRelu = () =>
  activation({
    expression: (net) => conditional(net, net, product(constant(leakySlope), net)),
    hasKink: true,
    pytorch: 'F.leaky_relu(net, 0.01)',
  });
