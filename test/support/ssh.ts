import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keys, program, runInTerminal, type TerminalOptions, type TestTerminal } from './terminal.ts';

const sshd = '/usr/sbin/sshd';

/** Why there are no tests over ssh on this machine; undefined where there can be. */
export const whyNoSsh = existsSync(sshd) ? undefined : 'openssh-server is not installed';

/** A server on this machine that lets its own user in. */
export interface SshServer {
  readonly port: number;
  /** Runs the built program with `words` in a terminal of its own over ssh; through another port if one is given. */
  run(words: readonly string[], options?: SshOptions): TestTerminal;
  stop(): void;
}

export interface SshOptions extends TerminalOptions {
  readonly port?: number;
  /** The program that node runs there, instead of the built one. */
  readonly script?: string;
  /** Whether it is started as nohup would, so that only its terminal tells that nobody is there. */
  readonly ignoresHangUp?: boolean;
}

/** Starts a server with keys of its own on a free port; resolves once it answers. */
export async function startSshServer(): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-ssh-'));
  const file = (name: string): string => join(folder, name);
  for (const name of ['host', 'client']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(name)]);
  }
  const port = await freePort();
  const settings = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${file('host')}`,
    `AuthorizedKeysFile ${file('client')}.pub`,
    'StrictModes no',
    'PidFile none',
    'UsePAM no',
    'PrintMotd no',
  ];
  writeFileSync(file('config'), settings.join('\n'));
  // Where the server gives up its rights, if it has any.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const server = spawn(sshd, ['-D', '-q', '-f', file('config')], { stdio: 'ignore' });
  await answering(port);
  return {
    port,
    run(words, { port: through = port, script = program, environment = {}, ignoresHangUp = false, ...options } = {}) {
      const settingsThere = { XDG_STATE_HOME: file('state'), ...environment };
      const command = [
        ...(ignoresHangUp ? ["trap '' HUP;"] : []),
        'exec env',
        ...Object.entries(settingsThere).map(([name, value]) => `${name}=${quoted(value ?? '')}`),
        ...[process.execPath, script, ...words].map(quoted),
      ].join(' ');
      const hostOptions = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=QUIET'];
      const rest = [
        '-tt',
        '-F',
        '/dev/null',
        '-i',
        file('client'),
        '-p',
        String(through),
        ...hostOptions.flatMap((each) => ['-o', each]),
      ];
      return runInTerminal([...rest, `${userInfo().username}@127.0.0.1`, command], { ...options, file: 'ssh' });
    },
    stop() {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Waits until somebody answers on a port. */
async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.once('data', () => socket.destroy());
      socket.once('error', () => resolve(false));
    });
    if (isThere) return;
    await pause(25);
  }
  throw new Error('sshd did not start');
}

/** A line from a train: a round trip takes so many milliseconds. */
export const slow = { roundTrip: 240, bytesPerSecond: 6000 };

/** How often a key that is held comes, and for how long. */
const times = 60;
const every = 1000 / 30;

/** What the rail shows after so many steps of the lecture. */
export const heldTo = 'backward 5/24';

/** Holds → for 2 s at 30 Hz. Resolves to when the last key was sent, as performance.now() has it. */
export async function holdRight(terminal: TestTerminal): Promise<number> {
  const start = performance.now();
  for (let press = 0; press < times; press++) {
    await pause(Math.max(0, start + press * every - performance.now()));
    terminal.send(keys.right);
  }
  return performance.now();
}

/** A slow line to a port of this machine. */
export interface SlowLine {
  readonly port: number;
  /** From now on every byte is late, and only so many come in a second: as `slow` has it. */
  slowDown(): void;
  /** Bytes that came from the server so far. */
  received(): number;
  stop(): void;
}

/** Opens a line to a port, which is fast until it is slowed down: nobody has to wait for ssh to say hello. */
export async function openSlowLine(to: number): Promise<SlowLine> {
  let delay = 0;
  let rate = Number.POSITIVE_INFINITY;
  let bytes = 0;
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    sockets.push(near, far);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
    }
    far.on('data', (data) => {
      bytes += data.length;
    });
    carry(near, far, () => ({ delay, rate }));
    carry(far, near, () => ({ delay, rate }));
  });
  const port = await listening(server);
  return {
    port,
    slowDown() {
      delay = slow.roundTrip / 2;
      rate = slow.bytesPerSecond;
    },
    received: () => bytes,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Bytes that a line lets through at a time. */
const piece = 100;

/** Carries one direction: a byte sets out once those before it are through, and is late by the delay. */
function carry(from: Socket, to: Socket, line: () => { readonly delay: number; readonly rate: number }): void {
  let free = 0;
  from.on('data', (data) => {
    const { delay, rate } = line();
    for (let at = 0; at < data.length; at += piece) {
      const part = data.subarray(at, at + piece);
      free = Math.max(free, performance.now()) + (part.length / rate) * 1000;
      const wait = free + delay - performance.now();
      if (wait <= 0) to.write(part);
      else setTimeout(() => to.writable && to.write(part), wait);
    }
  });
  from.on('close', () => to.end());
}
