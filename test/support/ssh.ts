import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keys, program, runInTerminal, type TerminalOptions, type TestTerminal } from './terminal.ts';

const sshd = '/usr/sbin/sshd';

/** Why tests over ssh cannot run on this machine; undefined if they can. */
export const sshUnavailableReason = existsSync(sshd) ? undefined : 'openssh-server is not installed';

/** An ssh server on this machine. Only the user that runs the tests can log in. */
export interface SshServer {
  readonly port: number;
  /** Runs the built program over ssh with `words` as its arguments, in a new pseudo-terminal on each side. */
  run(words: readonly string[], options?: SshOptions): TestTerminal;
  stop(): void;
}

export interface SshOptions extends TerminalOptions {
  /** The port that the client connects to. By default, the port of the server. */
  readonly port?: number;
  /** The file that Node.js runs on the server. By default, the built program. */
  readonly script?: string;
  /** Whether the program ignores SIGHUP from its start, as under nohup. */
  readonly ignoresHangUp?: boolean;
}

/** Starts a server with new keys on a free port. Resolves when it accepts connections. */
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
  // When root starts sshd, sshd needs this folder.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const server = spawn(sshd, ['-D', '-q', '-f', file('config')], { stdio: 'ignore' });
  await waitForConnection(port);
  return {
    port,
    run(
      words,
      { port: clientPort = port, script = program, environment = {}, ignoresHangUp = false, ...options } = {},
    ) {
      const variables = { XDG_STATE_HOME: file('state'), XDG_CACHE_HOME: file('cache'), ...environment };
      const command = [
        ...(ignoresHangUp ? ["trap '' HUP;"] : []),
        'exec env',
        ...Object.entries(variables).map(([name, value]) => `${name}=${quoted(value ?? '')}`),
        ...[process.execPath, script, ...words].map(quoted),
      ].join(' ');
      const hostOptions = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=QUIET'];
      const clientOptions = [
        '-tt',
        ...['-F', '/dev/null'],
        ...['-i', file('client')],
        ...['-p', String(clientPort)],
        ...hostOptions.flatMap((option) => ['-o', option]),
      ];
      const host = `${userInfo().username}@127.0.0.1`;
      return runInTerminal([...clientOptions, host, command], { ...options, environment: variables, file: 'ssh' });
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
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Lets a server listen on a free port. Resolves to the port. */
async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** Resolves when a connection to the port succeeds. Rejects after a minute. */
async function waitForConnection(port: number): Promise<void> {
  const start = performance.now();
  while (performance.now() - start < 60_000) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.once('data', () => socket.destroy());
      socket.once('error', () => resolve(false));
    });
    if (isOpen) return;
    await pause(25);
  }
  throw new Error('sshd did not start');
}

/** A slow mobile connection. `roundTrip` is in milliseconds. */
export const slowConnection = { roundTrip: 240, bytesPerSecond: 6000 };

/** The number of presses of a key that is held for 2 s and repeats at 30 Hz. */
const presses = 60;
const millisecondsPerPress = 1000 / 30;

/** A text that the screen shows after `presses` steps of the lecture, whose updates have 44 steps each. */
export const progressAfterHold = 'backward 5/24';

/** Holds → for 2 s. Resolves to the time of the last key press, as `performance.now()` gives it. */
export async function holdRight(terminal: TestTerminal): Promise<number> {
  const start = performance.now();
  for (let press = 0; press < presses; press++) {
    await pause(Math.max(0, start + press * millisecondsPerPress - performance.now()));
    terminal.send(keys.right);
  }
  return performance.now();
}

/** A proxy of a port of this machine. The proxy can be made as slow as `slowConnection`. */
export interface SlowLine {
  readonly port: number;
  /** Delays and throttles every byte after this call. */
  slowDown(): void;
  /** The number of bytes that the server has sent so far. */
  serverBytes(): number;
  stop(): void;
}

/** Opens a proxy. The proxy is fast until `slowDown`, so that a test need not wait for the handshake of ssh. */
export async function openSlowLine(serverPort: number): Promise<SlowLine> {
  let delay = 0;
  let rate = Number.POSITIVE_INFINITY;
  let bytes = 0;
  const sockets: Socket[] = [];
  const proxy = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    sockets.push(client, server);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
    }
    server.on('data', (data) => {
      bytes += data.length;
    });
    forward(client, server, () => ({ delay, rate }));
    forward(server, client, () => ({ delay, rate }));
  });
  const port = await listen(proxy);
  return {
    port,
    slowDown() {
      delay = slowConnection.roundTrip / 2;
      rate = slowConnection.bytesPerSecond;
    },
    serverBytes: () => bytes,
    stop() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}

/** Small packets make the line slow evenly: at 6000 bytes a second, each takes 17 ms. */
const packetBytes = 100;

/**
 * Forwards the data of one direction in packets, one after the other, at `rate` bytes a second. Each packet arrives
 * `delay` milliseconds after it was sent.
 */
function forward(from: Socket, to: Socket, speed: () => { readonly delay: number; readonly rate: number }): void {
  /** The time when all packets so far are sent and the line is free. */
  let freeTime = 0;
  // Each packet waits for the packet before it, because late timers may fire in the wrong order.
  let arrival = Promise.resolve();
  from.on('data', (data) => {
    const { delay, rate } = speed();
    for (let start = 0; start < data.length; start += packetBytes) {
      const packet = data.subarray(start, start + packetBytes);
      freeTime = Math.max(freeTime, performance.now()) + (packet.length / rate) * 1000;
      const arrivalTime = freeTime + delay;
      arrival = arrival.then(() => writeAt(arrivalTime, to, packet));
    }
  });
  from.on('close', () => arrival.then(() => to.end()));
}

/** Writes a packet when `performance.now()` reaches `time`. */
async function writeAt(time: number, socket: Socket, packet: Uint8Array): Promise<void> {
  const wait = time - performance.now();
  if (wait > 0) await pause(wait);
  if (socket.writable) socket.write(packet);
}
