import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/files/input-error.ts';
import { parseJson } from '../../src/files/json-reader.ts';

const mistakes = [
  ['{', 'line 1, column 2: found the end of the file, expected a name in double quotes or "}"'],
  ['{"a": 1,}', 'line 1, column 9: found "}", expected a name in double quotes'],
  ['[1,]', 'line 1, column 4: found "]", expected a value'],
  ['[}', 'line 1, column 2: found "}", expected a value or "]"'],
  ['{a: 1}', 'line 1, column 2: found "a", expected a name in double quotes or "}"'],
  ["{'a': 1}", 'line 1, column 2: found "\'", expected a name in double quotes or "}"'],
  ['{"a" 1}', 'line 1, column 6: found "1", expected ":"'],
  ['{"a": 1 "b": 2}', 'line 1, column 9: found a string, expected "," or "}"'],
  ['{"a": NaN}', 'line 1, column 7: found "NaN", expected a value'],
  ['{\r\n  "a": [1,\r\n    .5]}', 'line 3, column 5: found ".5", expected a value'],
  ['[1 2]', 'line 1, column 4: found "2", expected "," or "]"'],
  [`[${'x'.repeat(200)}]`, `line 1, column 2: found "${'x'.repeat(40)}…", expected a value or "]"`],
  ['[01]', 'line 1, column 3: found "1", expected "," or "]"'],
  ['[-]', 'line 1, column 2: found "-", expected a value or "]"'],
  ['{} // done', 'line 1, column 4: found "/", expected the end of the file'],
  ['\u001b[2J', 'line 1, column 1: found "\\u001b", expected a value'],
  ['["a\nb"]', 'line 1, column 4: found a line break, expected the rest of a string and its closing double quote'],
  ['["a\\x"]', 'line 1, column 4: found "\\\\x", expected the rest of a string and its closing double quote'],
  ['["a', 'line 1, column 4: found the end of the file, expected the rest of a string and its closing double quote'],
] as const;

describe('parseJson', () => {
  test.each(mistakes)('reports the place of the mistake in %j', (text, message) => {
    expect(() => parseJson(text, 'net.json')).toThrow(new InputError('net.json', message));
  });

  test.each([
    [
      '{"a": 1,\n "a": 2}',
      'line 2, column 2: found the key "a" again, expected it once in an object; line 1 has it already',
    ],
    [
      '{"b": [{"a": 1},\n {"a": 1,\n "c": {}, "\\u0061" : 2}]}',
      'line 3, column 11: found the key "a" again, expected it once in an object; line 2 has it already',
    ],
    ['{"__proto__": 1, "__proto__": 2}', 'line 1, column 18: found the key "__proto__" again'],
  ])('refuses the repeated key in %j', (text, message) => {
    expect(() => parseJson(text, 'net.json')).toThrow(`net.json: ${message}`);
  });

  test.each([
    '{"a": {"a": 1}, "b": {"a": 1}}',
    '[{"a": 1}, {"a": 1}]',
    '{"a": "a", "b": ["a", "a"], "c": "{\\"a\\":"}',
  ])('accepts a key in several objects, and texts like keys, as in %j', (text) => {
    expect(parseJson(text, 'net.json')).toEqual(JSON.parse(text));
  });

  test('refuses a text with a repeated key anywhere, and no other text', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, place) => {
        expect(parseJson(json, 'net.json')).toEqual(JSON.parse(json));
        // An object with one more key is put in front of some value. It has the key twice.
        const values = [...json.matchAll(/(?<=[[,:{]|^)(?=[\d"{[tfn-])/g)].map(({ index }) => index);
        const index = values[place % values.length] ?? 0;
        const repeated = `${json.slice(0, index)}{"k": 1, "k": `;
        const [value, rest] = [firstValue(json.slice(index)), json.slice(index)];
        if (value === undefined) return;
        const text = `${repeated}${value}}${rest.slice(value.length)}`;
        if (attempt(() => JSON.parse(text))[1] !== undefined) return;
        expect(() => parseJson(text, 'net.json')).toThrow('found the key "k" again');
      }),
      { numRuns: 2000 },
    );
  });

  test('reports a mistake in brackets that nest deeper than the call stack', () => {
    const depth = 500_000;
    expect(() => parseJson('['.repeat(depth), 'net.json')).toThrow(`line 1, column ${depth + 1}: found the end`);
  });

  test('reports a mistake at the end of a very long string', () => {
    const length = 20_000_000;
    expect(() => parseJson(`"${'a'.repeat(length)}`, 'net.json')).toThrow(
      `line 1, column ${length + 2}: found the end`,
    );
  });

  test('returns the value of JSON.parse, or reports a mistake after a valid beginning or a repeated key', () => {
    const part = fc.constantFrom(...'{}[]:,"\\ \n\t0123.-+eE/abu\'é', 'true', 'null', '\\u00e9', '"a"');
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.nat(3), fc.array(part, { maxLength: 3 }), (json, place, cut, parts) => {
        const index = place % (json.length + 1);
        const text = json.slice(0, index) + parts.join('') + json.slice(index + cut);
        const [value, error] = attempt(() => parseJson(text, 'net.json'));
        const [expected, nativeError] = attempt(() => JSON.parse(text));
        if (nativeError === undefined && String(error).includes('again, expected it once')) return;
        expect(value).toEqual(expected);
        if (nativeError === undefined) return;
        expect(error).toBeInstanceOf(InputError);
        const [, line = 0, column = 0] = /line (\d+), column (\d+): found .+, expected .+$/.exec(String(error)) ?? [];
        const lines = text.split('\n').slice(0, Number(line));
        const beginning = [...lines.slice(0, -1), lines.at(-1)?.slice(0, Number(column) - 1)].join('\n');
        // A valid beginning is complete JSON, or lacks only its end.
        const [, beginningError] = attempt(() => parseJson(beginning, 'net.json'));
        if (beginningError !== undefined)
          expect(String(beginningError)).toContain(`${line}, column ${column}: found the end of the file`);
      }),
      { numRuns: 3000 },
    );
  });
});

function attempt(run: () => unknown): readonly [value: unknown, error: unknown] {
  try {
    return [run(), undefined];
  } catch (error) {
    return [undefined, error];
  }
}

/** The shortest beginning of a text that is a JSON value by itself. */
function firstValue(text: string): string | undefined {
  for (let end = 1; end <= text.length; end++) {
    const beginning = text.slice(0, end);
    if (attempt(() => JSON.parse(beginning))[1] === undefined) return beginning;
  }
  return undefined;
}
