/**
 * If all outs of a sample (with a fused loss: all nets of the output layer) are smaller, its E_total is finite, and so is
 * the sum over any batch, because E grows at most with the square. Targets of this size are the exception: their E_total
 * is infinite from the start on.
 */
export const safeSize = 1e140;
