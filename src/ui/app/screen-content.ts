import { memoizeWithNumbers } from '../../engine/expressions/memoize.ts';
import { inGlyphs } from '../../notation/glyphs.ts';
import type { Row } from '../draw/rows.ts';
import { equationLine } from '../lines/equation-line.ts';
import { narrationText } from '../lines/narration-line.ts';
import { wordsOf } from '../messages/word-table.ts';
import { hintLine } from '../modes/hint-line.ts';
import { modes } from '../modes/mode-table.ts';
import { type Bordered, borderHeight, borderWidth, type ScrollRange, scrollRange } from '../panels/border.ts';
import type { Panel } from '../panels/panel.ts';
import { panelNamed, panels } from '../panels/panel-table.ts';
import { divide, type Layout, type PlacedPanel, type Size } from '../state/layout.ts';
import { isMoving } from '../state/model.ts';
import { shownDerivation } from '../state/shown-derivation.ts';
import { isDenseView, type View } from '../state/view.ts';

/** The layout of the panels on a screen of the given size; undefined if the screen is too small. */
export function layoutOf(view: View, size: Size): Layout | undefined {
  const { focusedPanel, isZoomed } = view.model;
  const hasWideFormula = shownDerivation(view.model) !== undefined;
  return divide(size, { focusedPanel, isZoomed, hasWideTop: !isDenseView(view), hasWideFormula }, panels);
}

/** The panel named `name`, or the panel that the present mode shows in place of it. */
export function panelOf({ model }: View, name: string): Panel {
  const panel = panelNamed(name);
  return modes[model.mode.kind].replacePanel?.(panel) ?? panel;
}

/** The room inside a panel's border. */
export function roomIn({ width, height }: PlacedPanel): Size {
  return { columns: width - borderWidth, rows: height - borderHeight };
}

/** A panel with its border. The title of the focused panel is marked. */
export function panelContent(view: View, placed: PlacedPanel): Bordered {
  const { model, glyphs, messages } = view;
  const { name, width, height } = placed;
  const panel = panelOf(view, name);
  const room = roomIn(placed);
  const words = wordsOf(messages.panels, panel);
  const title = panel.title(view, room, words);
  return {
    title: model.focusedPanel === name ? `${glyphs.selected} ${title}` : title,
    rows: panel.rows(view, room, words),
    scroll: panel.canScroll ? model.scroll : 0,
    width,
    height,
    glyphs,
  };
}

/** The page that the present mode shows in place of all panels, if it has one. */
export function pageContent(view: View, { columns }: Size, { height }: Layout): Bordered | undefined {
  const { model, glyphs } = view;
  const page = modes[model.mode.kind].page?.(view, columns - borderWidth);
  return page && { ...page, scroll: model.scroll, width: columns, height, glyphs };
}

/** The scroll range of the page that replaces all panels or, without such a page, of the panel that can be scrolled. */
export function scrollRangeAt(view: View, { columns, rows }: Size): ScrollRange {
  return scrollRangeOf(view, columns, rows);
}

const scrollRangeOf = memoizeWithNumbers((view: View, columns: number, rows: number): ScrollRange => {
  const size = { columns, rows };
  const layout = layoutOf(view, size);
  if (layout === undefined) return { hiddenAbove: 0, max: 0 };
  const page = pageContent(view, size, layout);
  if (page !== undefined) return scrollRange(page);
  const placed = layout.panels.flat().find(({ name }) => panelOf(view, name).canScroll);
  return placed === undefined ? { hiddenAbove: 0, max: 0 } : scrollRange(panelContent(view, placed));
});

/**
 * The rows below the panels: the equation, the narration and the hints. If the layout has only one row for the equation
 * and the narration, this row shows the equation. It shows the narration instead in all modes but stepping, during an
 * automatic run or a long move, and while there is a notice or a chapter.
 */
export function bottomRows(view: View, columns: number, { narrationRows, panels: placed }: Layout): readonly Row[] {
  const { model } = view;
  const mode = modes[model.mode.kind];
  const equation = mode.equation?.(view, columns) ?? equationLine(view, columns);
  const text = mode.narration?.(view) ?? narrationText(view, columns - 1);
  const narration: Row = [{ text: inGlyphs(` ${text}`, view.glyphs) }];
  const hints = hintLine(view, columns, { showsAllPanels: placed.flat().length === panels.length });
  if (narrationRows === 2) return [equation, narration, hints];
  const hasNews = model.notice !== undefined || model.chapter !== undefined;
  const needsNarration = model.mode.kind !== 'stepping' || isMoving(model) || hasNews;
  return [needsNarration ? narration : equation, hints];
}
