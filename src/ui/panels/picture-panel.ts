import { pictureNamed, pictureRows, pictureTitle } from '../pictures/picture-table.ts';
import type { Panel, PanelWords } from './panel.ts';

interface PicturePanelWords extends PanelWords {
  /** In place of a picture that would show what practice asks for. */
  readonly hidden: string;
}

/** The picture that was chosen with v. */
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
