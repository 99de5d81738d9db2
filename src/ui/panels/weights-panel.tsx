import { Text } from 'ink';
import { Table } from 'ink-table';
import type { ReactNode } from 'react';
import { memoize } from '../../engine/expressions/memoize.ts';
import type { Quantity } from '../../engine/graph/quantity.ts';
import { newParameterValue, parameterGradient, parameterValue } from '../../engine/models/dense-quantities.ts';
import type { Formula } from '../../engine/models/formula.ts';
import {
  hasTrainedParameters,
  isTrained,
  parameterAt,
  parameterCountOf,
  parameterName,
} from '../../engine/models/parameters.ts';
import { unitName } from '../../engine/models/quantity-name.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import { cutTo, widthOf } from '../draw/rows.ts';
import { type Part, paint } from '../draw/theme.ts';
import { wordsOf } from '../messages/word-table.ts';
import { ownNumber } from '../state/own-numbers.ts';
import { selectParameter } from '../state/selection.ts';
import { isDenseView, isJustComputed, shownWithin, type View } from '../state/view.ts';
import { type Panel, type PanelWords, panelNameIn } from './panel.ts';

interface WeightsWords extends PanelWords {
  readonly columns: Readonly<
    Record<'name' | 'number' | 'value' | 'gradient' | 'own' | 'updated' | 'difference', string>
  >;
  /** Written in place of a unit for a bias that all units of a layer share: 1→all. */
  readonly all: string;
  /** Written in place of the new value of a parameter that no update changes. */
  readonly frozen: string;
  range(first: number, last: number, all: number): string;
}

/** A table of the parameters around the selected one. */
export const weightsPanel: Panel<WeightsWords> = {
  name: 'weights',
  words: {
    name: 'weights',
    nameInFormulas: 'numbers',
    columns: {
      name: 'weight',
      number: 'number',
      value: 'value',
      gradient: 'gradient',
      own: 'yours',
      updated: 'new',
      difference: 'to marked',
    },
    all: 'all',
    frozen: 'frozen',
    range: (first, last, all) => `${first} to ${last} of ${all}`,
  },
  place: 'lower left',
  title: (view, { rows }, words) => {
    const parameterCount = parameterCountOf(modelOf(view.experiment));
    const indices = parametersShown(view, rows);
    const name = panelNameIn(view, words);
    if (indices.length === parameterCount) return name;
    const [first = 0] = indices;
    return `${name}: ${words.range(first + 1, first + indices.length, parameterCount)}`;
  },
  rows: () => [],
  overlay: (view, { columns, rows }, words) => <WeightsTable {...{ view, columns, rows, words }} />,
  page: selectParameter,
};

type Column = 'name' | 'value' | 'gradient' | 'own' | 'updated' | 'difference';

interface TableProps {
  readonly view: View;
  readonly columns: number;
  readonly rows: number;
  readonly words: WeightsWords;
}

function WeightsTable({ view, columns: width, rows: height, words }: TableProps): ReactNode {
  const { glyphs } = view;
  const { columns, hasRoutes } = columnsFor(view, width, words);
  const heading = headings(view, hasRoutes, words);
  const rows = parametersShown(view, height).map((index) => parameterRow(view, index, hasRoutes, words));
  const partOf = (text: string, column: Column | undefined): Part | undefined => {
    if (column === 'name') return text.trimStart().startsWith(glyphs.selected) ? 'emphasized' : undefined;
    if (column === 'own') return text.includes(wrongSign) ? 'problem with answer' : 'right answer';
    return text.includes(glyphs.justComputed) ? 'just computed' : undefined;
  };
  return (
    <Table
      data={rows.map((row) => Object.fromEntries(columns.map((column) => [heading[column], row[column]])))}
      columns={columns.map((column) => ({ key: heading[column], align: column === 'name' ? 'left' : 'right' }))}
      skeleton={() => null}
      header={({ children }) => <Text>{paint(withoutLeftPadding(children), 'faint')}</Text>}
      cell={({ children, column }) => (
        <Text>{paint(withoutLeftPadding(children), partOf(String(children), columns[column]))}</Text>
      )}
    />
  );
}

