// A program that saves sessions at the updates 1, 2, 3, … to one file until it is killed. After each save, it prints
// the number of the update.

import { newSession } from '../../src/files/session-file.ts';
import { saveSession } from '../../src/files/session-writer.ts';
import { lecture } from '../support/lecture.ts';

const [, , path = ''] = process.argv;
for (let update = 1; ; update++) {
  await saveSession({ ...newSession(lecture), position: { update, step: 1 } }, path);
  process.stdout.write(`${update}\n`);
}
