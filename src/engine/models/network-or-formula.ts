import type { Formula } from './formula.ts';
import type { Network } from './network.ts';

/** What an experiment trains: a network of dense layers, or the equations of a formula. */
export type Model = Network | Formula;
