import { InvalidArgumentError } from 'commander';
import { commandMessages } from './command-messages.ts';

const { options: messages } = commandMessages;

/*
 * Parsers for the values of Commander's options. Each throws an InvalidArgumentError for a text that it refuses.
 */

export function parseWholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError(messages.wholeNumber);
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError(messages.wholeNumberTooLarge);
  return value;
}

export function parseWholeNumberFromOne(text: string): number {
  const value = parseWholeNumber(text);
  if (value === 0) throw new InvalidArgumentError(messages.wholeNumberFromOne);
  return value;
}

export function parsePositiveNumber(text: string): number {
  const value = /^[\d.]+(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (value === Number.POSITIVE_INFINITY) throw new InvalidArgumentError(messages.numberTooLarge);
  if (Number.isNaN(value) || value <= 0) throw new InvalidArgumentError(messages.positiveNumber);
  return value;
}
