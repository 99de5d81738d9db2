import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { symbolOf } from '../../notation/symbols.ts';
import { experimentOf, type PanelName } from '../model.ts';
import { paintRows, type Row } from '../rows.ts';
import type { PlacedPanel } from '../screen.ts';
import type { View } from '../view.ts';
import { practiceWords } from '../words/practice.ts';
import { formulaRows } from './formula.ts';
import { type Framed, framed, frameHeight, frameWidth } from './framed.ts';
import { networkRows, networkTitle } from './network/network.ts';
import { pictureRows, pictureTitle } from './pictures/pictures.ts';
import { practiceRows } from './practice.ts';
import { Weights, weightsTitle } from './weights.tsx';

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
