import type { Item } from '../../../domain/catalog/item.ts';
import type { CheckRefusal } from '../../../domain/check/decide-check.ts';
import type { InstallId, ItemId, LineId, OpId, SaleId, ShiftId, StaffId } from '../../../domain/id.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import type { CompletedSale, OpenSale, SettledSale } from '../../../domain/sale/sale.ts';
import type { Authority } from '../../../domain/staff/authorise.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { Epoch } from '../../../domain/sync/epoch.ts';
import type { LeaseState } from '../../../domain/sync/lease.ts';
import type { SyncHalt } from '../../../domain/sync/sync-state.ts';
import type { AmountDue } from '../../../domain/tender/amount-due.ts';
import type { CheckView } from './check-engine.ts';

/** Where this handheld stands with the person in front of it. */
export type HandheldPhase =
  /** The disk is being read; nothing can be said yet. */
  | { readonly kind: 'starting' }
  /** Another tab of this handheld is the one that sells; this one shows what it shows and does nothing. */
  | { readonly kind: 'second-tab' }
  /** Storage can not be opened or written: nothing may be sold here. `code` is a key of the fault texts. */
  | { readonly kind: 'no-storage'; readonly code: StorageTrouble }
  | { readonly kind: 'unpaired'; readonly problem: string | null }
  | PairingPhase
  /** Paired; somebody has to give a PIN. `waitUntil`: own clock, the next try is taken then. */
  | { readonly kind: 'locked'; readonly problem: string | null; readonly waitUntil: number | null }
  | { readonly kind: 'signed-on' }
  /** Everything but the sealed outbox was taken off this device. */
  | { readonly kind: 'wiped' };

export interface PairingPhase {
  readonly kind: 'pairing';
  /** `proving`: talking to the hub; `compare`: both screens show `digits`, a person at the counter approves. */
  readonly step: 'proving' | 'compare';
  /** Six digits, once both sides have proved the secret. */
  readonly digits: string | null;
  /** UTC epoch ms; the window at the counter closes then. */
  readonly expiresAt: number | null;
}

export type StorageTrouble = 'storage-closed' | 'storage-full' | 'storage-private' | 'storage-broken';

/** The line to the hub. */
export interface HubLine {
  /** `away` is said at most 5 s after the line broke. */
  readonly standing: 'here' | 'away' | 'trying';
  /** Own clock, UTC epoch ms: since when it stands so. */
  readonly since: number;
  /** Own clock; null when it was never heard. */
  readonly heardAt: number | null;
  readonly epoch: Epoch | null;
  /** Hub's clock minus own clock, ms; `isClockWrong` beyond 5 minutes. */
  readonly skewMs: number;
  readonly isClockWrong: boolean;
  /** Why this device and its hub do not talk any more until a person acts; null when they do. */
  readonly halt: SyncHalt | null;
  /** `upgrade-needed`: this program may send and not read. `barred`: the device may only send. */
  readonly reading: 'open' | 'upgrade-needed' | 'barred';
}

export interface HandheldDevice {
  readonly installId: InstallId;
  readonly name: string;
  readonly owner: string;
  /** Series of the receipt numbers, e.g. `B7`. */
  readonly series: string | null;
  readonly version: string;
  /** Does the browser promise to keep the storage? Unknown until asked. */
  readonly persisted: boolean | null;
  /** Share of the storage in use, ppm; a warning from 800,000. */
  readonly storageUsedPpm: number | null;
}

/** The catalog on this phone. */
export interface CatalogState {
  /** `empty`: nothing is here yet; `partial`: items that are here can be sold already; `ready`: all of them. */
  readonly standing: 'empty' | 'partial' | 'ready';
  readonly items: number;
  readonly itemsExpected: number | null;
  /** Items of the grid in the order of their places. */
  readonly grid: readonly Item[];
  /** Categories in the order of the alphabet. */
  readonly categories: readonly string[];
  /** No room for the newer catalog: the one that is here is used on. */
  readonly isOutdated: boolean;
}

/** The sale being rung, with what it comes to. */
export interface SaleState {
  readonly open: OpenSale;
  readonly settled: SettledSale;
  readonly due: AmountDue;
  readonly selectedLineId: LineId | null;
  /** Text key parameters of the step that undo takes back; null when there is none. */
  readonly undo: { readonly kind: 'added' | 'changed' | 'removed' | 'discounted'; readonly name: string } | null;
  /** Why no money may be taken for the check this sale pays (`open.check`); null when it may, or when it pays none. */
  readonly checkBarred: CheckRefusal | 'hub-away' | null;
  /** Being written to the disk: the buttons wait. */
  readonly isCompleting: boolean;
}

