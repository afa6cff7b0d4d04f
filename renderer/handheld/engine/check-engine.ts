import type { CheckRefusal } from '../../../domain/check/decide-check.ts';
import type { CheckId, LineId } from '../../../domain/id.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { SaleLine } from '../../../domain/sale/sale.ts';
import type { Done, HandheldRefusal } from './handheld-engine.ts';

/** One line of a check that still has to be paid. */
export interface CheckLineView {
  readonly line: SaleLine;
  readonly addedAt: number;
  /** Name of who keyed it; empty when nobody is known. */
  readonly addedBy: string;
  /** The goods are with the guest. */
  readonly served: boolean;
  /** Keyed on this handheld, and not taken by the hub yet. */
  readonly isPending: boolean;
}

/** An open check as this handheld knows it: the hub's word with the own acts on top that it does not hold yet (HE9). */
export interface CheckView {
  readonly checkId: CheckId;
  readonly table: string;
  readonly guests: number;
  readonly note: string;
  /** Corrected time, UTC epoch ms; null when only later news of it is here. */
  readonly openedAt: number | null;
  readonly openedBy: string;
  /** Opened on this handheld: without the hub it may be paid here alone (CH12). */
  readonly isOwn: boolean;
  /** In the order they were keyed. */
  readonly lines: readonly CheckLineView[];
  /** What is unpaid comes to, taxes included. */
  readonly total: Minor;
  /** Open checks of the same table, this one included; 1 when it has none. */
  readonly ofTable: number;
  /** Who has it; `isHere`: this handheld. Null when nobody does. */
  readonly holder: {
    readonly kind: 'claimed' | 'checked-out';
    readonly isHere: boolean;
    readonly staffName: string;
    readonly since: number;
  } | null;
  /** Why no line can be added, struck off or served now; null when it can. */
  readonly addBarred: CheckRefusal | 'lease-no-sales' | null;
  /** Why it can not be paid now; null when it can. `hub-away`: it is another device's, and only the hub can give it. */
  readonly payBarred: CheckRefusal | 'hub-away' | 'sale-open' | 'lease-no-sales' | null;
}

export interface CheckDetails {
  readonly table: string;
  readonly guests: number;
  readonly note: string;
}

/** What a person does with open checks (`docs/spec/check.md`). */
export interface CheckEngine {
  /** Works without the hub. Two of one table are kept apart (CH8). */
  readonly openCheck: (details: CheckDetails) => Promise<Outcome<CheckId, HandheldRefusal>>;
  readonly changeCheck: (checkId: CheckId, details: CheckDetails) => Promise<Done>;
  /** May what is rung in the open sale go onto a check at all? Asked before one is opened for it. */
  readonly mayPutOn: () => Done;
  /** Puts what is rung in the open sale onto the check, and empties the sale; works without the hub (CH2, CH6). */
  readonly addToCheck: (checkId: CheckId) => Promise<Done>;
  readonly voidCheckLine: (checkId: CheckId, lineId: LineId, reasonCode: string) => Promise<Done>;
  readonly serveCheckLine: (checkId: CheckId, lineId: LineId) => Promise<Done>;
  /** Brings what is unpaid into the open sale, which then pays the check; claims it first where the hub is there (CH10, CH12). */
  readonly takeCheck: (checkId: CheckId) => Promise<Done>;
  /** The open sale goes back onto its check, with what was changed in it, and others may have it again (CH14, CH32). */
  readonly putBackCheck: () => Promise<Done>;
  /** For going out of reach: this handheld alone may add to it and take money for it. Needs the hub. */
  readonly checkOutCheck: (checkId: CheckId) => Promise<Done>;
  readonly giveBackCheck: (checkId: CheckId) => Promise<Done>;
  /** A supervisor takes it from the device it is checked out to. Needs the hub. */
  readonly takeOverCheck: (checkId: CheckId) => Promise<Done>;
  /** Without money: only when nothing on it is unpaid (CH23). Needs the hub. */
  readonly closeCheck: (checkId: CheckId, reasonCode: string) => Promise<Done>;
}
