import type { Model, PanelName } from './model.ts';

/** The size of the terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A panel and its outer size. */
export interface PlacedPanel {
  readonly name: PanelName;
  readonly width: number;
  readonly height: number;
}

/** How a size is divided: rows of panels between the title and the narration. Undefined where it is too small. */
export interface Screen {
  readonly panels: readonly (readonly PlacedPanel[])[];
  /** Rows that the panels take in all. */
  readonly height: number;
  readonly narrationRows: 1 | 2;
}

/** What decides which panels there are. */
type Layout = Pick<Model, 'focus' | 'zoomed'>;

export const smallest: Size = { columns: 40, rows: 12 };

const twoColumns = 76;
const twoRows = 20;
const stackedRows = 18;
const formulaHeight = 9;
/** How much of the height the upper of two rows of panels takes, whatever is in them: another picture moves no panel. */
const upperPart = 0.52;
/** Title, phases and hints. */
const fixedRows = 3;

/** Divides a size between the panels; the focused one is always among them. */
export function divide({ columns, rows }: Size, { focus, zoomed }: Layout): Screen | undefined {
  if (columns < smallest.columns || rows < smallest.rows) return undefined;
  const narrationRows = rows >= 14 ? 2 : 1;
  const height = rows - fixedRows - narrationRows;
  const isWhole = zoomed || (columns < twoColumns && rows < stackedRows);
  if (isWhole) return { narrationRows, height, panels: [[{ name: focus, width: columns, height }]] };
  return { narrationRows, height, panels: rowsOfPanels({ columns, rows }, height, focus) };
}

/** Four panels in two rows, or the formula beside or below the focused panel. */
function rowsOfPanels({ columns, rows }: Size, height: number, focus: PanelName): Screen['panels'] {
  const left = Math.floor(columns / 2);
  const beside = (first: PanelName, second: PanelName, rowHeight: number): readonly PlacedPanel[] => [
    { name: first, width: left, height: rowHeight },
    { name: second, width: columns - left, height: rowHeight },
  ];
  const other = focus === 'formula' ? 'network' : focus;
  if (columns < twoColumns) {
    return [
      [{ name: other, width: columns, height: height - formulaHeight }],
      [{ name: 'formula', width: columns, height: formulaHeight }],
    ];
  }
  if (rows < twoRows) return [beside(other, 'formula', height)];
  const top = Math.round(height * upperPart);
  return [beside('network', 'formula', top), beside('weights', 'picture', height - top)];
}