/** The indices of the parameters that are shown below the heading. If not all fit, those around the selected one. */
function parametersShown({ experiment, selected }: View, height: number): readonly number[] {
  const parameterCount = parameterCountOf(modelOf(experiment));
  const room = Math.max(1, height - 1);
  const first = Math.max(0, Math.min(selected - Math.floor(room / 2), parameterCount - room));
  return Array.from({ length: Math.min(room, parameterCount) }, (_, at) => first + at);
}

/** Removes one of the two blanks that ink-table puts around a text, so that one blank is left between two columns. */
function withoutLeftPadding(text: ReactNode): string {
  return String(text).slice(1);
}

/**
 * The width of each column of numbers, in cells. The widths do not depend on the numbers, so no column moves when a
 * number is computed. A number has a sign, a digit, the point and the decimals. A small gradient has up to 3 more
 * digits.
 */
function widthsOf({ model: { decimals } }: View, { frozen, columns }: WeightsWords) {
  return {
    value: decimals + 3,
    gradient: decimals + 6,
    own: decimals + 7,
    updated: Math.max(decimals + 3, frozen.length),
    difference: Math.max(decimals + 4, columns.difference.length),
  };
}

/** The headings, padded to the width of their columns. */
function headings(view: View, hasRoutes: boolean, words: WeightsWords): Record<Column, string> {
  const { partial } = view.glyphs;
  const { name, number, value, gradient, own, updated, difference } = words.columns;
  const isNetwork = isDenseView(view);
  const widths = widthsOf(view, words);
  return {
    name: (isNetwork ? name : number).padEnd(nameWidth(view, hasRoutes, words)),
    value: value.padStart(widths.value),
    gradient: (isNetwork ? `${partial}E/${partial}w` : gradient).padStart(widths.gradient),
    own: own.padStart(widths.own),
    updated: updated.padStart(widths.updated),
    difference: difference.padStart(widths.difference),
  };
}

interface Columns {
  readonly columns: readonly Column[];
  /** Whether the column of names also has the units that each parameter connects: i1→h1. */
  readonly hasRoutes: boolean;
}

/**
 * The columns that fit beside each other. If not all fit, the routes are left out first, then the new values, then the
 * gradients, then the differences.
 */
function columnsFor(view: View, width: number, words: WeightsWords): Columns {
  const widths = widthsOf(view, words);
  const most: readonly Column[] = ['name', 'value', ...(view.marked === undefined ? [] : ['difference' as const])];
  const gradient: readonly Column[] = view.model.own === undefined ? ['gradient'] : ['gradient', 'own'];
  const choices: readonly Columns[] = [
    ...(isDenseView(view) ? [{ hasRoutes: true, columns: [...most, ...gradient, 'updated'] } as const] : []),
    ...(hasTrainedParameters(modelOf(view.experiment))
      ? [{ hasRoutes: false, columns: [...most, ...gradient, 'updated'] } as const]
      : []),
    { hasRoutes: false, columns: [...most, ...gradient] },
    ...(view.model.own === undefined ? [] : [{ hasRoutes: false, columns: ['name', 'gradient', 'own'] } as const]),
    { hasRoutes: false, columns: most },
    { hasRoutes: false, columns: ['name', 'value'] },
  ];
  const widthOfColumns = ({ hasRoutes, columns }: Columns): number =>
    columns.reduce(
      (total, column) => total + 1 + (column === 'name' ? nameWidth(view, hasRoutes, words) : widths[column]),
      -1,
    );
  return choices.find((choice) => widthOfColumns(choice) <= width) ?? { hasRoutes: false, columns: ['name'] };
}

