import {
  type Finding,
  type FindingAbout,
  type FindingDetail,
  findingAboutMax,
  findingsShownMax,
  findingTextCharsMax,
} from '../../../contracts/finding.ts';
import { codeText, epochMs } from '../../../contracts/values.ts';
import { brandId, type InstallId, type OpId, type StaffId } from '../../../domain/id.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import type { Op } from '../../../domain/op/op.ts';
import type { AsideFinding, FindingReads, FlaggedFinding, SettledRow } from '../../store/finding/finding-reads.ts';
import type { HubOp } from '../../store/op/ledger.ts';
import { parseOp } from '../../store/op/parse-op.ts';
import { type Authorise, isDeferral } from '../../store/op/push.ts';
import type { Store } from '../../store/store.ts';
import { opOfAside } from '../../store/sync/take-aside.ts';
import type { HandheldBook } from '../handheld/handheld-book.ts';
import { aboutOp, type OpAbout, unreadableOp } from './finding-about.ts';

export interface FindingDeskParts {
  readonly store: Pick<Store, 'findings' | 'takeAside' | 'hubInstallId' | 'checks' | 'sales'>;
  readonly devices: Pick<HandheldBook, 'ofInstall'>;
  /** The counter's own terminal. */
  readonly terminalInstallId: InstallId;
  readonly staffName: (staffId: StaffId) => string | null;
  readonly append: (ops: readonly HubOp[]) => void;
}

type Found =
  | ({ readonly from: 'op' } & FlaggedFinding)
  | ({ readonly from: 'aside' } & AsideFinding & { readonly op: Op });

/** Said with a finding: by whom, and in their own words. */
export interface SettledBy {
  readonly staffId: StaffId;
  readonly note: string;
}

/** A person let it in by name: everything else odd about it is still flagged. */
const released: Authorise = () => ({ code: 'released', detail: 'kept aside first' });

/** What somebody should look at, in the words of the store: from where, by whom, about what. */
export class FindingDesk {
  readonly #parts: FindingDeskParts;

  constructor(parts: FindingDeskParts) {
    this.#parts = parts;
  }

  open(): number {
    return this.#parts.store.findings.open();
  }

  /** Newest first, at most `findingsShownMax`: those that are open, or those that were settled last. */
  list(settled: boolean): Finding[] {
    const { findings } = this.#parts.store;
    const limit = findingsShownMax;
    const flagged = settled ? findings.settledFlagged(limit) : findings.flagged(limit);
    const aside = settled ? findings.settledAside(limit) : findings.aside(limit);
    const rows = [...flagged.map(ofLog), ...aside.map(ofAside)].map((found) => this.#told(found));
    const when = ({ settled: done, receivedAt }: Finding): number => done?.at ?? receivedAt;
    return rows.sort((a, b) => when(b) - when(a)).slice(0, limit);
  }

  get(findingId: string): FindingDetail | null {
    const found = this.#find(findingId);
    if (found === null) return null;
    const raw = found.from === 'aside' ? prettyText(found.row.raw) : JSON.stringify(shown(found.op), null, 2);
    const told = aboutOf(found);
    const about = [...this.#ofCheck(told), ...told.about].slice(0, findingAboutMax);
    return { finding: this.#told(found), about, raw: raw.slice(0, findingTextCharsMax) };
  }

  /** Marks as seen what nobody settled yet; false when one of them is no finding. */
  settle(findingIds: readonly string[], by: SettledBy): boolean {
    const found = [...new Set(findingIds)].map((id) => this.#find(id));
    if (found.includes(null)) return false;
    const open = found.flatMap((each) => (each === null || each.settled !== null ? [] : [each]));
    if (open.length > 0) this.#parts.append(open.map((each) => settledOp(each, 'seen', by)));
    return true;
  }

  /** Takes what was kept aside into the record, and notes who wanted it (FI6). */
  take(findingId: string, by: SettledBy): 'taken' | 'finding-unknown' | 'aside-unfit' {
    const { store, append } = this.#parts;
    const found = this.#find(findingId);
    if (found === null || found.from !== 'aside') return 'finding-unknown';
    const { results } = store.takeAside(brandId<InstallId>(found.row.install_id), [found.op], released);
    const [result] = results;
    if (result?.status !== 'applied' && result?.status !== 'flagged') return 'aside-unfit';
    const inLog = result.flags.every((flag) => flag === 'released') ? openFlag(store.findings, result.no) : null;
    const done = [found, ...(inLog === null ? [] : [inLog])].filter(({ settled }) => settled === null);
    if (done.length > 0) append(done.map((each) => settledOp(each, 'taken', by)));
    return 'taken';
  }

  #find(findingId: string): Found | null {
    const { findings } = this.#parts.store;
    const [kind = '', no = ''] = findingId.split('-');
    if (kind === 'aside') {
      const found = findings.asideOf(Number(no));
      return found === null ? null : ofAside(found);
    }
    return openFlag(findings, Number(no));
  }

  #told(found: Found): Finding {
    const { op, settled } = found;
    const { saleId, amount, receipt } = aboutOf(found);
    const number = found.from === 'op' ? found.op.refs['transactionNumber'] : undefined;
    return {
      ...facesOf(found),
      opId: op.opId,
      opKind: op.kind.slice(0, 64),
      ...this.#origin(installOf(found)),
      staffName: op.staffId === null ? null : this.#parts.staffName(op.staffId),
      at: epochMs.safeParse(op.at).data ?? null,
      transactionNumber: typeof number === 'string' ? number : receipt,
      saleId,
      amount,
      settled: settled === null ? null : this.#settledOf(settled),
    };
  }

  /** Table of the check an op belongs to, and the receipts of the other sales that paid it. */
  #ofCheck({ checkId, saleId }: OpAbout): FindingAbout[] {
    const { checks, sales } = this.#parts.store;
    const check = checkId === null ? null : checks.get(checkId);
    if (check === null) return [];
    const others = [...new Set(check.payments.map((payment) => payment.saleId))].filter((id) => id !== saleId);
    const receipts = others.flatMap((id): FindingAbout[] => {
      const record = sales.get(id);
      if (record === null) return [];
      const { collect, refund } = record.sale.settled;
      return [{ what: 'receipt', text: record.transactionNumber, amount: (collect - refund) as Minor }];
    });
    return [...(check.table === '' ? [] : [{ what: 'table' as const, text: check.table, amount: null }]), ...receipts];
  }

  #origin(installId: string): Pick<Finding, 'device' | 'isOwn'> {
    const { devices, terminalInstallId, store } = this.#parts;
    const device = devices.ofInstall(installId);
    const isOwn = installId === terminalInstallId || installId === store.hubInstallId;
    return { device: device === null ? null : { name: device.name, deviceCode: device.code }, isOwn };
  }

