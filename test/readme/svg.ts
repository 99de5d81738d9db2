import type headless from '@xterm/headless';

const [cellWidth, cellHeight, margin] = [9, 19, 14];
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

/** A terminal's screen as an SVG, cell by cell, so that columns stand where they stood. */
export function toSvg(screen: InstanceType<typeof headless.Terminal>, title: string): string {
  const { active } = screen.buffer;
  const [width, height] = [screen.cols * cellWidth + 2 * margin, screen.rows * cellHeight + 2 * margin];
  const parts: string[] = [];
  for (let row = 0; row < screen.rows; row++) {
    for (let column = 0; column < screen.cols; column++) {
      const cell = active.getLine(active.viewportY + row)?.getCell(column);
      const text = cell?.getChars() ?? '';
      if (cell === undefined || text.trim() === '') continue;
      const [x, y] = [margin + column * cellWidth, margin + row * cellHeight];
      const color = cell.isFgPalette() ? (palette[cell.getFgColor()] ?? foreground) : foreground;
      const isInverse = cell.isInverse() !== 0;
      if (isInverse)
        parts.push(`<rect x="${x}" y="${y}" width="${cellWidth}" height="${cellHeight}" fill="${color}"/>`);
      const weight = cell.isBold() === 0 ? '' : ' font-weight="bold"';
      const opacity = cell.isDim() === 0 ? '' : ' opacity="0.55"';
      const fill = isInverse ? background : color;
      parts.push(`<text x="${x}" y="${y + 14}" fill="${fill}"${weight}${opacity}>${escaped(text)}</text>`);
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="15">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${background}"/>
${parts.join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
