import type { EarlierAnswers } from './judge.ts';

/** What practice has come to so far. */
export interface PracticeRecord {
  readonly asked: number;
  readonly right: number;
  /** Right at once, without a hint. */
  readonly atOnce: number;
  /** Names of the quantities that were asked already. */
  readonly done: readonly string[];
  /** The answers given in update `update`, by the names of what was asked. */
  readonly update: number;
  readonly earlier: EarlierAnswers;
}

export const emptyPractice: PracticeRecord = { asked: 0, right: 0, atOnce: 0, done: [], update: 0, earlier: new Map() };

/** The record with one more question that is over; `isAtOnce`: right, without a hint or a miss before. */
export function recordQuestion(
  record: PracticeRecord,
  name: string,
  { isRight, isAtOnce }: { readonly isRight: boolean; readonly isAtOnce: boolean },
): PracticeRecord {
  return {
    ...record,
    asked: record.asked + 1,
    right: record.right + (isRight ? 1 : 0),
    atOnce: record.atOnce + (isAtOnce ? 1 : 0),
    done: [...record.done, name],
  };
}
