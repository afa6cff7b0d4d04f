import type { OpKindName } from '../../../contracts/op-catalog.ts';
import type { OpRefs } from '../../../domain/op/op.ts';
import { parseTransactionNumber } from '../../../domain/till/transaction-number.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { insertRow } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';
import { chainHash, chainStart } from './hash-chain.ts';
import { logStatements, numberStatements } from './log-statements.ts';
import { opOfRow, type RecordedOp, rowOfOp } from './op-row.ts';
import type { ParsedOp } from './parse-op.ts';

/** What the hub adds to an op when it takes it. */
export interface Taking {
  readonly installId: RecordedOp['installId'];
  /** UTC epoch ms. */
  readonly hubAt: number;
  readonly flags: readonly string[];
  readonly refs: OpRefs;
}

/**
 * The log's end as this process knows it: the head of the chain, the ops that are not folded into the records yet, and
 * the counters that follow from them. The file has one writer, so memory is right until a transaction is rolled back;
 * then `reload` reads it again. Invariant: `pending` are the rows with a `no` above the fold mark.
 */
export class OpLog {
  readonly #statements: ReturnType<typeof logStatements> & ReturnType<typeof numberStatements>;
  readonly #insert: (row: Row<'op'>) => number;
  #head = { no: 0, hash: chainStart };
  #pending: RecordedOp[] = [];
  #pendingById = new Map<string, RecordedOp>();
  #pendingSales = new Set<string>();
  #lastSeq = new Map<string, number>();
  #counters = new Map<string, number>();
  #lastZ: number | null = null;

  constructor(connection: Connection) {
    this.#statements = { ...logStatements(connection), ...numberStatements(connection) };
    this.#insert = insertRow(connection, 'op');
    this.reload();
  }

  /** Forgets what memory holds and reads the end of the log again. */
  reload(): void {
    const mark = this.#statements.mark.get({})?.no ?? 0;
    let prevHash = this.#statements.hashOf.get({ no: mark })?.hash ?? chainStart;
    this.#pending = this.#statements.after.all({ no: mark }).map((row) => {
      const op = opOfRow(row, prevHash);
      prevHash = row.hash;
      return op;
    });
    this.#head = { no: mark + this.#pending.length, hash: prevHash };
    this.#pendingById = new Map(this.#pending.map((op) => [op.opId, op]));
    this.#pendingSales = new Set(this.#pending.flatMap(completedSaleId));
    this.#lastSeq.clear();
    this.#counters.clear();
    this.#lastZ = null;
  }

  get head(): { readonly no: number; readonly hash: string } {
    return this.#head;
  }

  /** Ops whose records are not written yet, oldest first. */
  get pending(): readonly RecordedOp[] {
    return this.#pending;
  }

  /** The records have caught up with the log. */
  folded(): void {
    this.#pending = [];
    this.#pendingById.clear();
    this.#pendingSales.clear();
  }

  /** Is this sale completed by an op whose records are not written yet? */
  isPendingSale(saleId: string): boolean {
    return this.#pendingSales.has(saleId);
  }

  /** The op of this id in the log. */
  find(opId: string): RecordedOp | null {
    const pending = this.#pendingById.get(opId);
    if (pending) return pending;
    const row = this.#statements.byId.get({ opId });
    return row ? opOfRow(row, this.#statements.hashOf.get({ no: row.no - 1 })?.hash ?? chainStart) : null;
  }

  /** Last `seq` taken from this install, into the log or into quarantine; 0 before the first. */
  lastSeq(installId: string): number {
    const known = this.#lastSeq.get(installId);
    if (known !== undefined) return known;
    const folded = this.#statements.lastSeq.get({ installId })?.last_seq ?? 0;
    const quarantined = this.#statements.lastQuarantined.get({ installId })?.seq ?? 0;
    const pending = this.#pending.filter((op) => op.installId === installId).map(({ seq }) => seq);
    const refused = this.#statements.lastRefused.get({ installId })?.seq ?? 0;
    const last = Math.max(folded, quarantined, refused, ...pending);
    this.#lastSeq.set(installId, last);
    return last;
  }

  /** Last `seq`s of all installs that ever sent anything. */
  lastSeqs(): ReadonlyMap<string, number> {
    const known = this.#statements.installs.all({}).map(({ install_id }) => install_id);
    const waiting = this.#pending.map(({ installId }) => installId);
    return new Map([...new Set<string>([...known, ...waiting])].map((id) => [id, this.lastSeq(id)]));
  }

  /** This `seq` is used up, in the log or without it: the install goes on after it. */
  skipSeq(installId: string, seq: number): void {
    this.#lastSeq.set(installId, Math.max(seq, this.lastSeq(installId)));
  }

  /** The number the next transaction of a series gets: gapless, since it is taken with the op. */
  nextCounter(series: string): number {
    const known = this.#counters.get(series);
    if (known !== undefined) return known + 1;
    const folded = this.#statements.lastCounter.get({ series })?.counter ?? 0;
    const pending = this.#pending.map(({ refs }) => numberOf(refs)).filter((number) => number?.series === series);
    const last = Math.max(folded, ...pending.map((number) => number?.counter ?? 0));
    this.#counters.set(series, last);
    return last + 1;
  }

  /** Has this number been given to a transaction? */
  isNumberTaken({ series, counter }: { readonly series: string; readonly counter: number }): boolean {
    if (counter >= this.nextCounter(series)) return false;
    if (this.#statements.numberOf.get({ series, counter })) return true;
    return this.#pending.some(({ refs }) => {
      const number = numberOf(refs);
      return number?.series === series && number.counter === counter;
    });
  }

  /** The install whose transaction has a number of this series. */
  seriesUsedBy(series: string): string | null {
    const known = this.#statements.usedByOf.get({ series })?.install_id;
    return known ?? this.#pending.find(({ refs }) => numberOf(refs)?.series === series)?.installId ?? null;
  }

  nextZNumber(): number {
    this.#lastZ ??= this.#statements.lastZ.get({})?.z_number ?? 0;
    return this.#lastZ + 1;
  }

  /** Writes an op at the end of the chain; the caller holds the transaction. */
  append<Kind extends OpKindName>(op: ParsedOp<Kind>, taking: Taking): RecordedOp<Kind> {
    const { bodyText, ...rest } = op;
    const fields = { ...rest, ...taking, no: this.#head.no + 1 };
    const prevHash = this.#head.hash;
    const logged = { ...fields, prevHash, hash: chainHash(prevHash, fields) } as RecordedOp;
    this.#insert(rowOfOp(logged, bodyText));
    this.#head = { no: logged.no, hash: logged.hash };
    this.#pending.push(logged);
    this.#pendingById.set(logged.opId, logged);
    for (const saleId of completedSaleId(logged)) this.#pendingSales.add(saleId);
    this.skipSeq(logged.installId, logged.seq);
    this.#noteRefs(logged.refs);
    return logged as RecordedOp<Kind>;
  }

  #noteRefs(refs: OpRefs): void {
    const number = numberOf(refs);
    if (number) this.#counters.set(number.series, Math.max(number.counter, this.nextCounter(number.series) - 1));
    if (typeof refs['zNumber'] === 'number') this.#lastZ = refs['zNumber'];
  }
}

function completedSaleId(op: RecordedOp): string[] {
  return op.kind === 'sale.completed' ? [op.body.sale.saleId] : [];
}

/** The transaction number an op was given, taken apart. */
export function numberOf(refs: OpRefs): { readonly series: string; readonly counter: number } | null {
  const number = refs['transactionNumber'];
  return typeof number === 'string' ? parseTransactionNumber(number) : null;
}
