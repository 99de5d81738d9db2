import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { inGlyphs } from '../../notation/glyphs.ts';
import type { Scrolling } from '../actions/action.ts';
import { cutRow, paintRows, type Row } from '../draw/rows.ts';
import { words } from '../messages/en/screen-words.ts';
import { type Framed, framed, frameWidth, scrollingOf } from '../panels/border.ts';
import { equationRow } from '../panels/equation-row.ts';
import { helpRows } from '../panels/help-rows.ts';
import { hintRow } from '../panels/hint-row.ts';
import { narrationRow } from '../panels/narration-row.ts';
import { Panel, panelContent } from '../panels/panel.tsx';
import { railRow, titleRow } from '../panels/title-rows.ts';
import { divide, type Screen, type Size, smallest } from '../state/layout.ts';
import { panelNames } from '../state/model.ts';
import type { View } from '../state/view.ts';

/** The whole screen, as a function of what is shown and the size. */
export function Frame({ view, size }: { view: View; size: Size }): ReactNode {
  const { model, glyphs } = view;
  const { columns, rows } = size;
  const screen = divide(size, model);
  if (screen === undefined) {
    return <Text wrap="truncate">{inGlyphs(words.tooSmall(smallest.columns, smallest.rows), glyphs)}</Text>;
  }
  const lines = (some: readonly Row[]): ReactNode => (
    <Text>{paintRows(some.map((row) => cutRow(row, columns, glyphs.ellipsis)))}</Text>
  );
  return (
    <Box flexDirection="column" width={columns} height={rows} overflowY="hidden">
      {lines([titleRow(view, columns), railRow(view, columns)])}
      {model.mode.kind === 'help' ? (
        <Text>{paintRows(framed(helpContent(view, size, screen)))}</Text>
      ) : (
        screen.panels.map((places) => (
          <Box key={places.map(({ name }) => name).join()}>
            {places.map((place) => (
              <Panel key={place.name} view={view} place={place} />
            ))}
          </Box>
        ))
      )}
      {lines(bottomRows(view, columns, screen))}
    </Box>
  );
}

/** How far the help, if it is open, or the formula is scrolled at a size, and can be. */
export function scrollingAt(view: View, size: Size): Scrolling {
  const { mode } = view.model;
  const screen = divide(size, view.model);
  const place = screen?.panels.flat().find(({ name }) => name === 'formula');
  if (screen !== undefined && mode.kind === 'help') return scrollingOf(helpContent(view, size, screen));
  return place === undefined ? { from: 0, room: 0 } : scrollingOf(panelContent(view, place));
}

function helpContent(view: View, { columns }: Size, { height }: Screen): Framed {
  const { model, glyphs } = view;
  return {
    title: words.helpTitle,
    rows: helpRows(view, columns - frameWidth),
    scroll: model.scroll,
    width: columns,
    height,
    glyphs,
  };
}

/** The equation and what it means; where there is one row for both, the equation, unless there is news. */
function bottomRows(view: View, columns: number, { narrationRows, panels }: Screen): readonly Row[] {
  const { mode, going, running } = view.model;
  const isNews = mode.kind !== 'stepping' || going !== undefined || running;
  const [equation, narration, hints] = [
    equationRow(view, columns),
    narrationRow(view, columns),
    hintRow(view, columns, panels.flat().length === panelNames.length),
  ];
  if (narrationRows === 2) return [equation, narration, hints];
  return [isNews ? narration : equation, hints];
}
