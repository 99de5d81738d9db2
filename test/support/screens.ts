import headless, { type IBufferCell } from '@xterm/headless';

/** A terminal emulator without a window, whose cells can be read. */
export type Screen = InstanceType<typeof headless.Terminal>;

export function createScreen(columns: number, rows: number): Screen {
  return new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
}

/** Writes a text. Resolves when the text is on the screen. */
export function writeTo(screen: Screen, text: string): Promise<void> {
  return new Promise((resolve) => screen.write(text, resolve));
}

export interface ScreenCell {
  /** Empty in the second half of a wide character. */
  readonly text: string;
  /** The SGR parameters in ascending order, such as `1;34`. Empty for a blank on which no style is visible. */
  readonly style: string;
}

/** The visible cells of a screen, row by row. */
export function cellsOf(screen: Screen): readonly (readonly ScreenCell[])[] {
  const { active } = screen.buffer;
  return Array.from({ length: screen.rows }, (_row, row) => {
    const line = active.getLine(active.viewportY + row);
    return Array.from({ length: screen.cols }, (_column, column) => {
      const cell = line?.getCell(column);
      if (cell === undefined || cell.getWidth() === 0) return { text: '', style: '' };
      const text = cell.getChars() === '' ? ' ' : cell.getChars();
      const isVisible = text !== ' ' || cell.isInverse() !== 0 || cell.isUnderline() !== 0 || !cell.isBgDefault();
      return { text, style: isVisible ? styleOf(cell) : '' };
    });
  });
}

function styleOf(cell: IBufferCell): string {
  const parts = [
    cell.isBold() ? '1' : '',
    cell.isDim() ? '2' : '',
    cell.isItalic() ? '3' : '',
    cell.isUnderline() ? '4' : '',
    cell.isInverse() ? '7' : '',
    cell.isStrikethrough() ? '9' : '',
    cell.isFgDefault() ? '' : color(cell.getFgColor(), 30, 90),
    cell.isBgDefault() ? '' : color(cell.getBgColor(), 40, 100),
  ];
  return parts.filter((part) => part !== '').join(';');
}

function color(index: number, first: number, firstBright: number): string {
  if (index < 8) return String(first + index);
  return index < 16 ? String(firstBright + index - 8) : `${first + 8};5;${index}`;
}
