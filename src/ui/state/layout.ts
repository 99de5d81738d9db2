/** The size of a terminal or a panel in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The quarter in which a panel is shown on a screen with four panels. Several panels may share a quarter. */
export type PanelPlace = 'upper left' | 'upper right' | 'lower left' | 'lower right';

/** The properties of a panel that the layout depends on. */
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
 *
 * For a formula, the graph has the whole upper row, and the formula is at the lower left. A derivation in it has the whole
 * lower row, because its lines are long.
 */
export interface Layout {
  /** The rows of panels from top to bottom. The panels of a row are beside each other. */
  readonly panels: readonly (readonly PlacedPanel[])[];
  /** The height of all rows of panels together. */
  readonly height: number;
  readonly narrationRows: 1 | 2;
}

export const minSize: Size = { columns: 40, rows: 12 };

/** The minimum width of a screen for two panels beside each other. */
const minColumnsForTwo = 76;
/** The minimum width of a screen for three panels beside each other. */
const minColumnsForThree = 114;
/** The minimum height for two rows of panels on a screen with at least `minColumnsForTwo` columns. */
const minRowsForTwo = 20;
/** The minimum height for two panels, one above the other, on a narrower screen. */
const minRowsForStack = 18;
/** The minimum height of a screen on which the equation and the narration have a row each. */
const minRowsForNarration = 14;
/** The height of the formula panel if it is below another panel. */
const formulaHeight = 9;
/** The height of the upper row of panels divided by the height of both rows. It does not depend on the contents. */
const upperFraction = 0.52;
/** The number of rows of the title, the phases and the hints. */
const titlePhasesAndHints = 3;

/** The properties of the model that the layout depends on. */
interface LayoutState {
  readonly focusedPanel: string;
  readonly isZoomed: boolean;
  /** Whether the first panel has a whole row. */
  readonly hasWideTop?: boolean;
  /** Whether the formula takes the whole lower row below a wide first panel, unless another lower panel is focused. */
  readonly hasWideFormula?: boolean;
}

/** Divides the screen between the panels. The focused panel is always shown. Undefined if the screen is too small. */
export function divide(
  { columns, rows }: Size,
  { focusedPanel, isZoomed, hasWideTop = false, hasWideFormula = false }: LayoutState,
  panels: readonly LayoutPanel[],
): Layout | undefined {
  if (columns < minSize.columns || rows < minSize.rows) return undefined;
  const narrationRows = rows >= minRowsForNarration ? 2 : 1;
  const height = rows - titlePhasesAndHints - narrationRows;
  const hasOnePanel = isZoomed || (columns < minColumnsForTwo && rows < minRowsForStack);
  if (hasOnePanel) return { narrationRows, height, panels: [[{ name: focusedPanel, width: columns, height }]] };
  return {
    narrationRows,
    height,
    panels: rowsOfPanels({ columns, rows }, height, { focusedPanel, hasWideTop, hasWideFormula }, panels),
  };
}

/** Four panels in two rows. On a smaller screen, two panels: the formula, and another panel beside or above it. */
function rowsOfPanels(
  { columns, rows }: Size,
  height: number,
  { focusedPanel, hasWideTop, hasWideFormula }: Omit<Required<LayoutState>, 'isZoomed'>,
  panels: readonly LayoutPanel[],
): Layout['panels'] {
  const leftWidth = Math.floor(columns / 2);
  const sideBySide = (left: string, right: string, rowHeight: number): readonly PlacedPanel[] => [
    { name: left, width: leftWidth, height: rowHeight },
    { name: right, width: columns - leftWidth, height: rowHeight },
  ];
  const nameAt = (place: PanelPlace): string => panelAt(place, focusedPanel, panels);
  const formula = nameAt('upper right');
  const companion = focusedPanel === formula ? nameAt('upper left') : focusedPanel;
  if (columns < minColumnsForTwo) {
    return [
      [{ name: companion, width: columns, height: height - formulaHeight }],
      [{ name: formula, width: columns, height: formulaHeight }],
    ];
  }
  if (rows < minRowsForTwo) return [sideBySide(companion, formula, height)];
  const upperHeight = Math.round(height * upperFraction);
  if (hasWideTop) {
    const top = [{ name: nameAt('upper left'), width: columns, height: upperHeight }];
    const lower = ['lower left', 'lower right'] as const;
    const beside = lower.map(nameAt);
    const lowerHeight = height - upperHeight;
    if (hasWideFormula && !beside.includes(focusedPanel)) {
      return [top, [{ name: formula, width: columns, height: lowerHeight }]];
    }
    if (columns < minColumnsForThree) {
      const [first = ''] = beside;
      return [top, sideBySide(formula, beside.includes(focusedPanel) ? focusedPanel : first, lowerHeight)];
    }
    const third = Math.floor(columns / 3);
    return [
      top,
      [
        { name: formula, width: columns - 2 * third, height: lowerHeight },
        ...beside.map((name) => ({ name, width: third, height: lowerHeight })),
      ],
    ];
  }
  return [
    sideBySide(nameAt('upper left'), formula, upperHeight),
    sideBySide(nameAt('lower left'), nameAt('lower right'), height - upperHeight),
  ];
}

/** The name of the panel to show at a place: the focused panel if it belongs there, else the place's first panel. */
function panelAt(place: PanelPlace, focusedPanel: string, panels: readonly LayoutPanel[]): string {
  const candidates = panels.filter((panel) => panel.place === place);
  return (candidates.find(({ name }) => name === focusedPanel) ?? candidates[0])?.name ?? '';
}
