// Bundles the program into one file, and the engine into another. `npm run build` runs it; the benchmark bundles its
// reference with the same options.
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** How an Ink program becomes one file that starts soon. */
export const bundling: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  jsx: 'automatic',
  legalComments: 'none',
  logLevel: 'warning',
  // Some of Ink's libraries are CommonJS and ask for node's modules by require, which a module does not have.
  banner: {
    js: `#!/usr/bin/env node\nimport{createRequire}from"node:module";const require=createRequire(import.meta.url);`,
  },
  // React without its checks, and Ink without its devtools.
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  alias: { 'react-devtools-core': './src/terminal/no-devtools.ts' },
};

const ownWidth = fileURLToPath(new URL('src/terminal/string-width.ts', import.meta.url));

/** Everyone but its stand-in gets string-width's stand-in. */
const lateStringWidth: Plugin = {
  name: 'late string-width',
  setup({ onResolve }) {
    onResolve({ filter: /^string-width$/ }, ({ importer }) => (importer === ownWidth ? undefined : { path: ownWidth }));
  },
};

const outfile = 'dist/backstep.js';

/** The program's own: what it never uses is kept from loading before the first frame. */
export const program: BuildOptions = {
  ...bundling,
  entryPoints: ['src/cli.ts'],
  outfile,
  // The layout engine looks whether there is a fetch, and node then loads all of its HTTP client.
  define: { ...bundling.define, fetch: 'undefined' },
  // ink-table hashes its rows to key them, with a package that loads node:crypto.
  alias: { ...bundling.alias, 'object-hash': './src/terminal/row-key.ts' },
  plugins: [lateStringWidth],
  loader: { '.csv': 'text' },
};

/** The engine by itself, for programs of others: `backstep/engine`. */
const engine: BuildOptions = {
  ...bundling,
  entryPoints: ['src/engine/index.ts'],
  outfile: 'dist/engine.js',
  minify: false,
  platform: 'neutral',
  mainFields: ['module', 'main'],
  banner: {},
};

if (import.meta.main) {
  await Promise.all([build(program), build(engine)]);
  // npx runs the file itself, and makes it executable only when it first sees its folder.
  chmodSync(outfile, 0o755);
}
