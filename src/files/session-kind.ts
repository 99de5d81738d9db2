/** What a session file says of itself, so that it is told from a network file. */
export const sessionKind = 'backstep-session';

/** Whether the value of a file's JSON is a session. */
export function isSession(data: unknown): data is { readonly kind: typeof sessionKind } {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === sessionKind;
}
