import { expect, test } from 'vitest';
import { hasColors, screenKindFor, screenSequences } from '../../src/terminal/screen-kind.ts';
import { createScreen, writeTo } from '../support/screens.ts';

test.each([
  ['xterm-256color', false, true, 'alternate'],
  [undefined, false, true, 'alternate'],
  ['xterm-256color', false, false, 'main'],
  ['linux', false, true, 'main'],
  ['vt100', false, true, 'main'],
  ['xterm-256color', true, true, 'lines'],
  ['dumb', true, true, 'bare lines'],
] as const)(
  'with TERM %s, isForScreenReader %s and canUseAlternate %s, the kind of screen is "%s"',
  (term, isForScreenReader, canUseAlternate, kind) => {
    expect(screenKindFor(term, { isForScreenReader, canUseAlternate })).toBe(kind);
  },
);

test.each([
  [true, {}, true],
  [false, { FORCE_COLOR: '1' }, false],
  [true, { FORCE_COLOR: '1', NO_COLOR: '1', TERM: 'vt100' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { FORCE_COLOR: '', NO_COLOR: '' }, true],
  [true, { TERM: 'vt220' }, false],
])('with isAllowed %s and the environment %o, hasColors returns %s', (isAllowed, environment, expected) => {
  expect(hasColors(isAllowed, environment)).toBe(expected);
});

test.each(['alternate', 'main', 'lines', 'bare lines'] as const)(
  'leaving a screen of the kind "%s" turns off the modes that entering it turned on',
  async (kind) => {
    const screen = createScreen(20, 5);
    const { enter, leave } = screenSequences[kind];
    await writeTo(screen, enter(5));
    expect(screen.buffer.active.type).toBe(kind === 'alternate' ? 'alternate' : 'normal');
    expect(screen.modes.bracketedPasteMode).toBe(kind !== 'bare lines');
    await writeTo(screen, leave(5));
    expect(screen.buffer.active.type).toBe('normal');
    expect(screen.modes.bracketedPasteMode).toBe(false);
    screen.dispose();
  },
);

test('entering a screen of the kind "main" scrolls the output of the shell into the scrollback', async () => {
  const screen = createScreen(20, 3);
  await writeTo(screen, '$ one\r\n$ two');
  await writeTo(screen, screenSequences.main.enter(3));
  const { active } = screen.buffer;
  const rows = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true));
  expect(rows).toEqual(['$ one', '$ two', '', '', '', '']);
  screen.dispose();
});
