import { Text } from 'ink';
import { Table } from 'ink-table';
import type { ReactNode } from 'react';
import { parameterAt, parameterName } from '../../engine/parameters.ts';
import { type Quantity, unitName } from '../../engine/quantities.ts';
import { chosenParameter } from '../model.ts';
import { type Part, paint } from '../theme.ts';
import { isJustComputed, shown, type View } from '../view.ts';
import { words } from '../words/english.ts';

type Column = 'name' | 'value' | 'gradient' | 'updated';

/** The parameters around the chosen one, as far as `height` rows with a heading show them. */
export function Weights({ view, width, height }: { view: View; width: number; height: number }): ReactNode {
  const { model, glyphs } = view;
  const { parameterCount } = model.experiment.network;
  const visible = Math.max(1, height - 1);
  const middle = chosenParameter(model) - Math.floor(visible / 2);
  const first = Math.max(0, Math.min(middle, parameterCount - visible));
  const indices = Array.from({ length: Math.min(visible, parameterCount) }, (_, at) => first + at);
  const { rows, columns } = fitting(view, indices, width);
  const heading = headings(view);
  const partOf = (text: string): Part | undefined => {
    if (text.includes(glyphs.just)) return 'just computed';
    return text.includes(glyphs.chosen) ? 'chosen' : undefined;
  };
  return (
    <Table
      data={rows.map((row) => Object.fromEntries(columns.map((column) => [heading[column], row[column]])))}
      columns={columns.map((column) => ({ key: heading[column], align: column === 'name' ? 'left' : 'right' }))}
      skeleton={() => null}
      header={({ children }) => <Text>{paint(oneSided(children), 'faint')}</Text>}
      cell={({ children }) => <Text>{paint(oneSided(children), partOf(String(children)))}</Text>}
    />
  );
}

/** The table pads its cells on both sides; between narrow columns one side is enough. */
function oneSided(text: ReactNode): string {
  return String(text).slice(1);
}

/** The headings, as wide as the widest usual number beneath them, so that no column moves when its numbers come. */
function headings({ model, glyphs }: View): Record<Column, string> {
  const { name, value, updated } = words.columns;
  return {
    name,
    value: value.padStart(model.decimals + 3),
    gradient: `${glyphs.partial}E/${glyphs.partial}w`.padStart(model.decimals + 6),
    updated: updated.padStart(model.decimals + 3),
  };
}

/** As many columns as fit side by side: the routes go first, then the new values. */
function fitting(
  view: View,
  indices: readonly number[],
  width: number,
): { rows: readonly Record<Column, string>[]; columns: readonly Column[] } {
  const heading = headings(view);
  const choices: readonly (readonly [hasRoutes: boolean, columns: readonly Column[]])[] = [
    [true, ['name', 'value', 'gradient', 'updated']],
    [false, ['name', 'value', 'gradient', 'updated']],
    [false, ['name', 'value', 'gradient']],
    [false, ['name', 'value']],
    [false, ['name']],
  ];
  const tables = choices.map(([hasRoutes, columns]) => ({
    rows: indices.map((index) => parameterRow(view, index, hasRoutes)),
    columns,
  }));
  const widthOf = ({ rows, columns }: (typeof tables)[number]): number =>
    columns.reduce(
      (total, column) => total + Math.max(heading[column].length, ...rows.map((row) => row[column].length)) + 1,
      -1,
    );
  return tables.find((table) => widthOf(table) <= width) ?? { rows: [], columns: [] };
}

function parameterRow(view: View, index: number, hasRoute: boolean): Record<Column, string> {
  const { model, moment, glyphs } = view;
  const { network } = model.experiment;
  const number = (quantity: Quantity): string => {
    const value = moment.known(quantity);
    if (value === undefined) return '';
    return (isJustComputed(view, quantity) ? glyphs.just : '') + shown(view, value);
  };
  const mark = index === chosenParameter(model) ? glyphs.chosen : ' ';
  const name = parameterName(network, index);
  return {
    name: mark + (hasRoute ? `${name} ${routeOf(view, index)}` : name),
    value: number({ kind: 'parameter', parameter: index }),
    gradient: number({ kind: 'gradient', parameter: index }),
    updated: number({ kind: 'updated', parameter: index }),
  };
}

/** Where a parameter leads: i1→h1; of a bias, which carries a 1: 1→h1. */
function routeOf({ model, glyphs }: View, index: number): string {
  const { network } = model.experiment;
  const parameter = parameterAt(network, index);
  const from = parameter.kind === 'bias' ? '1' : unitName(network, parameter.layer - 1, parameter.input);
  const to = parameter.unit === undefined ? words.all : unitName(network, parameter.layer, parameter.unit);
  return from + glyphs.arrow + to;
}
