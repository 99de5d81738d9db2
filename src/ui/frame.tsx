import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Glyphs } from '../notation/glyphs.ts';
import { symbolOf } from '../notation/symbols.ts';
import { cutRow, cutTo, type Row } from './canvas.ts';
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
  const rows = scrolledTo(helpRows(view), view.model.scroll, height - 2);
  return (
    <Framed title={`${words.helpTitle}: ${words.helpHint}`} glyphs={view.glyphs} width={width} height={height}>
      <Block rows={rows} width={width - 2} ellipsis={view.glyphs.ellipsis} />
    </Framed>
  );
}

function Panel({ view, place }: { view: View; place: PlacedPanel }): ReactNode {
  const { model, glyphs } = view;
  const { name } = place;
  const [width, height] = [place.width - 2, place.height - 2];
  const isFocused = model.focus === name;
  const title = `${isFocused ? `${glyphs.chosen} ` : ''}${titleOf(view, name)}`;
  return (
    <Framed title={title} glyphs={glyphs} width={place.width} height={place.height}>
      {name === 'weights' ? (
        <Weights view={view} width={width} height={height} />
      ) : (
        <Block
          rows={scrolledTo(rowsOf(view, name, width, height), isFocused ? model.scroll : 0, height)}
          width={width}
          ellipsis={glyphs.ellipsis}
        />
      )}
    </Framed>
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

/** A frame of exactly the given size, its title in its upper edge. */
function Framed({ title, glyphs, width, height, children }: FramedProps): ReactNode {
  const { frame, ellipsis } = glyphs;
  const cut = cutTo(title, width - 6, ellipsis);
  const rule = frame.horizontal.repeat(Math.max(0, width - [...cut].length - 4));
  const upper: Row = [
    { text: `${frame.topLeft} `, part: 'border' },
    { text: cut, part: 'title' },
    { text: ` ${rule}${frame.topRight}`, part: 'border' },
  ];
  const lower = frame.bottomLeft + frame.horizontal.repeat(Math.max(0, width - 2)) + frame.bottomRight;
  const side = Array.from({ length: height - 2 }, (): Row => [{ text: frame.vertical, part: 'border' }]);
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0} overflow="hidden">
      <Block rows={[upper]} width={width} ellipsis={ellipsis} />
      <Box height={height - 2} width={width}>
        <Block rows={side} width={1} ellipsis={ellipsis} />
        <Box width={width - 2} height={height - 2} overflow="hidden">
          {children}
        </Box>
        <Block rows={side} width={1} ellipsis={ellipsis} />
      </Box>
      <Block rows={[[{ text: lower, part: 'border' }]]} width={width} ellipsis={ellipsis} />
    </Box>
  );
}

interface FramedProps {
  readonly title: string;
  readonly glyphs: Glyphs;
  readonly width: number;
  readonly height: number;
  readonly children: ReactNode;
}

/** Rows as one text: far fewer boxes to lay out than a box a row. */
function Block({ rows, width, ellipsis }: { rows: readonly Row[]; width: number; ellipsis: string }): ReactNode {
  const pieces = rows.flatMap(
    (row, at): Row => [...(at === 0 ? [] : [{ text: '\n' }]), ...cutRow(row, width, ellipsis)],
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
