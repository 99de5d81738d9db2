/**
 * Replaces Ink's component in the bundle. Ink's component reads the working directory when it is imported, which fails if
 * that folder was deleted. A crash is reported after the terminal is restored, so nothing needs to be drawn.
 */
export default function ErrorOverview(): null {
  return null;
}
