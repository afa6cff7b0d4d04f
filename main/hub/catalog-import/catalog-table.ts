import { catalogFileBytesMax } from '../../../contracts/catalog.ts';
import type { FileRow } from '../../../domain/catalog/import-plan.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import { csvLines } from './csv-lines.ts';
import { decodeText } from './decode-text.ts';
import { delimiters, guessDelimiter } from './delimiter.ts';

/** Most rows of one import; more are refused, not cut. */
export const importRowsMax = 250_000;

/** A catalog file taken apart, before anybody says what its columns mean. */
export interface CatalogTable {
  readonly encoding: string;
  readonly delimiter: string;
  readonly headers: readonly string[];
  readonly rows: readonly FileRow[];
}

export interface TableRefusal {
  readonly code: 'file-not-text' | 'file-empty' | 'file-too-large';
  /** For the person: what the limit is, or nothing. */
  readonly detail: string;
}

/** Reads the bytes of a catalog file into header and rows; bad lines are rows that say so. */
export function readCatalogTable(bytes: Uint8Array): Outcome<CatalogTable, TableRefusal> {
  if (bytes.length > catalogFileBytesMax)
    return refuse({ code: 'file-too-large', detail: `${catalogFileBytesMax} bytes` });
  const decoded = decodeText(bytes);
  if (!decoded.ok) return refuse({ code: decoded.refusal, detail: '' });
  const { delimiter, body, skippedLines } = delimiterOf(decoded.value.text.replace(/^\ufeff/, ''));
  const [header, ...lines] = csvLines(body, delimiter);
  if (header === undefined || lines.length === 0) return refuse({ code: 'file-empty', detail: '' });
  if (lines.length > importRowsMax) return refuse({ code: 'file-too-large', detail: `${importRowsMax} rows` });
  const rows = lines.map(({ line, cells, broken }): FileRow => {
    const at = { line: line + skippedLines, cells };
    if (broken) return { ...at, broken: 'quote-broken' };
    return hasMore(cells, header.cells.length) ? { ...at, broken: 'columns-too-many' } : at;
  });
  return accept({ encoding: decoded.value.encoding, delimiter, headers: header.cells, rows });
}

/** A first line `sep=;` names the delimiter, as some spreadsheets write it. */
function delimiterOf(text: string): { delimiter: string; body: string; skippedLines: number } {
  const named = /^sep=(.)\r?\n/i.exec(text);
  const delimiter = delimiters.find((each) => each === named?.[1]);
  if (named === null || delimiter === undefined)
    return { delimiter: guessDelimiter(text), body: text, skippedLines: 0 };
  return { delimiter, body: text.slice(named[0].length), skippedLines: 1 };
}

/** More filled cells than the header has columns: an unquoted delimiter shifted everything behind it. */
function hasMore(cells: readonly string[], columns: number): boolean {
  return cells.slice(columns).some((cell) => cell.trim() !== '');
}
