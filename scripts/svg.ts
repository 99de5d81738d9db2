import type { IBufferCell } from '@xterm/headless';
import type { Screen } from '../test/support/screens.ts';

/** The size of a cell, the distance from its top to the baseline, and the margin around the screen, in pixels. */
const [cellWidth, cellHeight, baseline, margin] = [9, 18, 14, 14];
const foreground = '#d8dee9';
const background = '#11151c';

/** The sixteen colours of a terminal. */
const palette = [
  '#3b4252',
  '#bf616a',
  '#a3be8c',
  '#ebcb8b',
  '#81a1c1',
  '#c678dd',
  '#56b6c2',
  '#e5e9f0',
  '#4c566a',
  '#bf616a',
  '#a3be8c',
  '#ebcb8b',
  '#81a1c1',
  '#c678dd',
  '#56b6c2',
  '#eceff4',
];

interface Style {
  readonly color: string;
  readonly isInverse: boolean;
  readonly isBold: boolean;
  readonly isDim: boolean;
}

/** Adjacent characters of a row with the same style. `column` is the column of the first character. */
interface StyledText {
  readonly row: number;
  readonly column: number;
  readonly style: Style;
  readonly text: string;
}

/** A screen as an SVG image. Every character has its own position, so that columns stay aligned in any font. */
export function toSvg(screen: Screen, title: string): string {
  const [width, height] = [screen.cols * cellWidth + 2 * margin, screen.rows * cellHeight + 2 * margin];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="15">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${background}"/>
${styledTexts(screen).map(svgElement).join('\n')}
</svg>
`;
}

/** All characters of a screen except blanks, in texts of one style. */
function styledTexts(screen: Screen): readonly StyledText[] {
  const texts: StyledText[] = [];
  for (const character of styledCharacters(screen)) {
    const last = texts.at(-1);
    if (last !== undefined && isContinuedBy(last, character)) {
      texts[texts.length - 1] = { ...last, text: last.text + character.text };
    } else {
      texts.push(character);
    }
  }
  return texts;
}

function* styledCharacters(screen: Screen): IterableIterator<StyledText> {
  const { active } = screen.buffer;
  for (let row = 0; row < screen.rows; row++) {
    for (let column = 0; column < screen.cols; column++) {
      const cell = active.getLine(active.viewportY + row)?.getCell(column);
      const text = cell?.getChars() ?? '';
      if (cell !== undefined && text.trim() !== '') yield { row, column, style: styleOf(cell), text };
    }
  }
}

function styleOf(cell: IBufferCell): Style {
  return {
    color: cell.isFgPalette() ? (palette[cell.getFgColor()] ?? foreground) : foreground,
    isInverse: cell.isInverse() !== 0,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
  };
}

/** Whether a character directly follows a text and has the same style. */
function isContinuedBy(text: StyledText, { row, column, style }: StyledText): boolean {
  return (
    text.row === row &&
    text.column + text.text.length === column &&
    JSON.stringify(text.style) === JSON.stringify(style)
  );
}

function svgElement({ row, column, style, text }: StyledText): string {
  const { color, isInverse, isBold, isDim } = style;
  const [x, y] = [margin + column * cellWidth, margin + row * cellHeight];
  const filledCells = isInverse
    ? `<rect x="${x}" y="${y}" width="${text.length * cellWidth}" height="${cellHeight}" fill="${color}"/>`
    : '';
  const positions = Array.from(text, (_, at) => x + at * cellWidth).join(' ');
  const attributes = `fill="${isInverse ? background : color}"${isBold ? ' font-weight="bold"' : ''}${isDim ? ' opacity="0.55"' : ''}`;
  return `${filledCells}<text x="${positions}" y="${y + baseline}" ${attributes}>${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
