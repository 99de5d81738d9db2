import { pictureNamed, pictureRows, pictureTitle } from '../pictures/picture-table.ts';
import type { Panel, PanelWords } from './panel.ts';

interface PicturePanelWords extends PanelWords {
  /** Shown during practice instead of a picture that could give the answer away. */
  readonly hidden: string;
}

/** The picture that the user selected with v. */
export const picturePanel: Panel<PicturePanelWords> = {
  name: 'picture',
  words: { name: 'picture', hidden: 'Hidden while you work it out.' },
  place: 'lower right',
  title: pictureTitle,
  rows: (view, size, { hidden }) => {
    const isHidden = view.model.mode.kind === 'practice' && !pictureNamed(view.model.picture).isShownInPractice;
    return isHidden ? [[{ text: hidden, part: 'faint' }]] : pictureRows(view, size);
  },
};
