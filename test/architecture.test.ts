import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));

/** Which rooms each room may know, besides itself. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  'cli.ts': ['commands'],
  commands: ['ui', 'files', 'terminal', 'lessons', 'notation', 'engine'],
  ui: ['notation', 'engine'],
  files: ['notation', 'engine'],
  terminal: ['notation', 'engine'],
  lessons: [],
  notation: ['engine'],
  engine: [],
};

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));

const imports = files.flatMap((file) =>
  specifiersIn(readFileSync(join(source, file), 'utf8')).map((specifier) => ({ file, specifier })),
);

function specifiersIn(text: string): readonly string[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"])([^'"]+)\1/g;
  return [...text.matchAll(pattern)].flatMap(([, , specifier]) => specifier ?? []);
}

function roomOf(file: string): string {
  return file.split(sep)[0] ?? '';
}

function targetOf({ file, specifier }: (typeof imports)[number]): string {
  return relative(source, join(source, dirname(file), specifier));
}

test('every file is in a room', () => {
  expect([...new Set(files.map(roomOf))].filter((room) => !(room in rooms))).toEqual([]);
});

test('rooms know only the rooms below them', () => {
  const astray = imports
    .filter(({ specifier }) => specifier.startsWith('.'))
    .filter((each) => {
      const [from, to] = [roomOf(each.file), roomOf(targetOf(each))];
      return from !== to && to !== '..' && !rooms[from]?.includes(to);
    });
  expect(astray).toEqual([]);
});

test('the engine and the notation import nothing of the system or the screen', () => {
  const allowed = /^(@stdlib\/math-base-special-erf|pure-rand\/.*|jsep)$/;
  const outside = imports.filter(
    ({ file, specifier }) =>
      ['engine', 'notation'].includes(roomOf(file)) && !specifier.startsWith('.') && !allowed.test(specifier),
  );
  expect(outside).toEqual([]);
});

test('the engine has no clock, no chance and no output of its own', () => {
  const impure = /\b(Date|performance|Math\.random|process|console|setTimeout|setInterval|globalThis)\b(?=[.(])/;
  const offenders = files
    .filter((file) => roomOf(file) === 'engine')
    .filter((file) => impure.test(readFileSync(join(source, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')));
  expect(offenders).toEqual([]);
});

test("only the terminal room calls Ink's render", () => {
  const callers = files.filter((file) =>
    /import \{[^}]*\brender\b[^}]*\} from 'ink'/.test(readFileSync(join(source, file), 'utf8')),
  );
  expect(callers).toEqual([join('terminal', 'mount.ts')]);
});
