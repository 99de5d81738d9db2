import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** Seeds are whole numbers from 0 to this. */
export const maxSeed = 2 ** 32 - 1;

/** Numbers that look random and follow from a seed alone. Each call draws anew. */
export interface Random {
  /** From 0 up to, not including, 1. */
  uniform(): number;
  /** Normally distributed around 0 with standard deviation 1. */
  normal(): number;
  /** A whole number from 0 to `most`, both included. */
  integer(most: number): number;
}

/** A source for one `stream` (of one epoch, say, or layer) of a seed: Matsumoto and Nishimura's Mersenne Twister. */
export function createRandom(seed: number, stream: number): Random {
  const generator = mersenne(seed ^ Math.imul(stream, 0x9e3779b1));
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    // G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29, 1958.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer: (most) => uniformInt(generator, 0, most),
  };
}