/** A sale that is on the disk of this phone, and so is done. */
export interface DoneSale {
  readonly saleId: SaleId;
  readonly number: string;
  readonly sale: CompletedSale;
  readonly direction: 'taken' | 'refunded';
  readonly total: Minor;
  readonly received: Minor;
  readonly change: Minor;
}

/** Where an act is safe: on this phone alone, on the hub's disk, in every backup that could be restored. */
export type SafePlace = 'here' | 'hub' | 'backup';

/** One act of the outbox, newest first. */
export interface OutboxEntry {
  readonly opId: OpId;
  readonly seq: number;
  readonly kind: string;
  /** Corrected time, UTC epoch ms. */
  readonly at: number;
  readonly staffId: StaffId | null;
  /** Receipt number of a sale. */
  readonly number: string | null;
  /** What a sale took or gave back. */
  readonly total: Minor | null;
  readonly safe: SafePlace;
  /** What the hub said when it did not simply take it; codes are keys of the refusal texts. */
  readonly outcome: {
    readonly status: 'flagged' | 'quarantined' | 'deferred' | 'refused';
    readonly codes: readonly string[];
  } | null;
}

export interface OutboxState {
  /** Newest first, at most `outboxShownMax`. */
  readonly entries: readonly OutboxEntry[];
  /** How many acts are where. `here` are the pending ones. */
  readonly counts: Readonly<Record<SafePlace, number>>;
  /** Corrected time of the oldest pending act; null when none is. */
  readonly pendingSince: number | null;
  /** The disk refused what sync wanted to keep; it tries again. */
  readonly isDiskInTrouble: boolean;
}

/** The lease: what may be done after so long without the hub. */
export interface LeaseView {
  readonly state: LeaseState;
  /** Own clock: when the next step comes; null when there is none. */
  readonly nextAt: number | null;
}

/** What the back office lets this handheld do. */
export interface HandheldPolicies {
  readonly offlineSales: boolean;
  readonly offlineReturns: boolean;
  readonly offlineDiscounts: boolean;
  /** Seconds without a touch until the PIN is asked for again. */
  readonly autoLockSec: number;
}

export interface ShiftView {
  readonly shiftId: ShiftId;
  readonly series: string;
  readonly openedAt: number;
  readonly openedBy: StaffId;
  /** Of this handheld's own sales in it; minor units, magnitudes. */
  readonly totals: {
    readonly sales: number;
    readonly returns: number;
    readonly cashTaken: Minor;
    readonly cashRefunded: Minor;
    readonly cardTaken: Minor;
    readonly cardRefunded: Minor;
  };
}

/** A sale that was put aside, here or at any other till. */
export interface SuspendedView {
  readonly saleId: SaleId;
  readonly label: string;
  readonly suspendedAt: number;
  readonly staffName: string;
  readonly lines: number;
  readonly total: Minor;
  /** Put aside on this handheld and not sent yet. */
  readonly isOwn: boolean;
  /** Why it can not be taken up now; null when it can. */
  readonly barred: 'hub-away' | 'sale-open' | null;
}

export interface StockView {
  readonly itemId: ItemId;
  readonly tracked: boolean;
  /** Thousandths, the hub's figure with the own acts on top; null when it is not known here. */
  readonly onHandMilli: number | null;
  /** Is the hub there, so that the figure is today's? */
  readonly isLive: boolean;
}

/** A new program waits: it is taken when the outbox is drained and a person agrees. */
export interface UpdateView {
  readonly version: string | null;
  /** Null: it may start. `window`: the store lets new programs in at other hours. */
  readonly waitsFor: 'outbox' | 'sale' | 'window' | null;
  readonly mayActivate: boolean;
}

/** Everything a view needs, as one value that is replaced whole. */
export interface HandheldState {
  readonly phase: HandheldPhase;
  readonly device: HandheldDevice | null;
  readonly hub: HubLine;
  readonly settings: StoreSettings | null;
  /** Who may sign on here; active people only. */
  readonly people: readonly StaffMember[];
  readonly staff: StaffMember | null;
  /** What the person signed on may do now, offline rules included; empty when nobody is. */
  readonly may: ReadonlyMap<Permission, Authority>;
  readonly lease: LeaseView;
  readonly policies: HandheldPolicies;
  readonly catalog: CatalogState;
  readonly sale: SaleState | null;
  readonly done: DoneSale | null;
  readonly outbox: OutboxState;
  readonly shift: ShiftView | null;
  readonly suspended: readonly SuspendedView[];
  /** Open ones, oldest first. */
  readonly checks: readonly CheckView[];
  readonly update: UpdateView | null;
}
