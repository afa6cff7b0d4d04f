import type { OwnPasskey } from '../../../contracts/device-session.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import type { ItemId, LineId, SaleId, StaffId } from '../../../domain/id.ts';
import type { Minor, RatePpm } from '../../../domain/money/minor.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { Quantity } from '../../../domain/quantity/quantity.ts';
import type { LaidOutLine } from '../../../domain/receipt/lay-out.ts';
import type { ReturnableLine } from '../../../domain/sale/returnable.ts';
import type { TenderKind } from '../../../domain/sale/sale.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import type { CheckEngine } from './check-engine.ts';
import type { DoneSale, HandheldState, StockView } from './handheld-state.ts';

/** Most acts of the outbox that are listed. */
export const outboxShownMax = 500;
/** Most hits of one search. */
export const searchHitsMax = 50;

/**
 * Why an act was not done. `code` is a key of the refusal texts: those of the domain (`sale-empty`, `return-above-left`),
 * of the hub, and of this handheld (`handheldRefusals`). `limit` is the figure that was broken, where there is one.
 */
export interface HandheldRefusal {
  readonly code: string;
  readonly limit?: number;
  /** With `override-needed`: what somebody else has to consent to, as the hub will judge it. */
  readonly need?: Pick<ConsentWish, 'permission' | 'objectId' | 'amount'>;
}

/** What only a handheld refuses. Each has a text that says what is safe and what to do next. */
export const handheldRefusals = [
  /** It needs the hub, and the hub is away; nothing was done and no money taken. */
  'hub-away',
  'lease-no-sales',
  'lease-no-refunds',
  'not-signed-on',
  'no-shift',
  'no-series',
  'offline-not-allowed',
  'permission-missing',
  'override-needed',
  'storage-full',
  'storage-broken',
  'second-tab',
  'sale-open',
  'outbox-pending',
  'receipt-unknown',
  'item-unknown',
  'pin-wrong',
  'pin-wait',
  'pin-locked',
  'pin-needs-hub',
  /** The PIN was changed at the counter since it was learned here. */
  'pin-changed',
  /** The hub does not know any more who is signed on here: the PIN is asked for once. */
  'sign-on-again',
  'update-window',
  'passkey-cancelled',
  'passkey-exists',
  'passkey-unsupported',
  'pair-url-wrong',
  'pair-window-closed',
  'pair-refused',
  'pair-hub-unproved',
  'pair-code-wrong',
  /** The counter has this phone as one in use: a manager takes it off there first. */
  'pair-install-taken',
] as const;
export type HandheldRefusalCode = (typeof handheldRefusals)[number];

export type Done = Outcome<null, HandheldRefusal>;

/** What a scanned code means here. */
export type ScanOutcome =
  | { readonly kind: 'rung'; readonly item: Item }
  /** An item without a price of its own: somebody has to key one, then it is rung with `addItem`. */
  | { readonly kind: 'price-needed'; readonly item: Item }
  /** A receipt: returns begin with it. */
  | { readonly kind: 'receipt'; readonly number: string }
  | { readonly kind: 'unknown'; readonly text: string; readonly reason: string; readonly barcode: string | null }
  | { readonly kind: 'refused'; readonly refusal: HandheldRefusal };

/** A receipt goods can be brought back on. */
export interface ReturnableSale {
  readonly saleId: SaleId;
  readonly number: string;
  readonly completedAt: number;
  readonly lines: readonly ReturnableLine[];
}

export interface ReturnWish {
  readonly number: string;
  /** Thousandths that come back, by the line they were sold on. */
  readonly picks: ReadonlyMap<LineId, number>;
  readonly restock: boolean;
  readonly reasonCode: string;
}

export type DiscountWish =
  | { readonly kind: 'percent'; readonly ratePpm: RatePpm; readonly reasonCode: string; readonly label: string }
  | { readonly kind: 'amount'; readonly amount: Minor; readonly reasonCode: string; readonly label: string };

/** A second person consents, at the hub: it needs the hub. */
export interface ConsentWish {
  readonly permission: Permission;
  readonly objectId: string;
  /** Minor units or ppm; null where the permission has no figure. */
  readonly amount: number | null;
  readonly reasonCode: string;
  readonly approverId: StaffId;
  readonly pin: string;
}

/** Passkeys as the hub has them. */
export interface PasskeyList {
  readonly own: readonly OwnPasskey[];
  /** Whose passkey was made at this device, from supervisor on, without who is signed on. */
  readonly approvers: readonly StaffId[];
}

export interface CashCount {
  readonly denominations: readonly { readonly value: Minor; readonly pieces: number }[];
  readonly declared: readonly { readonly kind: string; readonly amount: Minor }[];
}

/** A file with every act this phone still holds, encrypted to the hub: nobody else can read it. */
export interface SealedOutbox {
  readonly fileName: string;
  readonly text: string;
}

