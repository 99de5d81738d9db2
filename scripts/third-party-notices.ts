import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const licenseFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** The licence texts of all bundled packages. `paths` are the bundled files, relative to the working directory. */
export function thirdPartyNotices(paths: readonly string[]): string {
  const packageFolders = [...new Set(paths.flatMap((path) => packageFolder(path) ?? []))].toSorted();
  // Packages with the same licence text share one notice.
  const packages = Map.groupBy(packageFolders, licenseText);
  const notices = [...packages].map(([text, folders]) => `${folders.map(titleOf).join('\n')}\n\n${text}\n`);
  return ['The program contains these packages.\n', ...notices].join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the package that contains a file. Undefined for the program's own files. */
function packageFolder(path: string): string | undefined {
  return /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

/** The texts of a package's licence files. Empty if the package has none. */
function licenseText(folder: string): string {
  const files = readdirSync(folder).filter((file) => licenseFile.test(file));
  return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
}

function titleOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version} (${license})`;
}
