import { unicode } from '../../src/notation/glyphs.ts';
import { keymap } from '../../src/ui/keymap.ts';
import { keyText } from '../../src/ui/panels/hints.ts';
import { legendOf } from '../../src/ui/words/legend.ts';

/** The rows of the README's table of keys. */
export function keyRows(): readonly string[] {
  return keymap.map(({ keys, help }) => `| ${keys.map((key) => `\`${keyText(key, unicode)}\``).join(' ')} | ${help} |`);
}

/** The rows of the README's table of signs. */
export function signRows(): readonly string[] {
  return legendOf(unicode).map(({ sign, meaning }) => `| \`${sign}\` | ${meaning} |`);
}
