/** Lines a quoted cell may span; a quote that is open longer is a broken one. */
export const quotedLinesMax = 50;
/** Most cells of one line that are read. */
export const cellsMax = 500;

export interface CsvLine {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quote that is never closed, or text behind a closing one; then `cells` is the line as it stands. */
  readonly broken: boolean;
}

/**
 * Splits delimited text (RFC 4180) into lines of cells. A line with a broken quote is named and skipped, and reading goes on
 * with the next line of the file, so that one stray quote costs one row and not the rest. Empty lines are left out.
 */
export function* csvLines(text: string, delimiter: string): Generator<CsvLine> {
  const lines = text.split(/\r\n|\n|\r/);
  let at = 0;
  while (at < lines.length) {
    const first = lines[at] ?? '';
    const read = first.includes('"')
      ? quotedCells(lines, at, delimiter)
      : { cells: first.split(delimiter, cellsMax), next: at + 1 };
    const line = at + 1;
    at = read?.next ?? at + 1;
    if (read === null) yield { line, cells: [first], broken: true };
    else if (read.cells.some((cell) => cell.trim() !== '')) yield { line, cells: read.cells, broken: false };
  }
}

interface ReadCells {
  readonly cells: readonly string[];
  /** Place of the line after. */
  readonly next: number;
}

/** Cells of a record with quotes, which may go on over the next lines; null when a quote is broken. */
function quotedCells(lines: readonly string[], from: number, delimiter: string): ReadCells | null {
  const cells: string[] = [];
  let next = from + 1;
  let rest = lines[from] ?? '';
  for (;;) {
    if (!/^ *"/.test(rest)) {
      const end = rest.indexOf(delimiter);
      cells.push(end === -1 ? rest : rest.slice(0, end));
      if (end === -1) return { cells, next };
      rest = rest.slice(end + delimiter.length);
      continue;
    }
    const opened = rest.slice(rest.indexOf('"') + 1);
    const cell = closedCell(lines, opened, next);
    if (cell === null) return null;
    cells.push(cell.value);
    next = cell.next;
    const behind = cell.rest.trimStart();
    if (behind === '') return { cells, next };
    if (!behind.startsWith(delimiter) && !cell.rest.startsWith(delimiter)) return null;
    rest = cell.rest.slice(cell.rest.indexOf(delimiter) + delimiter.length);
    if (cells.length > cellsMax) return { cells, next };
  }
}

/** The text of a quoted cell up to its closing quote, and what stands behind it on that line. */
function closedCell(
  lines: readonly string[],
  opened: string,
  from: number,
): { value: string; rest: string; next: number } | null {
  let text = opened;
  let next = from;
  for (let spanned = 0; spanned < quotedLinesMax; spanned += 1) {
    const close = closingQuote(text);
    if (close !== -1) return { value: text.slice(0, close).replaceAll('""', '"'), rest: text.slice(close + 1), next };
    if (next >= lines.length) return null;
    text = `${text}\n${lines[next] ?? ''}`;
    next += 1;
  }
  return null;
}

/** Place of the first quote that is not doubled, or −1. */
function closingQuote(text: string): number {
  let at = text.indexOf('"');
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
