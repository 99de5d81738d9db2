// Bundles the program into dist/backstep.js and dist/program.js, and the engine into dist/engine.js. `npm run build` runs this script.
import { createHash } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, context, type Plugin } from 'esbuild';
import { thirdPartyNotices } from './third-party-notices.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The options that bundle an Ink program into one file that starts fast. The benchmark uses the same options to bundle
 * the programs that it compares with backstep.
 */
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
  absWorkingDir: root,
  // Some dependencies of Ink are CommonJS modules that call require, which ES modules lack.
  banner: {
    js: `#!/usr/bin/env node\nimport{createRequire}from"node:module";const require=createRequire(import.meta.url);`,
  },
  // Leaves out React's development checks and Ink's devtools.
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  alias: { 'react-devtools-core': './src/terminal/no-devtools.ts' },
};

const ownStringWidth = fileURLToPath(new URL('../src/terminal/string-width.ts', import.meta.url));

/** Replaces the package string-width by our own module, which loads the package only for texts that need it. */
const lazyStringWidth: Plugin = {
  name: 'lazy string-width',
  setup({ onResolve }) {
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      importer === ownStringWidth ? undefined : { path: ownStringWidth },
    );
  },
};

/** Replaces Ink's report of a crash by our own module. */
const ownErrorOverview: Plugin = {
  name: 'own error overview',
  setup({ onResolve }) {
    onResolve({ filter: /\/ErrorOverview\.js$/ }, () => ({ path: join(root, 'src/terminal/error-overview.ts') }));
  },
};

/**
 * Imports Node's modules by `require`, because a script cannot import. Besides, an import statement would read every
 * property of the module, which opens the standard streams, for example. The comment PURE lets esbuild drop the names
 * that the program does not use.
 */
const requiredBuiltins: Plugin = {
  name: 'required builtins',
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`^(node:)?(${builtinModules.join('|')})$`);
    onResolve({ filter }, ({ path, kind }) =>
      kind === 'require-call' ? undefined : { path, namespace: 'builtin', sideEffects: false },
    );
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: [
        `const builtin = require('${path}');`,
        'export default builtin;',
        ...Object.keys(process.getBuiltinModule(path) ?? {}).map(
          (name) => `export const ${name} = /* @__PURE__ */ (() => builtin.${name})();`,
        ),
      ].join('\n'),
    }));
  },
};

/** Loads the functions of stdlib when they are first called. Each of them consists of dozens of CommonJS modules. */
const lazyStdlib: Plugin = {
  name: 'lazy stdlib',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@stdlib\/math-base-special-\w+$/ }, ({ path, importer, kind }) =>
      kind === 'import-statement' && !importer.includes('node_modules') ? { path, namespace: 'lazy' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: `let load = () => { const loaded = require('${path}'); load = () => loaded; return loaded; };
export default (...parameters) => load()(...parameters);`,
      resolveDir: root,
    }));
  },
};

/** Loads the library that lays out graphs when a graph is first drawn. */
const lazyDagre: Plugin = {
  name: 'lazy dagre',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@dagrejs\/dagre$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'lazy dagre' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'lazy dagre' }, ({ path }) => ({
      contents: `let loaded;
const load = () => (loaded ??= require('${path}'));
export const layout = (...parameters) => load().layout(...parameters);
export function Graph(...parameters) { return new (load().Graph)(...parameters); }`,
      resolveDir: root,
    }));
  },
};

/** The options for the program. They leave out modules that are never used but would delay the first frame. */
export const programOptions: BuildOptions = {
  ...bundleOptions,
  entryPoints: ['src/commands/main.ts'],
  // Ink's layout engine checks whether fetch exists. This check would make Node.js load its HTTP client.
  define: { ...bundleOptions.define, fetch: 'undefined', 'Intl.Segmenter': 'GraphemeSegmenter' },
  inject: ['./src/terminal/grapheme-segmenter.ts'],
  // ink-table hashes rows with this package, which loads node:crypto.
  alias: { ...bundleOptions.alias, 'object-hash': './src/terminal/row-key.ts' },
  plugins: [lazyStringWidth, ownErrorOverview, lazyStdlib, lazyDagre, requiredBuiltins],
  loader: { '.csv': 'text', '.formula': 'text' },
};

/**
 * Starts the file with a hash of its text, which names its compiled code in the cache. Replaces the characters outside
 * ASCII, which esbuild leaves only in regular expressions, so that V8 keeps the text with one byte for each character.
 */
const hashedAscii: Plugin = {
  name: 'hashed ASCII',
  setup({ onEnd }) {
    onEnd(({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        const code = text.replace(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
        writeFileSync(path, `//${createHash('sha256').update(code).digest('hex')}\n${code}`);
      }
    });
  },
};

/**
 * The options for the script dist/program.js, whose value is the function `Program` of src/commands/program-loader.ts. It is no
 * module, because Node.js gives the compiled code of its functions only for scripts.
 */
const scriptOptions: BuildOptions = {
  ...programOptions,
  entryPoints: [],
  stdin: {
    contents: `import { main } from './src/commands/main.ts'; await main(words, afterFirstFrame);`,
    resolveDir: root,
  },
  outfile: 'dist/program.js',
  write: false,
  banner: { js: '(async(require,words,afterFirstFrame)=>{"use strict";' },
  footer: { js: '})' },
  // Scripts have no import.meta. Yoga and Ink read it, but can do without.
  define: { ...programOptions.define, 'import.meta.url': '""', 'import.meta.resolve': 'undefined' },
  plugins: [...(programOptions.plugins ?? []), hashedAscii],
};

const startFile = 'dist/backstep.js';

/** The options for the small file that the command `backstep` runs. It loads the program. */
const startOptions: BuildOptions = {
  ...bundleOptions,
  entryPoints: ['src/cli.ts'],
  outfile: startFile,
  plugins: [requiredBuiltins],
};

/** The options for the engine by itself, which other programs import as `backstep/engine`. */
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
  // `dist` may have the type declarations of source files that no longer exist.
  rmSync('dist', { recursive: true, force: true });
  const results = await Promise.all([build(startOptions), build(scriptOptions), build(engineOptions)]);
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', thirdPartyNotices(inputs));
  // In a clone, npx makes dist/backstep.js executable only on the first `npx backstep`. A rebuild removes that
  // permission, so it is set here.
  chmodSync(startFile, 0o755);
}

/** Builds the program again after every change to its source. */
async function watch(): Promise<void> {
  for (const options of [startOptions, scriptOptions]) {
    const watched = await context({ ...options, logLevel: 'info' });
    await watched.watch();
  }
}

if (import.meta.main) await (process.argv.includes('--watch') ? watch() : buildAll());
