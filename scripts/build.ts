// Bundles the program into one file, and the engine into another. `npm run build` runs it.
import { chmodSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, context, type Plugin } from 'esbuild';
import { thirdPartyNotices } from './third-party-notices.ts';

/** Bundles an Ink program into one file that starts fast. The benchmark bundles its references with the same options. */
export const bundleOptions: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  jsx: 'automatic',
  // The licences are in THIRD-PARTY-NOTICES.txt.
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  // Some dependencies of Ink are CommonJS modules that call require, which ES modules lack.
  banner: {
    js: `#!/usr/bin/env node\nimport{createRequire}from"node:module";const require=createRequire(import.meta.url);`,
  },
  // Leaves out the checks of React and the devtools of Ink.
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  alias: { 'react-devtools-core': './src/terminal/no-devtools.ts' },
};

const ownStringWidth = fileURLToPath(new URL('../src/terminal/string-width.ts', import.meta.url));

/** Replaces string-width by our own module, which loads it only for texts that need it. */
const lazyStringWidth: Plugin = {
  name: 'lazy string-width',
  setup({ onResolve }) {
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      importer === ownStringWidth ? undefined : { path: ownStringWidth },
    );
  },
};

const programFile = 'dist/backstep.js';

/** The program, without modules that it never uses but that would delay its first frame. */
export const programOptions: BuildOptions = {
  ...bundleOptions,
  entryPoints: ['src/cli.ts'],
  outfile: programFile,
  // The layout engine of Ink checks whether fetch exists, and that makes Node.js load its HTTP client.
  define: { ...bundleOptions.define, fetch: 'undefined' },
  // ink-table hashes rows with this package, which loads node:crypto.
  alias: { ...bundleOptions.alias, 'object-hash': './src/terminal/row-key.ts' },
  plugins: [lazyStringWidth],
  loader: { '.csv': 'text' },
};

/** The engine by itself: `backstep/engine`. */
const engineOptions: BuildOptions = {
  ...bundleOptions,
  entryPoints: ['src/engine/index.ts'],
  outfile: 'dist/engine.js',
  minify: false,
  platform: 'neutral',
  mainFields: ['module', 'main'],
  banner: {},
};

async function buildAll(): Promise<void> {
  const results = await Promise.all([build(programOptions), build(engineOptions)]);
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', thirdPartyNotices(inputs));
  // npx runs this file directly, and makes it executable only at its first run in a folder.
  chmodSync(programFile, 0o755);
}

/** Builds the program again after every change to its source. */
async function watch(): Promise<void> {
  const watched = await context({ ...programOptions, logLevel: 'info' });
  await watched.watch();
}

if (import.meta.main) await (process.argv.includes('--watch') ? watch() : buildAll());
