import { ascii, unicode } from '../notation/glyphs.ts';
import { stopEcho, turnColorsOff, wantsNoColor, whyNotHere } from '../terminal/support.ts';
import { findExperiment } from './find.ts';
import { UsageError } from './usage-error.ts';

export interface OpenOptions {
  readonly ascii?: boolean;
  readonly color: boolean;
}

/** Opens the stepper and resolves when it is left. Throws a UsageError where there is no terminal for it. */
export async function open(lessonOrFile: string, options: OpenOptions): Promise<void> {
  const problem = whyNotHere(process.stdin, process.stdout, process.env.TERM);
  if (problem !== undefined) throw new UsageError(problem);
  const experiment = await findExperiment(lessonOrFile);
  stopEcho(process.stdin);
  if (!options.color || wantsNoColor(process.env)) turnColorsOff(process.env);
  // Ink's colours are settled when it is imported, so it is imported only now.
  const [{ mount }, { keysOf }, { App }] = await Promise.all([
    import('../terminal/mount.tsx'),
    import('../terminal/keys.ts'),
    import('../ui/app.tsx'),
  ]);
  const glyphs = options.ascii ? ascii : unicode;
  await mount(({ stop, redraw }) => (
    <App experiment={experiment} glyphs={glyphs} keysOf={keysOf} stop={stop} redraw={redraw} />
  ));
}
