import { commandNames } from './commands/command-names.ts';
import { readCompileCache } from './commands/compile-cache.ts';

// Without a listener, Node would start its debugger at this signal, and write about it onto the screen.
process.on('SIGUSR1', () => undefined);
const words = process.argv.slice(2);
// Node keeps the code that the first run has compiled. Only a run of the stepper compiles the code of the stepper.
if (!commandNames.some((name) => name === words[0])) readCompileCache(process.env);
// Node compiles all static imports before it runs anything, so the program is imported now.
const { main } = await import('./commands/main.ts');
await main(words);
