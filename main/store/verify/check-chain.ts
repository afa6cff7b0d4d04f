import { chainHash, chainStart, sha256 } from '../op/hash-chain.ts';
import { opOfRow, type RecordedOp } from '../op/op-row.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** What is wrong with the log, and at which op. */
export class BrokenLog extends Error {
  readonly no: number;
  constructor(no: number, message: string) {
    super(message);
    this.no = no;
  }
}

/** Walks the log from its start; each op is handed on only after it was found sound. Throws `BrokenLog` at the first that is not. */
export function* soundOps(connection: Connection): Generator<{ readonly op: RecordedOp; readonly row: Row<'op'> }> {
  const rows = statement<object, Row<'op'>>(connection, (query) => query.selectFrom('op').selectAll().orderBy('no'));
  const used = new UsedSeqs();
  let prevHash = chainStart;
  let no = 0;
  for (const row of rows.iterate({})) {
    no += 1;
    if (row.no !== no) throw new BrokenLog(no, `op ${no} is missing`);
    if (sha256(row.body) !== row.body_hash) throw new BrokenLog(no, `the body of op ${no} was changed`);
    const op = readOp(row, prevHash);
    if (chainHash(prevHash, op) !== row.hash) throw new BrokenLog(no, `op ${no} does not follow from the op before it`);
    if (!used.take(row.install_id, row.seq)) throw new BrokenLog(no, `op ${no} has the seq of an earlier op`);
    prevHash = row.hash;
    yield { op, row };
  }
}

function readOp(row: Row<'op'>, prevHash: string): RecordedOp {
  try {
    return opOfRow(row, prevHash);
  } catch (error) {
    if (error instanceof SyntaxError) throw new BrokenLog(row.no, `op ${row.no} is not JSON`);
    throw error;
  }
}

/** Which `seq`s of each install were used: all up to the last but the holes, which an op that had to wait may fill later. */
class UsedSeqs {
  readonly #last = new Map<string, number>();
  readonly #holes = new Map<string, { readonly from: number; readonly to: number }[]>();

  /** False when it was used before. */
  take(installId: string, seq: number): boolean {
    const last = this.#last.get(installId) ?? 0;
    const holes = this.#holes.get(installId) ?? [];
    if (seq > last) {
      if (seq > last + 1) this.#holes.set(installId, [...holes, { from: last + 1, to: seq - 1 }]);
      this.#last.set(installId, seq);
      return true;
    }
    const hole = holes.find(({ from, to }) => seq >= from && seq <= to);
    if (hole === undefined) return false;
    const halves = [
      { from: hole.from, to: seq - 1 },
      { from: seq + 1, to: hole.to },
    ].filter(({ from, to }) => from <= to);
    this.#holes.set(installId, [...holes.filter((each) => each !== hole), ...halves]);
    return true;
  }
}
