import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRandom, type Random } from '../../src/engine/training/random.ts';
import { waitUntilQuiet } from '../bench/quiet.ts';
import { cellsOf } from '../support/screens.ts';
import { keys, type TestTerminal } from '../support/terminal.ts';
import { openProgram, temporaryFolder } from '../support/terminal-fixtures.ts';

/** Keys and texts that bring the program into all of its modes. */
const usualInputs = [
  ...Object.values(keys),
  ...'hlnNpPeE+-kjfz.yvdtumc?0123456789r',
  ...['\u007F', '\u000C', '\u0004', '\u0015', '\u001B[5~', '\u001B[6~', '\u001B[Z', '\u001B'],
  ...['g7\r', '/w3\r', '=0.5\r', 'd0.5\r', '\u001B[200~0.25\u001B[201~'],
];

/** Sequences that are malformed, cut short or too long, and pastes that contain sequences or never end. */
const malformedInputs = [
  ...[
    '\u001B[',
    '\u001BO',
    '\u001B]',
    '\u001BP',
    '\u001B[1;',
    '\u001B[[',
    '\u001B[M',
    '\u001B[200',
    '\u001B\u001B[',
    '\u009B',
  ],
  ...[
    '\u001B[999999999999A',
    '\u001B[;;;;;;C',
    '\u001B[?1;2c',
    '\u001B[<0;1;1M',
    '\u001B]11;rgb:0/0/0\u0007',
    '\u001BP1$r\u001B\\',
  ],
  ...[
    '\u001B[200~\u001B[A\u001B[2J\u001B[201~',
    '\u001B[201~',
    '\u001B[200~',
    '\uD83D\uDC69\u200D\uD83D\uDD2C',
    'e\u0301',
    '\u200B',
    '\uFFFD',
  ],
];

/** Codes of characters that would quit, suspend or end the program, or open the prompt that saves a file. */
const excludedBytes = [0x03, 0x1a, 0x1c, ...Buffer.from('qsQS')];

function randomInput(random: Random): string {
  const kind = random.integer(9);
  if (kind > 0) {
    const inputs = kind > 2 ? usualInputs : malformedInputs;
    return inputs[random.integer(inputs.length - 1)] ?? '';
  }
  const bytes = Array.from({ length: 1 + random.integer(8) }, () => random.integer(255));
  return String.fromCharCode(...bytes.filter((byte) => !excludedBytes.includes(byte)));
}

/** After this many milliseconds, the program takes an Esc for the key, and not for the start of a sequence. */
const escapeTime = 300;

/** Ends whatever sequence, paste or run is unfinished. Resolves when the screen is at rest. */
async function settle(terminal: TestTerminal): Promise<void> {
  for (const end of ['\u001B[201~\u0007\u001B\\', '\u001B', '\u001B']) {
    terminal.send(end);
    await pause(escapeTime);
  }
  await waitUntilQuiet(terminal, 400);
}

/** Draws the whole screen again. Returns whether the program did it, which can take seconds if it still reads keys. */
async function redraw(terminal: TestTerminal): Promise<boolean> {
  const bytes = terminal.outputBytes();
  terminal.send('\u000C');
  await waitUntilQuiet(terminal, 400);
  return terminal.outputBytes() > bytes;
}

/** Waits until drawing the whole screen again changes no cell. Checks that no row has scrolled off the screen. */
async function checkScreen(terminal: TestTerminal): Promise<void> {
  await expect
    .poll(async () => {
      const shown = JSON.stringify(cellsOf(terminal.screen));
      return (await redraw(terminal)) && JSON.stringify(cellsOf(terminal.screen)) === shown;
    })
    .toBe(true);
  expect(terminal.screen.buffer.active.baseY).toBe(0);
}

/** Leaves any mode, and quits by the key q. */
async function quit(terminal: TestTerminal): Promise<void> {
  terminal.send('\u001B\u001B\u001Bq');
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen.buffer.active.type).toBe('normal');
  expect(terminal.screen.modes.bracketedPasteMode).toBe(false);
  // Only the first row of the normal screen could have been written, and it is empty.
  expect(terminal.rows().join('').trim()).toBe('');
}

test.each([
  [80, 24],
  [1, 1],
  [132, 43],
  [500, 120],
])(
  'after 250 random inputs at %d×%d, the screen is whole, and q quits',
  async (columns, rows) => {
    const terminal = await openProgram([], { environment: { XDG_STATE_HOME: temporaryFolder() } });
    terminal.resize(columns, rows);
    const random = createRandom(columns, rows);
    for (let sent = 0; sent < 250; sent += 25) {
      terminal.send(Array.from({ length: 25 }, () => randomInput(random)).join(''));
      await waitUntilQuiet(terminal, 20);
    }
    await settle(terminal);
    await checkScreen(terminal);
    await quit(terminal);
  },
  600_000,
);

/**
 * Sends keys in pieces, each when the screen is at rest. If more keys were under way than the pseudo-terminal holds, the
 * test would try to send the rest again and again, and no longer read what the program writes.
 */
async function sendKeys(terminal: TestTerminal, text: string): Promise<void> {
  const pieceSize = 4000;
  for (let start = 0; start < text.length; start += pieceSize) {
    terminal.send(text.slice(start, start + pieceSize));
    await waitUntilQuiet(terminal, 20);
  }
}

test.each(['', '=', 'd', '?'])(
  'after a paste of a megabyte, and many keys at once, in the mode of the key %j, the screen is whole, and q quits',
  async (key) => {
    const terminal = await openProgram([], { environment: { XDG_STATE_HOME: temporaryFolder() } });
    terminal.send(key);
    await waitUntilQuiet(terminal, 200);
    terminal.send(`\u001B[200~${'0.25 q\u001B[A\r'.repeat(100_000)}\u001B[201~`);
    await settle(terminal);
    terminal.send(key);
    await sendKeys(terminal, '0.25 x\u001B[A'.repeat(4000));
    await settle(terminal);
    await checkScreen(terminal);
    await quit(terminal);
  },
  600_000,
);
