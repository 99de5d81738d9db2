import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { cacheFolder, loadProgram } from './commands/program-loader.ts';

// Without a listener, Node would start its debugger at this signal, and write about it onto the screen.
process.on('SIGUSR1', () => undefined);
const path = fileURLToPath(new URL('program.js', import.meta.url));
const { program, keepCompiledCode } = loadProgram(path, cacheFolder(process.env));
await program(createRequire(path), process.argv.slice(2), keepCompiledCode);
