// Saves one session after another until it is killed. Prints the update of each session once it is saved.

import { newSession } from '../../src/files/session-file.ts';
import { saveSession } from '../../src/files/session-writer.ts';
import { lecture } from '../support/lecture.ts';

const [, , path = ''] = process.argv;
for (let update = 1; ; update++) {
  await saveSession({ ...newSession(lecture), position: { update, step: 1 } }, path);
  process.stdout.write(`${update}\n`);
}
