import { Text } from 'ink';
import { Table } from 'ink-table';
import type { ReactNode } from 'react';
import { parameterAt, parameterName } from '../../engine/parameters.ts';
import { unitName } from '../../engine/quantities.ts';
import { chosenParameter } from '../model.ts';
import { theme } from '../theme.ts';
import { shown, type View } from '../view.ts';
import { words } from '../words/english.ts';

type Column = 'name' | 'route' | 'value' | 'gradient' | 'updated';

/** The parameters around the chosen one, as far as `height` rows with a heading show them. */
export function Weights({ view, width, height }: { view: View; width: number; height: number }): ReactNode {
  const { model, glyphs } = view;
  const { parameterCount } = model.experiment.network;
  const visible = Math.max(1, height - 1);
  const middle = chosenParameter(model) - Math.floor(visible / 2) + (model.focus === 'weights' ? model.scroll : 0);
  const first = Math.max(0, Math.min(middle, parameterCount - visible));
  const indices = Array.from({ length: Math.min(visible, parameterCount) }, (_, at) => first + at);
  const heading = headings(view);
  const rows = indices.map((index) => parameterRow(view, index));
  const columns = fitting(rows, heading, width);
  const data = rows.map((row) => Object.fromEntries(columns.map((column) => [heading[column], row[column]])));
  const keys = columns.map((column) => ({
    key: heading[column],
    align: isText(column) ? ('left' as const) : ('right' as const),
  }));
  return (
    <Table
      data={data}
      columns={keys}
      skeleton={() => null}
      header={({ children }) => <Text {...theme.faint}>{oneSided(children)}</Text>}
      cell={({ children }) => (
        <Text {...(String(children).includes(glyphs.chosen) ? theme.chosen : {})}>{oneSided(children)}</Text>
      )}
    />
  );
}

/** The table pads its cells on both sides; between narrow columns one side is enough. */
function oneSided(text: ReactNode): string {
  return String(text).slice(1);
}

function isText(column: Column): boolean {
  return column === 'name' || column === 'route';
}

function headings({ model, glyphs }: View): Record<Column, string> {
  const { name, route, value, updated } = words.columns;
  return {
    name,
    route: route(glyphs.arrow),
    value: value.padStart(model.decimals + 2),
    gradient: `${glyphs.partial}E/${glyphs.partial}w`.padStart(model.decimals + 6),
    updated: updated.padStart(model.decimals + 2),
  };
}

function parameterRow(view: View, index: number): Record<Column, string> {
  const { model, moment, glyphs } = view;
  const { network } = model.experiment;
  const parameter = parameterAt(network, index);
  const unit = parameter.unit === undefined ? words.all : unitName(network, parameter.layer, parameter.unit);
  const from = parameter.kind === 'bias' ? '1' : unitName(network, parameter.layer - 1, parameter.input);
  const { step } = moment;
  const isJust =
    (step?.quantity.kind === 'gradient' || step?.quantity.kind === 'updated') && step.quantity.parameter === index;
  const number = (value: number | undefined): string => (value === undefined ? '' : shown(view, value));
  const mark = index === chosenParameter(model) ? glyphs.chosen : ' ';
  return {
    name: `${mark}${isJust ? glyphs.just : ' '}${parameterName(network, index)}`,
    route: `${from}${glyphs.arrow}${unit}`,
    value: number(moment.known({ kind: 'parameter', parameter: index })),
    gradient: number(moment.known({ kind: 'gradient', parameter: index })),
    updated: number(moment.known({ kind: 'updated', parameter: index })),
  };
}

/** The columns that fit side by side; the route goes first, then the new value. */
function fitting(
  rows: readonly Record<Column, string>[],
  heading: Record<Column, string>,
  width: number,
): readonly Column[] {
  const widthOf = (column: Column): number =>
    Math.max(heading[column].length, ...rows.map((row) => row[column].length)) + 1;
  const choices: readonly (readonly Column[])[] = [
    ['name', 'route', 'value', 'gradient', 'updated'],
    ['name', 'value', 'gradient', 'updated'],
    ['name', 'value', 'gradient'],
    ['name', 'value'],
  ];
  const fits = (columns: readonly Column[]): boolean =>
    columns.reduce((total, column) => total + widthOf(column), 0) <= width + 1;
  return choices.find(fits) ?? ['name'];
}