  #settledOf({ how, staff_id, at, note }: SettledRow): NonNullable<Finding['settled']> {
    const staffName = staff_id === null ? null : this.#parts.staffName(brandId<StaffId>(staff_id));
    return { how: how === 'taken' ? 'taken' : 'seen', staffName, at, note };
  }
}

function ofLog(found: FlaggedFinding): Found {
  return { from: 'op', ...found };
}

function ofAside(found: AsideFinding): Found {
  return { from: 'aside', ...found, op: opOfAside(found.row) };
}

function openFlag(findings: Pick<FindingReads, 'flaggedOf'>, no: number): Found | null {
  const found = findings.flaggedOf(no);
  return found === null ? null : ofLog(found);
}

/** Name, kind and codes of a finding, and whether the hub would take it in. */
function facesOf(found: Found): Pick<Finding, 'findingId' | 'kind' | 'codes' | 'receivedAt' | 'canTake'> {
  if (found.from === 'op') {
    const { no, flags, hubAt } = found.op;
    return { findingId: `op-${no}`, kind: 'flagged', codes: [...flags], receivedAt: hubAt, canTake: false };
  }
  const { row, op, isInLog } = found;
  const canTake = !isInLog && row.reason !== 'kind-no-fact' && parseOp(op).ok;
  const kind = isDeferral(row.reason) ? ('waiting' as const) : ('aside' as const);
  const codes = [codeText.safeParse(row.reason).data ?? 'odd'];
  return { findingId: `aside-${row.quarantine_no ?? 0}`, kind, codes, receivedAt: row.received_at, canTake };
}

/** Where an op came from; numbers that are missing are missing at the handheld, whoever noted it. */
function installOf(found: Found): string {
  if (found.from === 'aside') return found.row.install_id;
  const { op } = found;
  return op.kind === 'install.gap-declared' ? op.body.installId : op.installId;
}

/** What an op is about, as far as this program can read it. */
function aboutOf(found: Found): OpAbout {
  if (found.from === 'op') return aboutOp(found.op);
  const parsed = parseOp(found.op);
  return parsed.ok ? aboutOp(parsed.value) : unreadableOp;
}

/** The op as it was sent; what the hub added is told beside it. */
function shown({ opId, seq, kind, v, at, staffId, happened, body }: Op): Op {
  return { opId, seq, kind, v, at, staffId, happened, body };
}

function prettyText(raw: string): string {
  return JSON.stringify(JSON.parse(raw), null, 2);
}

function settledOp(found: Found, how: 'seen' | 'taken', { staffId, note }: SettledBy): HubOp {
  const rawHash = found.from === 'aside' ? found.row.raw_hash : null;
  const opId: OpId = found.op.opId;
  return { kind: 'finding.settled', staffId, body: { opId, rawHash, how, note } };
}
