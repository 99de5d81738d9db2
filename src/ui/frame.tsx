import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { symbolOf } from '../notation/symbols.ts';
import { cutTo, type Row } from './canvas.ts';
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
  const { columns, rows } = size;
  const screen = divide(size, model.focus, model.zoomed);
  if (screen === undefined) {
    return <Text wrap="truncate">{words.tooSmall(smallest.columns, smallest.rows).slice(0, columns)}</Text>;
  }
  const isHelp = model.mode.kind === 'help';
  const helpSize = { width: columns, height: rows - 3 - screen.narrationRows };
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Line row={titleRow(view, columns)} />
      <Line row={railRow(view, columns)} />
      {isHelp ? (
        <Panel
          title={cutTo(`${words.helpTitle}: ${words.helpHint}`, columns - 6, glyphs.ellipsis)}
          view={view}
          {...helpSize}
        >
          <Rows rows={scrolledTo(helpRows(view), model.scroll, helpSize.height - 2)} />
        </Panel>
      ) : (
        screen.panels.map((places) => (
          <Box key={places.map(({ name }) => name).join()} flexShrink={0}>
            {places.map((place) => (
              <PlacedContent key={place.name} view={view} place={place} />
            ))}
          </Box>
        ))
      )}
      {screen.narrationRows === 2 && <Line row={equationRow(view, columns)} />}
      <Line
        row={screen.narrationRows === 2 || isAsking(view) ? narrationRow(view, columns) : equationRow(view, columns)}
      />
      <Line row={hintRow(view, columns)} />
    </Box>
  );
}

function isAsking({ model }: View): boolean {
  return model.mode.kind !== 'stepping' || model.going !== undefined || model.running;
}

function PlacedContent({ view, place }: { view: View; place: PlacedPanel }): ReactNode {
  const { model } = view;
  const [width, height] = [place.width - 2, place.height - 2];
  const isFocused = model.focus === place.name;
  const title = `${isFocused ? `${view.glyphs.chosen} ` : ''}${titleOf(view, place.name)}`;
  const scroll = isFocused ? model.scroll : 0;
  return (
    <Panel
      title={cutTo(title, place.width - 6, view.glyphs.ellipsis)}
      view={view}
      width={place.width}
      height={place.height}
    >
      {place.name === 'weights' ? (
        <Weights view={view} width={width} height={height} />
      ) : (
        <Rows rows={scrolledTo(rowsOf(view, place.name, width, height), scroll, height)} />
      )}
    </Panel>
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

/** A box of exactly the given size, its title in its upper edge. */
function Panel({
  title,
  view,
  width,
  height,
  children,
}: {
  title: string;
  view: View;
  width: number;
  height: number;
  children: ReactNode;
}): ReactNode {
  const { frame } = view.glyphs;
  const rule = frame.horizontal.repeat(Math.max(0, width - title.length - 4));
  const side = Array.from({ length: height - 2 }, () => frame.vertical).join('\n');
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0} overflow="hidden">
      <Text wrap="truncate">
        <Text {...theme.border}>{frame.topLeft} </Text>
        <Text {...theme.title}>{title}</Text>
        <Text {...theme.border}>
          {' '}
          {rule}
          {frame.topRight}
        </Text>
      </Text>
      <Box height={height - 2} width={width}>
        <Text {...theme.border}>{side}</Text>
        <Box flexDirection="column" width={width - 2} height={height - 2} overflow="hidden">
          {children}
        </Box>
        <Text {...theme.border}>{side}</Text>
      </Box>
      <Text {...theme.border} wrap="truncate">
        {frame.bottomLeft}
        {frame.horizontal.repeat(Math.max(0, width - 2))}
        {frame.bottomRight}
      </Text>
    </Box>
  );
}

function Rows({ rows }: { rows: readonly Row[] }): ReactNode {
  return rows.map((row, at) => <Line key={rowKey(at)} row={row} />);
}

/** Rows have no identity but their place. */
function rowKey(at: number): string {
  return `row ${at}`;
}

function Line({ row }: { row: Row }): ReactNode {
  return (
    <Box height={1} flexShrink={0}>
      <Text wrap="truncate">
        {row.map(({ text, part }, at) => (
          <Text key={rowKey(at)} {...(part === undefined ? {} : theme[part])}>
            {text}
          </Text>
        ))}
      </Text>
    </Box>
  );
}
