import type headless from '@xterm/headless';

const [cellWidth, cellHeight, margin] = [9, 18, 14];
const foreground = '#d8dee9';
const background = '#11151c';

/** The terminal's sixteen colours as the picture has them. */
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

/** How a cell looks; neighbours that look the same are drawn in one go. */
interface Style {
  readonly color: string;
  readonly isInverse: boolean;
  readonly isBold: boolean;
  readonly isDim: boolean;
}

/** Characters that look the same and stand side by side in a row. */
interface Run {
  readonly row: number;
  readonly column: number;
  readonly style: Style;
  text: string;
}

/** A terminal's screen as an SVG in which every character is placed by itself, so that columns stand where they stood. */
export function toSvg(screen: InstanceType<typeof headless.Terminal>, title: string): string {
  const [width, height] = [screen.cols * cellWidth + 2 * margin, screen.rows * cellHeight + 2 * margin];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="15">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${background}"/>
${runsOf(screen).map(drawn).join('\n')}
</svg>
`;
}

function runsOf(screen: InstanceType<typeof headless.Terminal>): readonly Run[] {
  const { active } = screen.buffer;
  const runs: Run[] = [];
  for (let row = 0; row < screen.rows; row++) {
    for (let column = 0; column < screen.cols; column++) {
      const cell = active.getLine(active.viewportY + row)?.getCell(column);
      const text = cell?.getChars() ?? '';
      if (cell === undefined || text.trim() === '') continue;
      const style: Style = {
        color: cell.isFgPalette() ? (palette[cell.getFgColor()] ?? foreground) : foreground,
        isInverse: cell.isInverse() !== 0,
        isBold: cell.isBold() !== 0,
        isDim: cell.isDim() !== 0,
      };
      const last = runs.at(-1);
      const goesOn = last?.row === row && last.column + last.text.length === column && isSame(last.style, style);
      if (goesOn) last.text += text;
      else runs.push({ row, column, style, text });
    }
  }
  return runs;
}

function isSame(a: Style, b: Style): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function drawn({ row, column, style, text }: Run): string {
  const { color, isInverse, isBold, isDim } = style;
  const [x, y] = [margin + column * cellWidth, margin + row * cellHeight];
  const paper = isInverse
    ? `<rect x="${x}" y="${y}" width="${text.length * cellWidth}" height="${cellHeight}" fill="${color}"/>`
    : '';
  const places = Array.from(text, (_, at) => x + at * cellWidth).join(' ');
  const looks = `fill="${isInverse ? background : color}"${isBold ? ' font-weight="bold"' : ''}${isDim ? ' opacity="0.55"' : ''}`;
  return `${paper}<text x="${places}" y="${y + 14}" ${looks}>${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
