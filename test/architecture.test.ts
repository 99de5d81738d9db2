import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));

/** The rooms are the folders and files of src. Each may import from itself and from the rooms in its list. */
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

/**
 * The inner rooms, which are the folders of a room, in order: each may import only from the inner rooms before it.
 * 'index' stands for the files of the room that are in none of its folders.
 */
const innerRooms: Readonly<Record<string, readonly string[]>> = {
  engine: [
    'expressions',
    'graph',
    'models',
    'training',
    'steps',
    'pass',
    'differences',
    'timeline',
    'practice',
    'pictures',
    'index',
  ],
  ui: ['draw', 'messages', 'state', 'lines', 'pictures', 'panels', 'speech', 'practice', 'actions', 'modes', 'app'],
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

/** The inner room that a file is in. */
function innerRoomOf(file: string): string {
  const parts = file.split(sep);
  return parts.length > 2 ? (parts[1] ?? '') : 'index';
}

/** The path of the imported file, relative to src. It begins with '..' for a file outside of src. */
function targetOf({ file, specifier }: (typeof imports)[number]): string {
  return relative(source, join(source, dirname(file), specifier));
}

test('every file is in a room', () => {
  expect([...new Set(files.map(roomOf))].filter((room) => !(room in rooms))).toEqual([]);
});

test('file names are unique', () => {
  const names = files.map((file) => basename(file));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test.each(Object.entries(innerRooms))(
  'every file of %s is in one of its inner rooms, and no inner room is empty',
  (room, inner) => {
    const found = files.filter((file) => roomOf(file) === room).map(innerRoomOf);
    expect([...new Set(found)].toSorted()).toEqual(inner.toSorted());
  },
);

test.each(Object.entries(innerRooms))(
  'each inner room of %s imports only from the inner rooms before it',
  (room, inner) => {
    const violations = imports
      .filter(({ file, specifier }) => roomOf(file) === room && specifier.startsWith('.'))
      .filter((each) => {
        const target = targetOf(each);
        return roomOf(target) === room && inner.indexOf(innerRoomOf(target)) > inner.indexOf(innerRoomOf(each.file));
      });
    expect(violations).toEqual([]);
  },
);

test('no file of ui outside of messages/en imports English words, because the words are passed in', () => {
  const language = join('ui', 'messages', 'en');
  const importers = imports
    .filter((each) => each.specifier.startsWith('.') && targetOf(each).startsWith(language))
    .filter(({ file }) => roomOf(file) === 'ui' && !file.startsWith(language));
  expect(importers).toEqual([]);
});

test('each room imports only from the rooms that it is allowed to import from', () => {
  const violations = imports
    .filter(({ specifier }) => specifier.startsWith('.'))
    .filter((each) => {
      const [from, to] = [roomOf(each.file), roomOf(targetOf(each))];
      return from !== to && to !== '..' && !rooms[from]?.includes(to);
    });
  expect(violations).toEqual([]);
});

test('engine and notation import only packages that use neither the system nor the screen', () => {
  const allowed = /^(@stdlib\/math-base-special-erfc?|pure-rand\/.*|jsep|string-width)$/;
  const violations = imports.filter(
    ({ file, specifier }) =>
      ['engine', 'notation'].includes(roomOf(file)) && !specifier.startsWith('.') && !allowed.test(specifier),
  );
  expect(violations).toEqual([]);
});

test('the engine has no clock, no random numbers and no output of its own', () => {
  const impure = /\b(Date|performance|Math\.random|process|console|setTimeout|setInterval|globalThis)\b(?=[.(])/;
  const offenders = files
    .filter((file) => roomOf(file) === 'engine')
    .filter((file) => impure.test(readFileSync(join(source, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')));
  expect(offenders).toEqual([]);
});

test("only terminal/mount.ts imports Ink's render", () => {
  const importers = files.filter((file) =>
    /import \{[^}]*\brender\b[^}]*\} from 'ink'/.test(readFileSync(join(source, file), 'utf8')),
  );
  expect(importers).toEqual([join('terminal', 'mount.ts')]);
});
