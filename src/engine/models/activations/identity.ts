import { activation } from '../activation.ts';

/** out = net. */
export const identity = () =>
  activation({
    expression: (net) => net,
    hasKink: false,
    pytorch: 'net',
  });
