import type { Experiment } from '../../engine/training/experiment.ts';
import type { Row } from '../draw/rows.ts';
import type { Worded } from '../messages/word-table.ts';
import type { Size } from '../state/layout.ts';
import type { View } from '../state/view.ts';

export interface PictureWords {
  /** The name in the help's list of pictures. */
  readonly name: string;
}

/** A picture of the picture panel. Each picture has a file of its own and a line in `picture-table.ts`. */
export interface Picture<Words extends PictureWords = PictureWords> extends Worded<Words> {
  /** Whether only a network has the picture. A formula has the others. */
  readonly isOfNetworks?: boolean;
  /** Whether v shows the picture for this experiment. Without this function, v always shows the picture. */
  isPossible?(experiment: Experiment): boolean;
  /** Whether practice shows the picture. Pictures that may give the answer away are hidden in practice. */
  readonly isShownInPractice?: boolean;
  /** Called once for each view. */
  draw(view: View, words: Words): Drawing;
}

/** A picture as it is drawn for one view. */
export interface Drawing {
  readonly title: string;
  /** Returns at most `size.rows` rows. */
  rows(size: Size): readonly Row[];
  /** A sentence about the drawing, shown below its rows. */
  readonly sentence: string | undefined;
  /** Read by a screen reader instead of the sentence. */
  readonly spoken?: string;
}
