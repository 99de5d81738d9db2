import headless, { type IBufferCell } from '@xterm/headless';

/** A terminal without a window: what it shows can be read. */
export type Screen = InstanceType<typeof headless.Terminal>;

/** A terminal's screen to write on. */
export function createScreen(columns: number, rows: number): Screen {
  return new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
}

export function written(screen: Screen, text: string): Promise<void> {
  return new Promise((resolve) => screen.write(text, resolve));
}

/** What a cell of a screen shows. */
export interface SeenCell {
  /** Empty in the second half of a wide character. */
  readonly text: string;
  /** Its looks as SGR parameters, in rising order; of a blank, only those that show. */
  readonly looks: string;
}

/** What all cells of a screen show, row by row. */
export function seen(screen: Screen): readonly (readonly SeenCell[])[] {
  const { active } = screen.buffer;
  return Array.from({ length: screen.rows }, (_row, row) => {
    const line = active.getLine(active.viewportY + row);
    return Array.from({ length: screen.cols }, (_column, column) => {
      const cell = line?.getCell(column);
      if (cell === undefined || cell.getWidth() === 0) return { text: '', looks: '' };
      const text = cell.getChars() === '' ? ' ' : cell.getChars();
      const shows = text !== ' ' || cell.isInverse() !== 0 || cell.isUnderline() !== 0 || !cell.isBgDefault();
      return { text, looks: shows ? looksOf(cell) : '' };
    });
  });
}

function looksOf(cell: IBufferCell): string {
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
