import { InvalidArgumentError } from 'commander';
import { commandMessages } from './command-messages.ts';

const { options: messages } = commandMessages;

/*
 * Parsers for the values of Commander's options. Each throws an InvalidArgumentError for a text that it refuses.
 */

export function parseWholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError(messages.wholeNumber);
  return value;
}

export function parseWholeNumberFromOne(text: string): number {
  const value = parseWholeNumber(text);
  if (value === 0) throw new InvalidArgumentError(messages.wholeNumberFromOne);
  return value;
}

export function parsePositiveNumber(text: string): number {
  const value = /^[\d.]+(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError(messages.positiveNumber);
  return value;
}