/**
 * The handheld without its pixels. `state()` gives the same object until something changed, so it fits
 * `useSyncExternalStore`. Acts answer when what they say is true: a sale is completed when it is on the disk of this phone.
 */
export interface HandheldEngine extends CheckEngine {
  readonly state: () => HandheldState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Opens the disk and starts the line; the phase leaves `starting`. */
  readonly start: () => Promise<void>;
  readonly close: () => void;

  /**
   * The URL of the pair QR, with its secret in the fragment, which the caller takes out of the address bar; or the eight digits
   * under it, typed.
   */
  readonly pair: (urlOrCode: string) => Promise<Done>;
  readonly cancelPairing: () => void;
  readonly signOn: (staffId: StaffId, pin: string) => Promise<Done>;
  readonly lock: () => void;
  /** A touch or a key: the lock waits anew. */
  readonly touched: () => void;
  /** This tab takes over from another one that no longer does anything. */
  readonly takeOver: () => void;

  /** Ranked as at the counter; empty text finds nothing. Answers at once. */
  readonly search: (text: string, limit?: number) => readonly Item[];
  readonly itemsOf: (category: string) => readonly Item[];
  readonly item: (itemId: ItemId) => Item | null;
  /** A code from the camera or a wedge scanner, with its symbology identifier (`]E0`) in front when it has one. */
  readonly scan: (raw: string) => ScanOutcome;
  /** The item of a scanned code, and nothing is rung: stock look-up. */
  readonly itemOfCode: (raw: string) => Item | null;
  /** The receipt's number in a scanned code: the paper's own, or the text a handheld showed; nothing is rung. */
  readonly receiptOfCode: (raw: string) => string | null;
  readonly addItem: (itemId: ItemId, quantity?: Quantity, openPrice?: Minor) => Done;
  readonly select: (lineId: LineId | null) => void;
  readonly setQuantity: (lineId: LineId, milli: number) => Done;
  readonly voidLine: (lineId: LineId, reasonCode: string) => Done;
  /** `lineId` null takes it off the whole sale. Above the role's limit: `override-needed`. */
  readonly discount: (lineId: LineId | null, wish: DiscountWish) => Done;
  readonly removeDiscount: (discountId: string) => Done;
  readonly undo: () => void;
  /** Strikes the sale; it stays in the record. */
  readonly voidSale: (reasonCode: string) => Promise<Done>;

  /** Is there anything that would stop this sale from being completed? Asked before money is taken. */
  readonly mayTakeMoney: () => Done;
  /** Takes money, and completes the sale with the last of it: `done` is then set. Twice in a row is once. */
  readonly tender: (
    kind: TenderKind,
    amount: Minor,
    reference: string,
  ) => Promise<Outcome<DoneSale | null, HandheldRefusal>>;
  readonly removeTender: (tenderId: string) => Done;
  /** The done screen was left. */
  readonly nextSale: () => void;
  /** The paper of a sale laid out in columns, for the screen and the QR; null when the sale is not known here. */
  readonly receiptRows: (saleId: SaleId, columns: number) => readonly LaidOutLine[] | null;
  /** Prints at the counter; needs the hub. */
  readonly printAtCounter: (saleId: SaleId) => Promise<Done>;

  /** Own sales always; others through the hub. */
  readonly findReceipt: (number: string) => Promise<Outcome<ReturnableSale, HandheldRefusal>>;
  readonly addReturn: (wish: ReturnWish) => Promise<Done>;
  readonly suspend: (label: string) => Promise<Done>;
  readonly resume: (saleId: SaleId) => Promise<Done>;

  readonly stockOf: (itemId: ItemId) => StockView;
  readonly countStock: (itemId: ItemId, quantity: Quantity, note: string) => Promise<Done>;

  readonly openShift: (startingAmount: Minor) => Promise<Done>;
  readonly closeShift: (count: CashCount) => Promise<Done>;
  readonly askConsent: (wish: ConsentWish) => Promise<Done>;
  /** The same by the approver's finger or face at this device. */
  readonly askPasskeyConsent: (wish: Omit<ConsentWish, 'pin'>) => Promise<Done>;
  /** The own passkeys, and who can consent with one here; needs the hub. */
  readonly passkeys: () => Promise<Outcome<PasskeyList, HandheldRefusal>>;
  /** Makes a passkey of who is signed on at this device; the hub wants their PIN once more. */
  readonly addPasskey: (pin: string) => Promise<Done>;
  readonly removePasskey: (credentialId: string) => Promise<Done>;

  /** Tries the hub at once. */
  readonly syncNow: () => void;
  readonly exportOutbox: () => Promise<Outcome<SealedOutbox, HandheldRefusal>>;
  /** Starts the waiting program; refused while anything is pending. */
  readonly activateUpdate: () => Done;
}
