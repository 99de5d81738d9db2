import whenExit from 'when-exit';

/** Other names of SIGABRT and SIGIO. */
const aliases = ['SIGIOT', 'SIGPOLL'];

/**
 * Calls `restore` before the process ends by `process.exit`, at the end of its work, or by a signal, unless the system
 * gives the process no time. After a signal, the exit code that a shell shows is 128 plus the number of the signal.
 * Returns a function that removes `restore`. SIGPROF is left to the profiler of Node.js, which sends it many times a second.
 */
export function beforeEnd(restore: () => void): () => void {
  // when-exit listens to two signals by both of their names, removes the listener for one of the names, and sends the
  // signal again. The listener for the other name would catch the signal, so that it would not end the process.
  for (const alias of aliases) process.removeAllListeners(alias);
  return whenExit(restore);
}
