import type { CustomerDisplaySettings } from '../customer-display/display-settings.ts';
import type { SettlePolicy } from '../sale/sale.ts';
import type { TaxName } from '../tax/tax-name.ts';
import type { TaxTable } from '../tax/tax-table.ts';
import type { NetworkSettings } from './network-settings.ts';

export const languages = ['en', 'id', 'de'] as const;
export type Language = (typeof languages)[number];

/** A reason a person picks; `for` lists the permissions it may justify. */
export interface Reason {
  readonly code: string;
  readonly label: string;
  readonly for: readonly string[];
}

/** Where receipts are printed: the virtual printer on the screen, or a network printer. */
export type PrinterBinding =
  | { readonly kind: 'virtual' }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** Keyboard-wedge scanner set-up; an empty prefix and suffix means detection by typing speed. */
export interface ScannerSettings {
  readonly prefix: string;
  readonly suffix: string;
}

/** Everything the owner decides about the store. One document, changed whole, each change an op. */
export interface StoreSettings {
  readonly storeName: string;
  readonly addressLines: readonly string[];
  readonly taxNumber: string;
  readonly receiptFooter: string;
  readonly language: Language;
  readonly country: string;
  readonly currency: string;
  /** IANA zone of the store, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
  /** Hour (0–12) at which the business day ends: 4 means a sale at 03:59 belongs to yesterday. */
  readonly dayCutOverHour: number;
  readonly pricesIncludeTax: boolean;
  readonly policy: SettlePolicy;
  readonly taxTable: TaxTable;
  /** What names of taxes in catalog files mean here, as people chose; absent in documents written before there was a choice. */
  readonly taxNames?: readonly TaxName[] | undefined;
  /** Country whose variable-measure label table is used when a weighed label is scanned, or the scale's own layouts (`layoutsOfRegion`). */
  readonly labelRegion: string;
  readonly reasons: readonly Reason[];
  readonly printer: PrinterBinding;
  readonly printerProfile: string;
  readonly receiptPrinting: 'always' | 'ask';
  readonly scanner: ScannerSettings;
  /** Minutes without a touch until the till asks for a PIN again; 0 never. */
  readonly autoLockMin: number;
  /** The screen the customer sees; absent in settings older than it, read with `customerDisplayOf`. */
  readonly customerDisplay?: CustomerDisplaySettings | undefined;
  /** The hub on the local network; absent until somebody chose, read with `networkOf`. */
  readonly network?: NetworkSettings | undefined;
}
