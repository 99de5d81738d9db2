/** The value of the key "kind" in session files. Network files have no such key. */
export const sessionKind = 'backstep-session';

/** `data` is the parsed JSON of a file. */
export function isSession(data: unknown): data is { readonly kind: typeof sessionKind; readonly network?: unknown } {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === sessionKind;
}
