import type { RowProblem } from './read-item-row.ts';

/** Lines a remark names; the count covers all of them. */
export const remarkLinesMax = 5;
/** Different remarks that are told apart. */
export const remarksMax = 500;

/** One problem and how often the file has it. */
export interface Remark extends RowProblem {
  readonly rows: number;
  /** The first lines that have it. */
  readonly lines: readonly number[];
}

/** Gathers the problems of a file: equal ones become one remark with its count (CA20). */
export class Remarks {
  readonly #byKey = new Map<string, { readonly problem: RowProblem; rows: number; readonly lines: number[] }>();

  add(problem: RowProblem, line: number): void {
    const key = JSON.stringify([problem.severity, problem.field, problem.code, problem.value]);
    const known = this.#byKey.get(key);
    if (known === undefined) {
      if (this.#byKey.size < remarksMax) this.#byKey.set(key, { problem, rows: 1, lines: [line] });
      return;
    }
    known.rows += 1;
    if (known.lines.length < remarkLinesMax) known.lines.push(line);
  }

  /** Rows that are left out first, then the most frequent. */
  all(): Remark[] {
    const weight = ({ severity }: RowProblem): number => (severity === 'rejected' ? 0 : 1);
    return [...this.#byKey.values()]
      .map(({ problem, rows, lines }) => ({ ...problem, rows, lines }))
      .sort((a, b) => weight(a) - weight(b) || b.rows - a.rows);
  }
}
