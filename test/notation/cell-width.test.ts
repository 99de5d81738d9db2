import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { takesOneCellEach } from '../../src/notation/cell-width.ts';
import { ascii, unicode } from '../../src/notation/glyphs.ts';

test('every character accepted by `takesOneCellEach` is one cell wide, alone and between letters', () => {
  const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(takesOneCellEach);
  expect(characters.length).toBeGreaterThan(1000);
  const wrong = characters.filter((character) => stringWidth(character) !== 1 || stringWidth(`a${character}b`) !== 3);
  expect(wrong).toEqual([]);
});

test('every character of the glyph sets takes one cell', () => {
  const signs = [unicode, ascii].map((glyphs) => JSON.stringify(glyphs));
  expect(signs.filter((text) => !takesOneCellEach(text))).toEqual([]);
});
