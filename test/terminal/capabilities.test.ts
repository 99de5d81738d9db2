import { expect, test } from 'vitest';
import { hasNonUtf8Locale, unsupportedReason } from '../../src/terminal/capabilities.ts';
import { terminalMessages } from '../../src/terminal/terminal-messages.ts';

const terminal = { isTTY: true };
const pipe = {};

test.each([
  [terminal, terminal, 'xterm', false, undefined],
  [terminal, terminal, undefined, false, undefined],
  [pipe, terminal, 'xterm', false, terminalMessages.noTerminal],
  [terminal, pipe, 'xterm', true, terminalMessages.noTerminal],
  [terminal, terminal, 'dumb', false, terminalMessages.dumbTerminal],
  [terminal, terminal, 'dumb', true, undefined],
])(
  'with stdin %o, stdout %o, TERM %s and isForScreenReader %o, unsupportedReason returns %o',
  (stdin, stdout, term, isForScreenReader, reason) => {
    expect(unsupportedReason(stdin, stdout, term, isForScreenReader)).toBe(reason);
  },
);

const latin1 = 'de_DE.ISO-8859-1';
const utf8 = 'de_DE.UTF-8';

test.each([
  [{}, false],
  [{ LANG: 'C' }, false],
  [{ LANG: 'de_DE' }, false],
  [{ LANG: utf8 }, false],
  [{ LANG: 'de_DE.utf8@euro' }, false],
  [{ LANG: latin1 }, true],
  [{ LANG: 'de_DE.ISO-8859-15@euro' }, true],
  [{ LC_CTYPE: latin1 }, true],
  [{ LC_ALL: latin1 }, true],
  // LC_ALL overrides LC_CTYPE, which overrides LANG. An empty variable counts as unset.
  [{ LC_CTYPE: latin1, LANG: utf8 }, true],
  [{ LC_CTYPE: utf8, LANG: latin1 }, false],
  [{ LC_ALL: latin1, LC_CTYPE: utf8, LANG: utf8 }, true],
  [{ LC_ALL: utf8, LC_CTYPE: latin1, LANG: latin1 }, false],
  [{ LC_ALL: '', LC_CTYPE: '', LANG: latin1 }, true],
])('for the environment %o, hasNonUtf8Locale returns %o', (environment, expected) => {
  expect(hasNonUtf8Locale(environment)).toBe(expected);
});
