/** The exit codes of the program besides 0. A code above 128 is 128 plus the number of a signal, as in a shell. */
export const exitCodes = {
  /** A gradient disagrees, training missed its goal, or standard output cannot be written. */
  failure: 1,
  badInput: 2,
  crash: 70,
  hangUp: 129,
  interrupted: 130,
} as const;
