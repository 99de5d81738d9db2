import { inGlyphs } from '../../notation/glyphs.ts';
import type { Group } from '../actions/binding.ts';
import { keymap } from '../actions/keymap.ts';
import { type Row, wrapped } from '../draw/rows.ts';
import { legendOf } from '../messages/en/legend.ts';
import { words } from '../messages/en/screen-words.ts';
import { experimentOf } from '../state/model.ts';
import type { View } from '../state/view.ts';
import { keysText } from './hint-row.ts';

const groups: readonly Group[] = ['step', 'look', 'show', 'try', 'program'];

/** What this network shows; every key and what it does, or why it does nothing now; every sign and what it means. */
export function helpRows(view: View, columns: number): readonly Row[] {
  const { model, glyphs } = view;
  const entries = keyEntries(view);
  const legend = legendOf(glyphs);
  const width = Math.max(...entries.map(({ text }) => text.length), ...legend.map(({ sign }) => sign.length));
  const row = (left: string, right: string, part?: 'faint'): readonly Row[] =>
    wrapped(right, columns - width - 2).map((text, at) => [
      { text: `${(at === 0 ? left : '').padEnd(width)}  `, part: 'chosen' },
      { text, part },
    ]);
  const { name, description } = experimentOf(model);
  const about = description === '' ? [] : wrapped(inGlyphs(description, glyphs), columns);
  return [
    ...(about.length === 0 ? [] : [[{ text: name, part: 'title' } as const], ...about.map((text) => [{ text }]), []]),
    ...groups.flatMap((group): readonly Row[] => [
      ...entries.filter((entry) => entry.group === group).flatMap(({ text, help, part }) => row(text, help, part)),
      [],
    ]),
    [{ text: words.legend, part: 'title' }],
    ...legend.flatMap(({ sign, meaning }) => row(sign, meaning)),
  ];
}

/** Every key: its text, and what it does, or why it does nothing now. */
export function keyEntries({ model, glyphs }: View) {
  return keymap.map((binding) => {
    const { help, group, enabled } = binding;
    const able = enabled({ ...model, mode: { kind: 'stepping' } });
    const text = keysText(binding, glyphs);
    return {
      text,
      group,
      help: inGlyphs(able === true ? help : `${help} (${able})`, glyphs),
      part: able === true ? undefined : 'faint',
    } as const;
  });
}