/** The width of the column of names: of its heading, or of the longest name with the selection sign and a route. */
function nameWidth({ experiment, glyphs }: View, hasRoutes: boolean, { columns }: WeightsWords): number {
  if (experiment.kind === 'formula') return Math.max(1 + longestName(experiment.formula), columns.number.length);
  const { network } = experiment;
  const counts = [network.weightCount, network.parameterCount - network.weightCount];
  const name = 1 + String(Math.max(...counts)).length;
  const units = [network.inputs, ...network.layers.map((layer) => layer.units)];
  const unit = Math.max(...units.map((count, layer) => unitName(network, layer, count - 1).length));
  const route = hasRoutes ? 1 + 2 * unit + glyphs.target.length : 0;
  return Math.max(1 + name + route, columns.name.length);
}

/** The maximum width of a name in cells. Longer names are cut. */
const maxNameWidth = 16;

const longestName = memoize(({ parameters }: Formula): number =>
  parameters.reduce((longest, { name }) => Math.min(maxNameWidth, Math.max(longest, widthOf([{ text: name }]))), 0),
);

function parameterRow(view: View, index: number, hasRoute: boolean, words: WeightsWords): Record<Column, string> {
  const { experiment, snapshot, glyphs, selected } = view;
  const widths = widthsOf(view, words);
  const isFrozen = !isTrained(modelOf(experiment), index);
  const number = (quantity: Quantity, width: number): string => {
    const value = snapshot.known(quantity);
    if (value === undefined) return '';
    const mark = isJustComputed(view, quantity) ? glyphs.justComputed : '';
    return mark + shownWithin(view, value, width - mark.length);
  };
  const name = cutTo(parameterName(modelOf(experiment), index), maxNameWidth, glyphs.ellipsis);
  return {
    name: (index === selected ? glyphs.selected : ' ') + (hasRoute ? `${name} ${routeOf(view, index)}` : name),
    value: number(parameterValue(index), widths.value),
    // A number of a formula has a derivative even if no update changes it.
    gradient: isFrozen && isDenseView(view) ? '' : number(parameterGradient(index), widths.gradient),
    own: ownText(view, index, widths.own),
    difference: differenceText(view, index, widths.difference),
    updated: isFrozen ? words.frozen : number(newParameterValue(index), widths.updated),
  };
}

/** The learner's gradient or, if there is none, the learner's new value. A wrong one has a sign in front. */
function ownText(view: View, index: number, width: number): string {
  const own = ownNumber(view, parameterGradient(index)) ?? ownNumber(view, newParameterValue(index));
  if (own === undefined) return '';
  const mark = own.isRight ? '' : wrongSign;
  return mark + shownWithin(view, own.value, width - mark.length);
}

/** In front of a wrong number of the learner. */
const wrongSign = '!';

/** The parameter minus the same parameter of the marked run, with + if it is positive. Empty if no run is marked. */
function differenceText(view: View, index: number, width: number): string {
  const { snapshot, marked } = view;
  if (marked === undefined) return '';
  const difference = (snapshot.state[index] ?? Number.NaN) - (marked.state[index] ?? Number.NaN);
  const sign = difference > 0 ? '+' : '';
  return sign + shownWithin(view, difference, width - sign.length);
}

/**
 * The units that a parameter connects: i1→h1 for a weight. The input of a bias is 1, so its route is 1→h1. Empty for a
 * number of a formula.
 */
export function routeOf({ experiment, glyphs, messages }: View, index: number): string {
  if (experiment.kind === 'formula') return '';
  const { network } = experiment;
  const { all } = wordsOf(messages.panels, weightsPanel);
  const parameter = parameterAt(network, index);
  const start = parameter.kind === 'bias' ? '1' : unitName(network, parameter.layer - 1, parameter.input);
  const end = parameter.unit === undefined ? all : unitName(network, parameter.layer, parameter.unit);
  return start + glyphs.target + end;
}
