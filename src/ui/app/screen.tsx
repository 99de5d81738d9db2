import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { inGlyphs } from '../../notation/glyphs.ts';
import { cutRow, paintRows, type Row } from '../draw/rows.ts';
import { phaseLine } from '../lines/phase-line.ts';
import { titleLine } from '../lines/title-line.ts';
import { wordsOf } from '../messages/word-table.ts';
import { type Bordered, bordered, borderWidth } from '../panels/border.ts';
import { minSize, type PlacedPanel, type Size } from '../state/layout.ts';
import type { View } from '../state/view.ts';
import { bottomRows, layoutOf, pageContent, panelContent, panelOf, roomIn } from './screen-content.ts';

/** The whole screen. It depends only on the view and the size. */
export function Screen({ view, size }: { readonly view: View; readonly size: Size }): ReactNode {
  const { glyphs, messages } = view;
  const { columns, rows } = size;
  const layout = layoutOf(view, size);
  if (layout === undefined) {
    const text = messages.screen.tooSmall(minSize.columns, minSize.rows);
    return <Text wrap="truncate">{inGlyphs(text, glyphs)}</Text>;
  }
  const page = pageContent(view, size, layout);
  return (
    <Box flexDirection="column" width={columns} height={rows} overflowY="hidden">
      <Rows view={view} width={columns} rows={[titleLine(view, columns), phaseLine(view, columns)]} />
      {page === undefined ? (
        layout.panels.map((row) => <PanelRow key={namesOf(row)} view={view} panels={row} />)
      ) : (
        <Border content={page} />
      )}
      <Rows view={view} width={columns} rows={bottomRows(view, columns, layout)} />
    </Box>
  );
}

function namesOf(panels: readonly PlacedPanel[]): string {
  return panels.map(({ name }) => name).join();
}

function PanelRow({ view, panels }: { readonly view: View; readonly panels: readonly PlacedPanel[] }): ReactNode {
  return (
    <Box>
      {panels.map((placed) => (
        <PanelBox key={placed.name} view={view} placed={placed} />
      ))}
    </Box>
  );
}

/** A panel in its border, with its overlay if it has one. */
function PanelBox({ view, placed }: { readonly view: View; readonly placed: PlacedPanel }): ReactNode {
  const panel = panelOf(view, placed.name);
  const border = <Border content={panelContent(view, placed)} />;
  const overlay = panel.overlay?.(view, roomIn(placed), wordsOf(view.messages.panels, panel));
  if (overlay === undefined) return border;
  return (
    <Box width={placed.width} height={placed.height}>
      {border}
      <Box position="absolute" marginTop={1} marginLeft={borderWidth / 2}>
        {overlay}
      </Box>
    </Box>
  );
}

function Border({ content }: { readonly content: Bordered }): ReactNode {
  return <Text>{paintRows(bordered(content))}</Text>;
}

interface RowsProps {
  readonly view: View;
  readonly width: number;
  readonly rows: readonly Row[];
}

/** Rows, cut to a width. */
function Rows({ view, width, rows }: RowsProps): ReactNode {
  return <Text>{paintRows(rows.map((row) => cutRow(row, width, view.glyphs.ellipsis)))}</Text>;
}
