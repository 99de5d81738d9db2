/**
 * Replaces the package object-hash in the bundle, because object-hash would load node:crypto before the first frame.
 * ink-table uses it only for the React keys of table rows.
 */
export function sha1(row: unknown): string {
  return JSON.stringify(row);
}
