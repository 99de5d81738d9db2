import { Text } from 'ink';
import { Table } from 'ink-table';
import type { ReactNode } from 'react';
import type { Quantity } from '../../engine/expressions/quantity.ts';
import { isTrained, parameterAt, parameterName } from '../../engine/models/parameters.ts';
import { unitName } from '../../engine/models/quantity-name.ts';
import { type Part, paint } from '../draw/theme.ts';
import { words } from '../messages/en/screen-words.ts';
import { experimentOf } from '../state/model.ts';
import { isJustComputed, shownWithin, type View } from '../state/view.ts';

type Column = 'name' | 'value' | 'gradient' | 'updated' | 'difference';

/** The parameters around the chosen one, as far as `height` rows with a heading show them. */
export function Weights({ view, width, height }: { view: View; width: number; height: number }): ReactNode {
  const { glyphs } = view;
  const { columns, hasRoutes } = layoutFor(view, width);
  const heading = headings(view, hasRoutes);
  const rows = parametersShown(view, height).map((index) => parameterRow(view, index, hasRoutes));
  const partOf = (text: string, column: Column | undefined): Part | undefined => {
    if (column === 'name') return text.trimStart().startsWith(glyphs.chosen) ? 'chosen' : undefined;
    return text.includes(glyphs.just) ? 'just computed' : undefined;
  };
  return (
    <Table
      data={rows.map((row) => Object.fromEntries(columns.map((column) => [heading[column], row[column]])))}
      columns={columns.map((column) => ({ key: heading[column], align: column === 'name' ? 'left' : 'right' }))}
      skeleton={() => null}
      header={({ children }) => <Text>{paint(oneSided(children), 'faint')}</Text>}
      cell={({ children, column }) => (
        <Text>{paint(oneSided(children), partOf(String(children), columns[column]))}</Text>
      )}
    />
  );
}

/** What the weights panel is called: with the rows in sight, where that is a choice. */
export function weightsTitle(view: View, height: number): string {
  const { parameterCount } = experimentOf(view.model).network;
  const shown = parametersShown(view, height);
  const [first = 0] = shown;
  if (shown.length === parameterCount) return words.panels.weights;
  return `${words.panels.weights}: ${words.parameters(first + 1, first + shown.length, parameterCount)}`;
}

/** The indices of as many parameters as fit below a heading, the chosen one in the middle where there are more. */
function parametersShown({ model, chosen }: View, height: number): readonly number[] {
  const { parameterCount } = experimentOf(model).network;
  const room = Math.max(1, height - 1);
  const first = Math.max(0, Math.min(chosen - Math.floor(room / 2), parameterCount - room));
  return Array.from({ length: Math.min(room, parameterCount) }, (_, at) => first + at);
}

/** The table pads its cells on both sides; between narrow columns one side is enough. */
function oneSided(text: ReactNode): string {
  return String(text).slice(1);
}

/** Cells of each column of numbers: no number takes more, so that none moves when another comes. */
function widthsOf({ model: { decimals } }: View): Record<Exclude<Column, 'name'>, number> {
  return {
    value: decimals + 3,
    gradient: decimals + 6,
    updated: Math.max(decimals + 3, words.fixed.length),
    difference: Math.max(decimals + 4, words.columns.difference.length),
  };
}

/** The headings, as wide as their columns. */
function headings(view: View, hasRoutes: boolean): Record<Column, string> {
  const { partial } = view.glyphs;
  const { name, value, updated, difference } = words.columns;
  const widths = widthsOf(view);
  return {
    name: name.padEnd(nameWidth(view, hasRoutes)),
    value: value.padStart(widths.value),
    gradient: `${partial}E/${partial}w`.padStart(widths.gradient),
    updated: updated.padStart(widths.updated),
    difference: difference.padStart(widths.difference),
  };
}

/** As many columns as fit side by side, whatever stands in them: the routes go first, then the new values. */
function layoutFor(view: View, width: number): { readonly columns: readonly Column[]; readonly hasRoutes: boolean } {
  const widths = widthsOf(view);
  const more: readonly Column[] = view.marked === undefined ? [] : ['difference'];
  const choices: readonly (readonly [hasRoutes: boolean, columns: readonly Column[]])[] = [
    [true, ['name', 'value', ...more, 'gradient', 'updated']],
    [false, ['name', 'value', ...more, 'gradient', 'updated']],
    [false, ['name', 'value', ...more, 'gradient']],
    [false, ['name', 'value', ...more]],
    [false, ['name', 'value']],
  ];
  const fits = ([hasRoutes, columns]: (typeof choices)[number]): boolean =>
    columns.reduce(
      (total, column) => total + 1 + (column === 'name' ? nameWidth(view, hasRoutes) : widths[column]),
      -1,
    ) <= width;
  const [hasRoutes, columns] = choices.find(fits) ?? [false, ['name']];
  return { columns, hasRoutes };
}

/** Cells of the heading, or of the longest name behind its mark, with the longest route if there are routes. */
function nameWidth({ model, glyphs }: View, hasRoutes: boolean): number {
  const { network } = experimentOf(model);
  const counts = [network.weightCount, network.parameterCount - network.weightCount];
  const name = 1 + String(Math.max(...counts)).length;
  const units = [network.inputs, ...network.layers.map((layer) => layer.units)];
  const unit = Math.max(...units.map((count, layer) => unitName(network, layer, count - 1).length));
  const whole = 1 + name + (hasRoutes ? 1 + 2 * unit + glyphs.target.length : 0);
  return Math.max(whole, words.columns.name.length);
}

function parameterRow(view: View, index: number, hasRoute: boolean): Record<Column, string> {
  const { model, moment, glyphs, chosen } = view;
  const { network } = experimentOf(model);
  const widths = widthsOf(view);
  const number = (quantity: Quantity, width: number): string => {
    const value = moment.known(quantity);
    if (value === undefined) return '';
    const mark = isJustComputed(view, quantity) ? glyphs.just : '';
    return mark + shownWithin(view, value, width - mark.length);
  };
  const name = parameterName(network, index);
  return {
    name: (index === chosen ? glyphs.chosen : ' ') + (hasRoute ? `${name} ${routeOf(view, index)}` : name),
    value: number({ kind: 'parameter', parameter: index }, widths.value),
    gradient: isTrained(network, index) ? number({ kind: 'gradient', parameter: index }, widths.gradient) : '',
    difference: differenceOf(view, index, widths.difference),
    updated: isTrained(network, index) ? number({ kind: 'updated', parameter: index }, widths.updated) : words.fixed,
  };
}

/** How far a parameter is from where the marked run has it, at the same place; as it is after the update at its end. */
function differenceOf(view: View, index: number, width: number): string {
  const { moment, marked } = view;
  if (marked === undefined) return '';
  const difference = (moment.state[index] ?? Number.NaN) - (marked.state[index] ?? Number.NaN);
  const sign = difference > 0 ? '+' : '';
  return sign + shownWithin(view, difference, width - sign.length);
}

/** Where a parameter leads: i1→h1; of a bias, which carries a 1: 1→h1. */
export function routeOf({ model, glyphs }: View, index: number): string {
  const { network } = experimentOf(model);
  const parameter = parameterAt(network, index);
  const from = parameter.kind === 'bias' ? '1' : unitName(network, parameter.layer - 1, parameter.input);
  const to = parameter.unit === undefined ? words.all : unitName(network, parameter.layer, parameter.unit);
  return from + glyphs.target + to;
}
