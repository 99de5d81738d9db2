import stringWidth from 'string-width';
import { phaseSpan, phaseSpans } from '../../engine/steps/steps.ts';
import { type Piece, type Row, widthOf } from '../draw/rows.ts';
import { errorNameOf, shown, signed, type View } from '../state/view.ts';

/** The lengths of the progress bar in cells. The first one that fits is used. */
const barLengths = [8, 4];

/**
 * The second row of the screen: the phases, a progress bar for the present phase, and E_total:
 *
 *     forward ✓ ━━━ error ✓ ━━━ backward 4/24 ━●────── ─── update ·     E_total 0.2397
 *
 * If the row is too long with the shortest bar, only the present phase and E_total are written.
 */
export function phaseLine(view: View, width: number): Row {
  const error = errorText(view);
  for (const barLength of barLengths) {
    const phases = phasePieces(view, barLength);
    const room = width - widthOf(phases) - stringWidth(error) - 1;
    if (room > 0) return [...phases, { text: ' '.repeat(room) }, { text: error, part: 'emphasized' }];
  }
  const present = ` ${presentPhase(view)}`;
  return [
    { text: present, part: 'emphasized' },
    { text: ' '.repeat(Math.max(1, width - present.length - stringWidth(error) - 1)) },
    { text: error, part: 'emphasized' },
  ];
}

/** E_total with the present parameters. In parentheses, the difference from E_total of the marked run. */
function errorText(view: View): string {
  const { snapshot, marked } = view;
  if (snapshot.error === undefined) return '';
  const difference = snapshot.error - (marked?.error ?? Number.NaN);
  const comparison = Number.isNaN(difference) ? '' : ` (${signed(view, difference)})`;
  return `${errorName(view)} ${shown(view, snapshot.error)}${comparison}`;
}

/** The name of E_total over all samples. With several batches, it differs from the name of E_total of one batch. */
function errorName(view: View): string {
  const { samples, batchSize, reduction } = view.experiment;
  const { screen } = view.messages;
  const error = errorNameOf(view);
  if (samples.count === 1) return error;
  return batchSize === samples.count ? screen.batchError[reduction](error) : screen.errorOfAll(error);
}

function phasePieces(view: View, barLength: number): readonly Piece[] {
  const { snapshot, glyphs, messages } = view;
  const { step } = snapshot.position;
  return phaseSpans(snapshot.values.update).flatMap(({ phase, first, last }, at): readonly Piece[] => {
    const line = (step >= first ? glyphs.progressDone : glyphs.progressAhead).repeat(3);
    const link: Piece = { text: at === 0 ? ' ' : ` ${line} `, part: 'faint' };
    const name = messages.screen.phases[phase];
    if (step >= last) return [link, { text: `${name} ${glyphs.done}`, part: 'done' }];
    if (step < first) return [link, { text: `${name} ${glyphs.separator}`, part: 'faint' }];
    const [done, all] = [step - first + 1, last - first + 1];
    return [
      link,
      { text: `${name} ${done}/${all} `, part: 'emphasized' },
      { text: bar(view, done / all, barLength), part: 'emphasized' },
    ];
  });
}

/** `fraction` is the completed fraction of the phase, from 0 to less than 1. */
function bar({ glyphs }: View, fraction: number, length: number): string {
  const filled = Math.min(length - 1, Math.floor(fraction * length));
  return glyphs.progressDone.repeat(filled) + glyphs.present + glyphs.progressAhead.repeat(length - 1 - filled);
}

function presentPhase({ snapshot, glyphs, messages: { screen } }: View): string {
  const { step } = snapshot.position;
  if (step === 0) return `${screen.phases.forward} ${glyphs.separator}`;
  const span = phaseSpan(snapshot.values.update, step);
  return `${screen.phases[span.phase]} ${step - span.first + 1}/${span.last - span.first + 1}`;
}
