/** The exit codes of the program besides 0. 128 and more: as if signal 1, 2, … had ended it. */
export const exitCodes = {
  /** A gradient disagrees, training missed its goal, or standard output cannot be written. */
  failure: 1,
  badInput: 2,
  crash: 70,
  hangUp: 129,
  interrupted: 130,
} as const;
