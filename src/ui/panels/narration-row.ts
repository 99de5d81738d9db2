import { parameterName } from '../../engine/models/parameters.ts';
import { epochOf } from '../../engine/training/experiment.ts';
import { inGlyphs } from '../../notation/glyphs.ts';
import type { Row } from '../draw/rows.ts';
import { narrate } from '../messages/en/narration.ts';
import { noticeText } from '../messages/en/notices.ts';
import { words } from '../messages/en/screen-words.ts';
import { type Asking, experimentOf, type Model, speeds } from '../state/model.ts';
import { sessionName } from '../state/session-model.ts';
import type { View } from '../state/view.ts';
import { practiceStatus } from './practice-panel.ts';

/** What just happened, in words; while something moves by itself, how far it has come. */
export function narrationRow(view: View, width: number): Row {
  const { glyphs } = view;
  return [{ text: inGlyphs(` ${textOf(view, width - 1)}`, glyphs) }];
}

function textOf(view: View, width: number): string {
  const { model } = view;
  const { mode, notice, chapter, predicting } = model;
  if (mode.kind === 'asking') return question(view, mode);
  if (mode.kind === 'practising') return practiceStatus(view, mode);
  const moving = progress(model);
  if (moving !== undefined) return moving;
  if (notice !== undefined) return noticeText(view, notice);
  if (predicting === 'equation shown') return words.predict;
  if (chapter === undefined) return narrate(view);
  const number = model.run.experiment.lessonPlan.chapters.indexOf(chapter) + 1;
  // What a chapter says of its numbers need not hold once something is changed.
  if (model.run.edits.length > 0) return words.chapter(number, `${chapter.title}.`);
  const whole = words.chapter(number, `${chapter.title}. ${chapter.text}`);
  return whole.length <= width ? whole : words.chapter(number, chapter.text);
}

function question({ model, chosen }: View, { for: what, typed, problem }: Asking): string {
  const name = parameterName(experimentOf(model).network, chosen);
  const asked = {
    epoch: words.goTo,
    quantity: words.find,
    change: (text: string) => words.change(name, text),
    file: (text: string) => words.saveAs(text, sessionName(model)),
  }[what](typed);
  return problem === undefined ? asked : `${asked}   ${words.problems[problem]}`;
}

function progress({ run: { experiment }, position, going, running, speed }: Model): string | undefined {
  const pace = speeds[speed];
  if (running && pace !== undefined) return words.running(pace);
  if (going === undefined) return undefined;
  const [done, target] = [epochOf(experiment, position.update), epochOf(experiment, going.update)];
  const percent = Math.floor((100 * position.update) / Math.max(going.update, 1));
  return words.going(done.toLocaleString('en'), target.toLocaleString('en'), Math.min(percent, 100));
}
