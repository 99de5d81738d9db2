/* Limits that keep a formula file from taking too much memory or time, or overflowing the call stack. */

/** The maximum number of UTF-16 units of a formula file. */
export const maxLength = 10_000_000;

/** The maximum number of numbers, names and operations, as they are written and again when all loops are unrolled. */
export const maxParts = 2_000_000;

/** The maximum number of parentheses, brackets, signs and powers inside each other. Functions recurse into them. */
export const maxDepth = 100;

/** The maximum number of divisions in a row, because a/b/c is a fraction in a fraction. */
export const maxDivisions = 20;

/** The maximum number of subtractions in a row that are written as a − b − c. More of them become a sum of negatives. */
export const maxSubtractions = 20;

/** The maximum number of loops inside each other. */
export const maxLoops = 20;

/** The rest of a file with more mistakes is not read. */
export const maxMistakes = 10_000;

/** The maximum number of factors of a product. The derivative by each factor is a product of all others. */
export const maxFactors = 1000;

/** The maximum number of inputs of max and min. The derivative by each input compares all inputs. */
export const maxInputs = 200;
