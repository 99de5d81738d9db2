import { execFileSync } from 'node:child_process';
import { program } from './terminal.ts';

/** The process ids of the steppers that have `text` in their command or environment. */
export function steppersWith(text: string): readonly number[] {
  const processes = execFileSync('ps', ['axeww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return processes.split('\n').flatMap((line) => {
    const [, pid, command = ''] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    // The command of an ssh client or a shell may contain the command of a stepper, but it does not begin with it.
    const isStepper = command.startsWith(`${process.execPath} ${program}`);
    return isStepper && command.includes(text) ? Number(pid) : [];
  });
}
