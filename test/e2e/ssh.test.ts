import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { steppersWith } from '../support/processes.ts';
import {
  holdRight,
  openSlowLine,
  progressAfterHold,
  type SshServer,
  slowConnection,
  sshUnavailableReason,
  startSshServer,
} from '../support/ssh.ts';
import { keys, type TestTerminal } from '../support/terminal.ts';
import { closedAfterTest, temporaryFolder } from '../support/terminal-fixtures.ts';

if (sshUnavailableReason !== undefined) console.warn(`The tests over ssh are skipped: ${sshUnavailableReason}.`);

describe.skipIf(sshUnavailableReason !== undefined)('over ssh', () => {
  let server: SshServer;

  beforeAll(async () => {
    server = await startSshServer();
  });
  afterAll(() => server.stop());

  async function openProgram(...[words, options]: Parameters<SshServer['run']>): Promise<TestTerminal> {
    const terminal = closedAfterTest(server.run(words, options));
    await terminal.shows('q quit');
    return terminal;
  }

  test("the program fills the client's terminal, steps by keys, and returns its exit code to the client", async () => {
    const terminal = await openProgram([], { columns: 100, rows: 30 });
    expect(terminal.rows()[29]).toContain('q quit');
    terminal.send(keys.right.repeat(6));
    await terminal.shows(/out_o1 = .* = 0\.5943/);
    terminal.send('q');
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen.buffer.active.type).toBe('normal');
  });

  test("the screen fills the new size after the client's terminal is resized", async () => {
    const terminal = await openProgram([]);
    terminal.resize(120, 40);
    await expect.poll(() => terminal.rows()[39]).toContain('q quit');
    terminal.resize(60, 20);
    await expect.poll(() => terminal.rows()[19]).toContain('q quit');
    expect(terminal.rows()[0]).toMatch(/α 0\.5$/);
  });

  test('each forward step writes less than 1200 bytes, which fit in one TCP segment', async () => {
    const terminal = await openProgram([]);
    for (let step = 1; step <= 8; step++) {
      const before = terminal.outputBytes();
      terminal.send(keys.right);
      await terminal.shows(step < 8 ? `forward ${step}/8` : 'forward ✓');
      expect(terminal.outputBytes() - before).toBeLessThan(1200);
    }
  });

  test.each(['SIGHUP', 'SIGKILL'])(
    'after %s to the client, the program ends, and --resume shows the same network diagram',
    async (signal) => {
      const folder = temporaryFolder();
      const environment = { XDG_STATE_HOME: folder };
      const terminal = await openProgram([], { environment });
      terminal.send('llll=0.7\r');
      await terminal.shows('0.7000');
      terminal.send('ll');
      await terminal.shows('Much too high: the target is 0.01.');
      const before = terminal.rows().slice(3, 11);
      expect(steppersWith(folder)).not.toEqual([]);
      terminal.process.kill(signal);
      await expect.poll(() => steppersWith(folder)).toEqual([]);
      const resumed = await openProgram(['--resume'], { environment });
      await expect.poll(() => resumed.rows().slice(3, 11)).toEqual(before);
    },
  );

  test('the program ends when its terminal is closed, even if SIGHUP is ignored', async () => {
    const folder = temporaryFolder();
    const terminal = await openProgram([], { environment: { XDG_STATE_HOME: folder }, ignoresHangUp: true });
    terminal.process.kill('SIGKILL');
    await expect.poll(() => steppersWith(folder)).toEqual([]);
  });

  test('on a slow line, the screen keeps up with a held key, and each press makes a step', async () => {
    const line = await openSlowLine(server.port);
    onTestFinished(() => line.stop());
    const terminal = await openProgram([], { port: line.port });
    line.slowDown();
    const before = line.serverBytes();
    const start = performance.now();
    const end = await holdRight(terminal);
    await terminal.shows(progressAfterHold);
    // The bytes may take half a second longer than the key is held. More bytes would queue up on the line.
    const seconds = (end - start) / 1000 + 0.5;
    expect(line.serverBytes() - before).toBeLessThan(seconds * slowConnection.bytesPerSecond);
  });
});
