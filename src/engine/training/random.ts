import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** A seed is a whole number from 0 to `maxSeed`. */
export const maxSeed = 2 ** 32 - 1;

/** A generator of pseudo-random numbers. Each call of a method draws a new number. */
export interface Random {
  /** Uniformly distributed from 0 up to, not including, 1. */
  uniform(): number;
  /** Normally distributed with mean 0 and standard deviation 1. */
  normal(): number;
  /** A uniformly distributed whole number from 0 to `max`, both included. */
  integer(max: number): number;
}

/**
 * Each seed has many sequences of random numbers, its streams. The weights of layer k are drawn from stream k (k ≥ 1),
 * and the order of epoch n from stream −n (n ≥ 1). Stream k is seeded with `seed` XOR (k × this number). It is a
 * prime near 2³² divided by the golden ratio, so large that the streams of nearby seeds do not coincide.
 */
const streamMultiplier = 0x9e3779b1;

/** Creates a generator for one stream of a seed: the Mersenne Twister of M. Matsumoto and T. Nishimura. */
export function createRandom(seed: number, stream: number): Random {
  const generator = mersenne(seed ^ Math.imul(stream, streamMultiplier));
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    // G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29, 1958.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer: (max) => uniformInt(generator, 0, max),
  };
}
