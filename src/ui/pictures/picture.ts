import type { Experiment } from '../../engine/training/experiment.ts';
import type { Row } from '../draw/rows.ts';
import type { Worded } from '../messages/word-table.ts';
import type { Size } from '../state/layout.ts';
import type { View } from '../state/view.ts';

export interface PictureWords {
  /** In the list of pictures in the help. */
  readonly name: string;
}

/** A picture for the picture panel. A new one is a file with one of these and a line in `picture-table.ts`. */
export interface Picture<Words extends PictureWords = PictureWords> extends Worded<Words> {
  /** Whether the key that shows the next picture stops at it; at every picture unless given. */
  isPossible?(experiment: Experiment): boolean;
  /** Whether it cannot show what practice asks for. */
  readonly isShownInPractice?: boolean;
  /** It is drawn once for each view. */
  draw(view: View, words: Words): Drawing;
}

/** What a picture shows at present. */
export interface Drawing {
  readonly title: string;
  /** At most as many rows as `size` has. */
  rows(size: Size): readonly Row[];
  /** One sentence that is true of it, below the rows. */
  readonly sentence: string | undefined;
  /** In place of the sentence, for a screen reader. */
  readonly spoken?: string;
}
