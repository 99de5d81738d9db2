import { formulaOf } from '../../engine/equations/explanation.ts';
import { epochOf } from '../../engine/experiment.ts';
import { inGlyphs } from '../../notation/glyphs.ts';
import { writeLine } from '../../notation/line.ts';
import { symbolOf } from '../../notation/symbols.ts';
import { cutTo, type Row } from '../canvas.ts';
import { keymap } from '../keymap.ts';
import { type Model, speeds } from '../model.ts';
import { shown, type View } from '../view.ts';
import { words } from '../words/english.ts';
import { narrate } from '../words/narration.ts';

const mostTerms = 4;

/** The equation of the step just taken, in symbols and numbers, as much of it as fits. */
export function equationRow(view: View, width: number): Row {
  const { model, moment, glyphs } = view;
  if (moment.step === undefined) return [{ text: '' }];
  const { network } = model.experiment;
  const { quantity } = moment.step;
  const name = symbolOf(network, quantity, glyphs);
  const result = shown(view, moment.known(quantity) ?? Number.NaN);
  const formula = formulaOf(moment.reading.update, quantity);
  if (formula === undefined) return [{ text: cutTo(` ${name} = ${result}`, width, glyphs.ellipsis) }];
  const symbols = writeLine(formula, {
    glyphs,
    numbers: false,
    mostTerms,
    quantity: (part) => symbolOf(network, part, glyphs),
  });
  const numbers = writeLine(formula, {
    glyphs,
    numbers: true,
    mostTerms,
    quantity: (part) => shown(view, moment.reading.numberOf(part)),
  });
  const sides = [[symbols, numbers, result], [numbers, result], [symbols, result], [result]].map(
    (some) => ` ${name} = ${some.join(' = ')}`,
  );
  return [
    {
      text: cutTo(sides.find((text) => text.length <= width) ?? sides.at(-1) ?? '', width, glyphs.ellipsis),
      part: 'chosen',
    },
  ];
}

/** What just happened, in words; while a long way is gone, how far it has come. */
export function narrationRow(view: View, width: number): Row {
  const { model, moment, glyphs } = view;
  const text =
    model.mode.kind === 'asking for an epoch'
      ? words.goTo(model.mode.typed)
      : (progress(model) ?? narrate(model.experiment, moment, (value) => shown(view, value)));
  return [{ text: cutTo(inGlyphs(` ${text}`, glyphs), width, glyphs.ellipsis) }];
}

function progress({ experiment, position, going, running, speed }: Model): string | undefined {
  if (going !== undefined) {
    const [done, target] = [epochOf(experiment, position.update), epochOf(experiment, going.update)];
    const percent = Math.floor((100 * position.update) / Math.max(going.update, 1));
    return words.going(done.toLocaleString('en'), target.toLocaleString('en'), Math.min(percent, 100));
  }
  const pace = speeds[speed];
  return running && pace !== undefined ? words.running(pace) : undefined;
}

/** The keys worth knowing now, as many as fit. */
export function hintRow({ model, glyphs }: View, width: number): Row {
  if (model.mode.kind === 'asking for an epoch')
    return [{ text: cutTo(` ${words.goToHint}`, width, glyphs.ellipsis), part: 'faint' }];
  const hints = keymap.flatMap(({ keys, hint, enabled }) => {
    const key = keys[0];
    return hint === undefined || key === undefined || enabled(model) !== true
      ? []
      : [`${keyText(key, glyphs)} ${hint}`];
  });
  const stop = model.running || model.going !== undefined ? [words.stopHint] : [];
  let text = '';
  for (const hint of [...stop, ...hints]) {
    const longer = `${text}${text === '' ? ' ' : '  '}${hint}`;
    if (longer.length > width) break;
    text = longer;
  }
  return [{ text, part: 'faint' }];
}

/** A key as it is printed on keyboards. */
export function keyText(key: string, { keys }: View['glyphs']): string {
  const names: Readonly<Record<string, string>> = {
    right: keys.right,
    left: keys.left,
    up: keys.up,
    down: keys.down,
    return: keys.enter,
    backspace: keys.backspace,
    escape: 'Esc',
    tab: 'Tab',
    'shift+tab': 'Shift-Tab',
    pagedown: 'PgDn',
    pageup: 'PgUp',
  };
  return names[key] ?? key.replace(/^ctrl\+(.)$/, (_, letter: string) => `Ctrl-${letter.toUpperCase()}`);
}
