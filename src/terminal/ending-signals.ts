import { constants } from 'node:os';
import whenExit from 'when-exit';

/** Other names of SIGABRT and SIGIO. */
const aliases = ['SIGIOT', 'SIGPOLL'];

/**
 * Calls `restore` before the process ends by `process.exit`, at the end of its work, or by a signal, unless the system
 * gives the process no time. After a signal, the exit code that a shell shows is 128 plus the number of the signal.
 * Returns a function that removes `restore`.
 */
export function beforeEnd(restore: () => void): () => void {
  // when-exit listens to two signals by both of their names, removes the listener for one of the names, and sends the
  // signal again. The listener for the other name would catch the signal, so that it would not end the process.
  for (const alias of aliases) process.removeAllListeners(alias);
  // when-exit does not know this signal.
  process.off('SIGPROF', endProfiled);
  process.on('SIGPROF', endProfiled);
  return whenExit(restore);
}

function endProfiled(): void {
  process.exit(128 + constants.signals.SIGPROF);
}
