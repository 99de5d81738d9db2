/** The size of a terminal or a panel in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The quarter of the screen that a panel is in where there is room for four. Several panels may share one. */
export type PanelPlace = 'upper left' | 'upper right' | 'lower left' | 'lower right';

/** What the layout knows of a panel. */
export interface LayoutPanel {
  readonly name: string;
  readonly place: PanelPlace;
}

/** A panel and its outer size. */
export interface PlacedPanel {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/**
 * How the rows of the screen are used:
 *
 *     title                                1 row
 *     phases                               1 row
 *     ╭ network ────╮╭ formula ─────╮
 *     ╰─────────────╯╰──────────────╯      `height` rows
 *     ╭ weights ────╮╭ picture ─────╮
 *     ╰─────────────╯╰──────────────╯
 *     equation and narration               `narrationRows` rows
 *     hints                                1 row
 */
export interface Layout {
  /** Rows of panels that are beside each other. */
  readonly panels: readonly (readonly PlacedPanel[])[];
  readonly height: number;
  readonly narrationRows: 1 | 2;
}

export const minSize: Size = { columns: 40, rows: 12 };

/** From this size on there are two columns, two rows, or two panels above each other. */
const minColumnsForTwo = 76;
const minRowsForTwo = 20;
const minRowsForStack = 18;
/** The formula below another panel. */
const formulaHeight = 9;
/** The part of the height that the upper row takes. It does not depend on the contents, so that no panel moves. */
const upperPart = 0.52;
const titlePhasesAndHints = 3;

/** Divides the screen between the panels; the focused one is always shown. Undefined below `minSize`. */
export function divide(
  { columns, rows }: Size,
  { focusedPanel, isZoomed }: { readonly focusedPanel: string; readonly isZoomed: boolean },
  panels: readonly LayoutPanel[],
): Layout | undefined {
  if (columns < minSize.columns || rows < minSize.rows) return undefined;
  const narrationRows = rows >= 14 ? 2 : 1;
  const height = rows - titlePhasesAndHints - narrationRows;
  const isOnlyOne = isZoomed || (columns < minColumnsForTwo && rows < minRowsForStack);
  if (isOnlyOne) return { narrationRows, height, panels: [[{ name: focusedPanel, width: columns, height }]] };
  return { narrationRows, height, panels: rowsOfPanels({ columns, rows }, height, focusedPanel, panels) };
}

/** Four panels in two rows; on a small screen the formula beside or below another panel. */
function rowsOfPanels(
  { columns, rows }: Size,
  height: number,
  focusedPanel: string,
  panels: readonly LayoutPanel[],
): Layout['panels'] {
  const leftWidth = Math.floor(columns / 2);
  const beside = (left: string, right: string, rowHeight: number): readonly PlacedPanel[] => [
    { name: left, width: leftWidth, height: rowHeight },
    { name: right, width: columns - leftWidth, height: rowHeight },
  ];
  const at = (place: PanelPlace): string => panelAt(place, focusedPanel, panels);
  const formula = at('upper right');
  const companion = focusedPanel === formula ? at('upper left') : focusedPanel;
  if (columns < minColumnsForTwo) {
    return [
      [{ name: companion, width: columns, height: height - formulaHeight }],
      [{ name: formula, width: columns, height: formulaHeight }],
    ];
  }
  if (rows < minRowsForTwo) return [beside(companion, formula, height)];
  const upperHeight = Math.round(height * upperPart);
  return [
    beside(at('upper left'), formula, upperHeight),
    beside(at('lower left'), at('lower right'), height - upperHeight),
  ];
}

/** The panel at a place: of several that share it the focused one, else the first. */
function panelAt(place: PanelPlace, focusedPanel: string, panels: readonly LayoutPanel[]): string {
  const sharing = panels.filter((panel) => panel.place === place);
  return (sharing.find(({ name }) => name === focusedPanel) ?? sharing[0])?.name ?? '';
}
