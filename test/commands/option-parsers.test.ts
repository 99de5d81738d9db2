import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { parsePositiveNumber, parseWholeNumber, parseWholeNumberFromOne } from '../../src/commands/option-parsers.ts';

test.each([
  ['0', 0],
  ['007', 7],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
])('%s is the whole number %d', (text, value) => {
  expect(parseWholeNumber(text)).toBe(value);
});

test.each(['', ' 1', '-1', '1.5', '1e3', '0x10', 'many', '9007199254740992'])('"%s" is not a whole number', (text) => {
  expect(() => parseWholeNumber(text)).toThrow(InvalidArgumentError);
});

test('a number that is too large gets a message with the limit', () => {
  expect(() => parseWholeNumber('9007199254740992')).toThrow('Expected at most 9007199254740991.');
  expect(() => parsePositiveNumber('1e999')).toThrow('Expected at most 1.7976931348623157e+308.');
});

test('epochs and updates count from 1', () => {
  expect(parseWholeNumberFromOne('1')).toBe(1);
  expect(() => parseWholeNumberFromOne('0')).toThrow('Expected a whole number, at least 1.');
});

test.each([
  ['0.2', 0.2],
  ['.5', 0.5],
  ['1e-300', 1e-300],
  ['2E+3', 2000],
])('%s is the positive number %d', (text, value) => {
  expect(parsePositiveNumber(text)).toBe(value);
});

test.each(['', '0', '-1', '+1', '1.2.3', 'Infinity', '1e999', 'NaN', '0x1'])(
  '"%s" is not a positive number',
  (text) => {
    expect(() => parsePositiveNumber(text)).toThrow(InvalidArgumentError);
  },
);
