import { readCompileCache } from './commands/compile-cache.ts';

// Without a listener, Node would start its debugger at this signal, and write about it onto the screen.
process.on('SIGUSR1', () => undefined);
readCompileCache(process.env);
// Node compiles all static imports before it runs anything. This import is dynamic, so that it reads the cache.
const { main } = await import('./commands/main.ts');
await main(process.argv.slice(2));
