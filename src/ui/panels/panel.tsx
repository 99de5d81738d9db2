import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { symbolOf } from '../../notation/symbols.ts';
import { paintRows, type Row } from '../draw/rows.ts';
import { practiceWords } from '../messages/en/practice-words.ts';
import type { PlacedPanel } from '../state/layout.ts';
import { experimentOf, type PanelName } from '../state/model.ts';
import type { View } from '../state/view.ts';
import { type Framed, framed, frameHeight, frameWidth } from './border.ts';
import { formulaRows } from './formula-panel.ts';
import { networkRows, networkTitle } from './network/network-panel.ts';
import { pictureRows, pictureTitle } from './pictures/picture-table.ts';
import { practiceRows } from './practice-panel.ts';
import { Weights, weightsTitle } from './weights-panel.tsx';

/** A panel in its frame. */
export function Panel({ view, place }: { view: View; place: PlacedPanel }): ReactNode {
  const frame = <Text>{paintRows(framed(panelContent(view, place)))}</Text>;
  if (place.name !== 'weights') return frame;
  const [width, height] = [place.width - frameWidth, place.height - frameHeight];
  return (
    <Box width={place.width} height={place.height}>
      {frame}
      <Box position="absolute" marginTop={1} marginLeft={frameWidth / 2}>
        <Weights view={view} width={width} height={height} />
      </Box>
    </Box>
  );
}

/** What stands in a panel's frame; of the weights only the frame, as their table draws itself. */
export function panelContent(view: View, { name, width, height }: PlacedPanel): Framed {
  const { model, glyphs } = view;
  const isFocused = model.focus === name;
  const title = titleOf(view, name, width - frameWidth, height - frameHeight);
  return {
    title: isFocused ? `${glyphs.chosen} ${title}` : title,
    rows: rowsOf(view, name, width - frameWidth, height - frameHeight),
    scroll: name === 'formula' ? model.scroll : 0,
    width,
    height,
    glyphs,
  };
}

function rowsOf(view: View, name: PanelName, width: number, height: number): readonly Row[] {
  switch (name) {
    case 'network':
      return networkRows(view, width, height);
    case 'formula':
      return view.model.mode.kind === 'practising'
        ? practiceRows(view, view.model.mode, width)
        : formulaRows(view, width);
    case 'weights':
      return [];
    case 'picture':
      return pictureRows(view, width, height);
  }
}

function titleOf(view: View, name: PanelName, width: number, height: number): string {
  const { model, glyphs, chosen } = view;
  if (name === 'network') return networkTitle(view, width, height);
  if (name === 'picture') return pictureTitle(view);
  if (name === 'weights') return weightsTitle(view, height);
  const { network } = experimentOf(model);
  const asked = view.asked?.step?.quantity;
  if (asked !== undefined) return practiceWords.title(symbolOf(network, asked, glyphs));
  return symbolOf(network, { kind: 'gradient', parameter: chosen }, glyphs);
}
