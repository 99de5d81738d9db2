import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { steppersWith } from '../support/processes.ts';
import {
  heldTo,
  holdRight,
  openSlowLine,
  type SlowLine,
  type SshServer,
  slow,
  startSshServer,
  whyNoSsh,
} from '../support/ssh.ts';
import { keys, type TestTerminal } from '../support/terminal.ts';

if (whyNoSsh !== undefined) console.warn(`The tests over ssh are skipped: ${whyNoSsh}.`);

describe.skipIf(whyNoSsh !== undefined)('over ssh', () => {
  let server: SshServer;
  const open: TestTerminal[] = [];
  const lines: SlowLine[] = [];

  beforeAll(async () => {
    server = await startSshServer();
  });
  afterAll(() => server.stop());
  afterEach(() => {
    for (const terminal of open.splice(0)) terminal.process.kill('SIGKILL');
    for (const line of lines.splice(0)) line.stop();
  });

  async function stepper(...[words, options]: Parameters<SshServer['run']>): Promise<TestTerminal> {
    const terminal = server.run(words, options);
    open.push(terminal);
    await terminal.shows(/Nothing is computed yet[\s\S]*q quit/);
    return terminal;
  }

  test('steps by keys, in the size of the client, and leaves with the code of the program', async () => {
    const terminal = await stepper([], { columns: 100, rows: 30 });
    expect(terminal.rows()[29]).toContain('q quit');
    terminal.send(keys.right.repeat(6));
    await terminal.shows(/out_o1 = .* = 0\.5943/);
    terminal.send('q');
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen.buffer.active.type).toBe('normal');
  });

  test('a resize of the client fills the new size', async () => {
    const terminal = await stepper([]);
    terminal.resize(120, 40);
    await expect.poll(() => terminal.rows()[39], { timeout: 5000 }).toContain('q quit');
    terminal.resize(60, 20);
    await expect.poll(() => terminal.rows()[19], { timeout: 5000 }).toContain('q quit');
    expect(terminal.rows()[0]).toMatch(/α 0\.5$/);
  });

  test('a step costs no more than a TCP segment', async () => {
    const terminal = await stepper([]);
    for (let step = 1; step <= 8; step++) {
      const before = terminal.received();
      terminal.send(keys.right);
      await terminal.shows(step < 8 ? `forward ${step}/8` : 'forward ✓');
      expect(terminal.received() - before).toBeLessThan(1200);
    }
  });

  test.each(['SIGHUP', 'SIGKILL'])(
    'a client that ends by %s leaves no process, and a session to resume',
    async (signal) => {
      const folder = mkdtempSync(join(tmpdir(), 'backstep-state-'));
      const state = { XDG_STATE_HOME: folder };
      const terminal = await stepper([], { environment: state });
      terminal.send('llll=0.7\r');
      await terminal.shows('0.7000');
      terminal.send('ll');
      await terminal.shows('forward 6/8');
      const before = terminal.rows().slice(0, 20);
      expect(steppersWith(folder)).not.toEqual([]);
      terminal.process.kill(signal);
      await expect.poll(() => steppersWith(folder), { timeout: 5000 }).toEqual([]);
      const again = server.run(['--resume'], { environment: state });
      open.push(again);
      await again.shows('forward 6/8');
      await again.shows('q quit');
      expect(again.rows().slice(3, 11)).toEqual(before.slice(3, 11));
      again.send('q');
      await again.exited;
      rmSync(folder, { recursive: true });
    },
  );

  test('a terminal that has gone ends it, even where nobody may hang up on it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'backstep-state-'));
    const terminal = await stepper([], { environment: { XDG_STATE_HOME: folder }, ignoresHangUp: true });
    terminal.process.kill('SIGKILL');
    await expect.poll(() => steppersWith(folder), { timeout: 5000 }).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test('over a slow line the screen keeps up with a key that is held, and no step is lost', async () => {
    const line = await openSlowLine(server.port);
    lines.push(line);
    const terminal = await stepper([], { port: line.port });
    line.slowDown();
    const before = line.received();
    await holdRight(terminal);
    await terminal.shows(heldTo);
    // No more than the line could carry meanwhile, so that nothing waited on the way.
    expect(line.received() - before).toBeLessThan(2.5 * slow.bytesPerSecond);
  });
});
