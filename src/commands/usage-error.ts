/** What was asked for cannot be done as asked. The message is one line that can be shown as it is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
