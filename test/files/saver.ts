// Saves one session after the other until it is killed, and says after each that it is there.
import { saveSession } from '../../src/files/save.ts';
import { newSession } from '../../src/files/session.ts';
import { lecture } from '../support/lecture.ts';

const [, , path = ''] = process.argv;
for (let update = 1; ; update++) {
  await saveSession({ ...newSession(lecture), position: { update, step: 1 } }, path);
  process.stdout.write(`${update}\n`);
}
