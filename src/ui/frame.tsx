import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { FrameGlyphs, Glyphs } from '../notation/glyphs.ts';
import { symbolOf } from '../notation/symbols.ts';
import { cutTo, fitRow, type Piece, type Row } from './canvas.ts';
import { chosenParameter, type PanelName } from './model.ts';
import { errorRows } from './panels/error.ts';
import { formulaRows } from './panels/formula.ts';
import { helpRows } from './panels/help.ts';
import { equationRow, hintRow, narrationRow } from './panels/narration.ts';
import { networkRows } from './panels/network.ts';
import { railRow, titleRow } from './panels/title.ts';
import { Weights } from './panels/weights.tsx';
import { divide, type PlacedPanel, type Size, smallest } from './screen.ts';
import { theme } from './theme.ts';
import type { View } from './view.ts';
import { words } from './words/english.ts';

/** The whole screen, as a function of what is shown and the size. */
export function Frame({ view, size }: { view: View; size: Size }): ReactNode {
  const { model, glyphs } = view;
  const { ellipsis } = glyphs;
  const { columns, rows } = size;
  const screen = divide(size, model.focus, model.zoomed);
  if (screen === undefined) {
    return <Text wrap="truncate">{words.tooSmall(smallest.columns, smallest.rows).slice(0, columns)}</Text>;
  }
  const bottom = [
    ...(screen.narrationRows === 2 ? [equationRow(view, columns)] : []),
    screen.narrationRows === 2 || isAsking(view) ? narrationRow(view, columns) : equationRow(view, columns),
    hintRow(view, columns),
  ];
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Block rows={[titleRow(view, columns), railRow(view, columns)]} width={columns} ellipsis={ellipsis} />
      {model.mode.kind === 'help' ? (
        <Help view={view} width={columns} height={rows - 2 - bottom.length} />
      ) : (
        screen.panels.map((places) => (
          <Box key={places.map(({ name }) => name).join()} flexShrink={0}>
            {places.map((place) => (
              <Panel key={place.name} view={view} place={place} />
            ))}
          </Box>
        ))
      )}
      <Block rows={bottom} width={columns} ellipsis={ellipsis} />
    </Box>
  );
}

function isAsking({ model }: View): boolean {
  return model.mode.kind !== 'stepping' || model.going !== undefined || model.running;
}

function Help({ view, width, height }: { view: View; width: number; height: number }): ReactNode {
  const { model, glyphs } = view;
  const title = cutTo(`${words.helpTitle}: ${words.helpHint}`, width - 6, glyphs.ellipsis);
  const rows = scrolledTo(helpRows(view), model.scroll, height - 2);
  return <Block rows={framed(glyphs, title, rows, width, height)} width={width} />;
}

function Panel({ view, place }: { view: View; place: PlacedPanel }): ReactNode {
  const { model, glyphs } = view;
  const { name, width, height } = place;
  const [innerWidth, innerHeight] = [width - 2, height - 2];
  const isFocused = model.focus === name;
  const marked = `${isFocused ? `${glyphs.chosen} ` : ''}${titleOf(view, name)}`;
  const title = cutTo(marked, width - 6, glyphs.ellipsis);
  if (name !== 'weights') {
    const rows = rowsOf(view, name, innerWidth, innerHeight);
    const visible = scrolledTo(rows, isFocused ? model.scroll : 0, innerHeight);
    return <Block rows={framed(glyphs, title, visible, width, height)} width={width} />;
  }
  const side = Array.from({ length: innerHeight }, (): Row => [{ text: glyphs.frame.vertical, part: 'border' }]);
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0} overflow="hidden">
      <Block rows={[upperEdge(glyphs.frame, title, width)]} width={width} />
      <Box height={innerHeight} width={width}>
        <Block rows={side} width={1} />
        <Box width={innerWidth} height={innerHeight} overflow="hidden">
          <Weights view={view} width={innerWidth} height={innerHeight} />
        </Box>
        <Block rows={side} width={1} />
      </Box>
      <Block rows={[lowerEdge(glyphs.frame, width)]} width={width} />
    </Box>
  );
}

function rowsOf(view: View, name: Exclude<PanelName, 'weights'>, width: number, height: number): readonly Row[] {
  switch (name) {
    case 'network':
      return networkRows(view, width, height);
    case 'formula':
      return formulaRows(view, width);
    case 'error':
      return errorRows(view, width, height);
  }
}

function titleOf({ model, glyphs }: View, name: PanelName): string {
  if (name !== 'formula') return words.panels[name];
  return symbolOf(model.experiment.network, { kind: 'gradient', parameter: chosenParameter(model) }, glyphs);
}

/** The rows from `scroll` on; the last `height` at most stay in view. */
function scrolledTo(rows: readonly Row[], scroll: number, height: number): readonly Row[] {
  const first = Math.max(0, Math.min(scroll, rows.length - height));
  return rows.slice(first, first + height);
}

/** Rows in a frame of exactly the given size, its title in its upper edge. */
function framed(
  { frame, ellipsis }: Glyphs,
  title: string,
  rows: readonly Row[],
  width: number,
  height: number,
): readonly Row[] {
  const side: Piece = { text: frame.vertical, part: 'border' };
  const inside = Array.from(
    { length: height - 2 },
    (_, at): Row => [side, ...fitRow(rows[at] ?? [], width - 2, ellipsis), side],
  );
  return [upperEdge(frame, title, width), ...inside, lowerEdge(frame, width)];
}

function upperEdge(frame: FrameGlyphs, title: string, width: number): Row {
  const rule = frame.horizontal.repeat(Math.max(0, width - [...title].length - 4));
  return [
    { text: `${frame.topLeft} `, part: 'border' },
    { text: title, part: 'title' },
    { text: ` ${rule}${frame.topRight}`, part: 'border' },
  ];
}

function lowerEdge(frame: FrameGlyphs, width: number): Row {
  return [
    { text: frame.bottomLeft + frame.horizontal.repeat(Math.max(0, width - 2)) + frame.bottomRight, part: 'border' },
  ];
}

/** Rows as one text: far fewer boxes to lay out than a box a row. */
function Block({ rows, width, ellipsis = '' }: { rows: readonly Row[]; width: number; ellipsis?: string }): ReactNode {
  const pieces = rows.flatMap(
    (row, at): Row => [...(at === 0 ? [] : [{ text: '\n' }]), ...fitRow(row, width, ellipsis)],
  );
  return (
    <Box width={width} height={rows.length} flexShrink={0}>
      <Text>
        {pieces.map(({ text, part }, at) =>
          part === undefined ? (
            text
          ) : (
            <Text key={placeKey(at)} {...theme[part]}>
              {text}
            </Text>
          ),
        )}
      </Text>
    </Box>
  );
}

/** Pieces have no identity but their place. */
function placeKey(at: number): string {
  return `piece ${at}`;
}
