import { execFileSync } from 'node:child_process';
import { program } from './terminal.ts';

/** The processes of steppers on this machine that have a text in their environment, by their numbers. */
export function steppersWith(text: string): readonly number[] {
  const all = execFileSync('ps', ['axeww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return all.split('\n').flatMap((line) => {
    const [, pid, command = ''] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    // A client of ssh and a shell have the program among their arguments, too.
    const isNode = command.startsWith(`${process.execPath} ${program}`);
    return isNode && command.includes(text) ? Number(pid) : [];
  });
}
