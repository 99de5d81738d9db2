import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { commandNames } from './commands/command-names.ts';
import { cacheFolder, loadProgram } from './commands/program-loader.ts';

// Without a listener, Node would start its debugger at this signal, and write about it onto the screen.
process.on('SIGUSR1', () => undefined);
const words = process.argv.slice(2);
// Only the stepper uses the cache, so that it contains exactly the functions that the stepper needs to start.
const isCommand = commandNames.some((name) => name === words[0]);
const path = fileURLToPath(new URL('program.js', import.meta.url));
const { program, keepCompiledCode } = loadProgram(path, isCommand ? undefined : cacheFolder(process.env));
await program(createRequire(path), words, keepCompiledCode);
