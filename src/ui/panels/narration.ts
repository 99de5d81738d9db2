import { epochOf } from '../../engine/experiment.ts';
import { inGlyphs } from '../../notation/glyphs.ts';
import { type Asking, type Model, speeds } from '../model.ts';
import type { Row } from '../rows.ts';
import type { View } from '../view.ts';
import { words } from '../words/english.ts';
import { narrate } from '../words/narration.ts';

/** What just happened, in words; while something moves by itself, how far it has come. */
export function narrationRow(view: View): Row {
  const { model, glyphs } = view;
  const text = model.mode.kind === 'asking' ? question(model.mode) : (progress(model) ?? narrate(view));
  return [{ text: inGlyphs(` ${text}`, glyphs) }];
}

function question({ for: what, typed, problem }: Asking): string {
  if (what === 'epoch') return words.goTo(typed);
  return problem === undefined ? words.find(typed) : `${words.find(typed)}   ${words.problems[problem]}`;
}

function progress({ run: { experiment }, position, going, running, speed }: Model): string | undefined {
  const pace = speeds[speed];
  if (running && pace !== undefined) return words.running(pace);
  if (going === undefined) return undefined;
  const [done, target] = [epochOf(experiment, position.update), epochOf(experiment, going.update)];
  const percent = Math.floor((100 * position.update) / Math.max(going.update, 1));
  return words.going(done.toLocaleString('en'), target.toLocaleString('en'), Math.min(percent, 100));
}
