/** A request that the command line cannot fulfil. The message is one printable line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
