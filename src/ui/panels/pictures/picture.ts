import type { Row } from '../../draw/rows.ts';

/** What a picture shows in so many cells, and the one sentence that is true of it. */
export interface Picture {
  /** As many rows as the caller gave room for, at most. */
  rows(width: number, height: number): readonly Row[];
  readonly sentence: string;
  /** What it is a picture of. */
  readonly title: string;
}
