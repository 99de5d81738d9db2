import type { Glyphs } from '../glyphs.ts';
import { ascii } from './ascii.ts';

/** For text that is read aloud: words in place of signs, and no signs that only mark a place on the screen. */
export const spoken: Glyphs = {
  ...ascii,
  times: 'times',
  dot: ' times ',
  minus: 'minus ',
  half: 'one half ',
  squared: ' squared',
  prime: ' prime',
  after: ' new',
  arrow: 'Right arrow',
  factorMarks: ['first factor', 'second factor', 'third factor'],
  approximately: 'about',
  separator: ',',
  selected: '',
  justComputed: '',
  target: ' to ',
  divided: ' divided by ',
};
