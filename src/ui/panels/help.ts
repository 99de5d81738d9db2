import { type Group, keymap } from '../keymap.ts';
import type { Row } from '../rows.ts';
import type { View } from '../view.ts';
import { keyText } from './hints.ts';

/** Every key and what it does, grouped as in the keymap. */
export function helpRows({ model, glyphs }: View): readonly Row[] {
  const entries = keymap.map(({ keys, help, group, enabled }) => ({
    keys: keys.map((key) => keyText(key, glyphs)).join(' '),
    help,
    group,
    isEnabled: enabled({ ...model, mode: { kind: 'stepping' } }) === true,
  }));
  const width = Math.max(...entries.map(({ keys }) => keys.length));
  const groups: readonly Group[] = ['step', 'look', 'show', 'program'];
  return groups.flatMap((group, at): readonly Row[] => [
    ...(at === 0 ? [] : [[{ text: '' }]]),
    ...entries
      .filter((entry) => entry.group === group)
      .map(
        ({ keys, help, isEnabled }): Row => [
          { text: ` ${keys.padEnd(width)}  `, part: 'chosen' },
          { text: help, part: isEnabled ? undefined : 'faint' },
        ],
      ),
  ]);
}
