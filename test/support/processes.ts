import { execFileSync } from 'node:child_process';
import { program } from './terminal.ts';

/** The process ids of the steppers that have `text` in their environment. */
export function steppersWith(text: string): readonly number[] {
  const processes = execFileSync('ps', ['axeww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return processes.split('\n').flatMap((line) => {
    const [, pid, command = ''] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    // An ssh client or a shell that started the program also names it among its arguments.
    const isStepper = command.startsWith(`${process.execPath} ${program}`);
    return isStepper && command.includes(text) ? Number(pid) : [];
  });
}
