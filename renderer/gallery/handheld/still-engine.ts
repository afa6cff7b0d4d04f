import type { CheckId } from '../../../domain/id.ts';
import { currencyOfCode } from '../../../domain/money/currency.ts';
import { accept, refuse } from '../../../domain/outcome.ts';
import { type LaidOutLine, layOutReceipt } from '../../../domain/receipt/lay-out.ts';
import { receiptLabels, receiptWords } from '../../../domain/receipt/receipt-words.ts';
import { saleReceipt } from '../../../domain/receipt/sale-receipt.ts';
import en from '../../../resources/locales/en/receipt.json' with { type: 'json' };
import type { PageTools } from '../../handheld/app/page-tools.ts';
import type { CheckEngine } from '../../handheld/engine/check-engine.ts';
import type { Done, HandheldEngine } from '../../handheld/engine/handheld-engine.ts';
import type { HandheldState } from '../../handheld/engine/handheld-state.ts';
import type { CameraTrouble } from '../../handheld/engine/scan/camera-scanner.ts';
import { galleryId } from '../fixtures/ids.ts';

/** An engine without a disk and a line: its state is what it is given, its acts are written down. */
export interface StillEngine extends HandheldEngine {
  /** Names of the acts that were asked for, in their order. */
  readonly asked: string[];
  readonly set: (over: Partial<HandheldState>) => void;
}

function receiptOf(state: HandheldState, columns: number): readonly LaidOutLine[] | null {
  const currency = currencyOfCode(state.settings?.currency ?? '');
  if (state.done === null || state.settings === null || currency === null) return null;
  const facts = {
    sale: state.done.sale,
    store: state.settings,
    transactionNumber: state.done.number,
    cashierName: state.staff?.name ?? '',
    journalHash: '',
    copyNumber: 0,
    reasonLabel: (code: string) => code,
  };
  const words = receiptWords({ language: 'en', labels: receiptLabels(en), currency, zone: () => 60 });
  return layOutReceipt(saleReceipt(facts, words), columns);
}

/** Acts that answer yes at once, unless `answers` says otherwise. */
export function stillEngine(start: HandheldState, answers: Partial<HandheldEngine> = {}): StillEngine {
  let state = start;
  const listeners = new Set<() => void>();
  const asked: string[] = [];
  const yes = (name: string) => () => {
    asked.push(name);
    return accept(null);
  };
  const later = (name: string) => async () => yes(name)();
  const quiet = (name: string) => () => void asked.push(name);
  const written = Object.fromEntries(
    Object.entries(answers).map(([name, act]) => [
      name,
      (...input: never[]) => {
        asked.push(name);
        return (act as (...input: never[]) => unknown)(...input);
      },
    ]),
  ) as Partial<HandheldEngine>;
  return {
    asked,
    set: (over) => {
      state = { ...state, ...over };
      for (const listener of listeners) listener();
    },
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...{ start: async () => undefined, close: quiet('close'), touched: () => undefined },
    ...{ pair: later('pair'), cancelPairing: quiet('cancelPairing'), signOn: later('signOn'), lock: quiet('lock') },
    ...{ takeOver: quiet('takeOver'), syncNow: quiet('syncNow'), nextSale: quiet('nextSale'), undo: quiet('undo') },
    search: (text) => state.catalog.grid.filter(({ name, sku }) => matches(`${name} ${sku}`, text)),
    itemsOf: (category) => state.catalog.grid.filter((item) => item.category === category),
    item: (itemId) => state.catalog.grid.find((item) => item.itemId === itemId) ?? null,
    itemOfCode: (raw) => state.catalog.grid.find(({ sku }) => sku === raw) ?? null,
    receiptOfCode: (raw) => (/^[A-Z]+\d+-\d{6}$/.test(raw) ? raw : null),
    ...{ askPasskeyConsent: later('askPasskeyConsent'), addPasskey: later('addPasskey') },
    passkeys: async () => accept({ own: [], approvers: [] }),
    removePasskey: later('removePasskey'),
    scan: (raw) => ({ kind: 'unknown', text: raw, reason: 'unknown', barcode: raw }),
    ...{ addItem: yes('addItem'), setQuantity: yes('setQuantity'), voidLine: yes('voidLine') },
    ...{ discount: yes('discount'), removeDiscount: yes('removeDiscount'), mayTakeMoney: yes('mayTakeMoney') },
    ...{ select: quiet('select'), removeTender: yes('removeTender'), voidSale: later('voidSale') },
    ...{ tender: later('tender'), printAtCounter: later('printAtCounter'), addReturn: later('addReturn') },
    ...{ suspend: later('suspend'), resume: later('resume'), countStock: later('countStock') },
    ...{ openShift: later('openShift'), closeShift: later('closeShift'), askConsent: later('askConsent') },
    ...{ activateUpdate: yes('activateUpdate') },
    ...checkActs(later),
    receiptRows: (_, columns) => receiptOf(state, columns),
    findReceipt: async () => refuse({ code: 'receipt-unknown' }),
    stockOf: (itemId) => ({ itemId, tracked: true, onHandMilli: 14_000, isLive: state.hub.standing === 'here' }),
    exportOutbox: async () => accept({ fileName: 'kaunter-B7.sealed', text: '{}' }),
    ...written,
  };
}

function checkActs(later: (name: string) => () => Promise<Done>): CheckEngine {
  return {
    openCheck: async () => {
      await later('openCheck')();
      return accept(galleryId<CheckId>(799));
    },
    mayPutOn: () => accept(null),
    ...{ changeCheck: later('changeCheck'), addToCheck: later('addToCheck'), closeCheck: later('closeCheck') },
    ...{ voidCheckLine: later('voidCheckLine'), serveCheckLine: later('serveCheckLine') },
    ...{ takeCheck: later('takeCheck'), putBackCheck: later('putBackCheck'), checkOutCheck: later('checkOutCheck') },
    ...{ giveBackCheck: later('giveBackCheck'), takeOverCheck: later('takeOverCheck') },
  };
}

function matches(name: string, text: string): boolean {
  return text.trim() !== '' && name.toLowerCase().includes(text.trim().toLowerCase());
}

/** A browser without a camera's picture: what was saved and felt is written down. */
export interface StillTools extends PageTools {
  readonly saved: string[];
  readonly felt: string[];
}
export function stillTools(over: Partial<PageTools> & { readonly trouble?: CameraTrouble } = {}): StillTools {
  const saved: string[] = [];
  const felt: string[] = [];
  const { trouble, ...rest } = over;
  return {
    saved,
    felt,
    takePairUrl: () => null,
    isTrusted: async () => true,
    openCamera: async () => trouble ?? { stop: () => undefined, torch: async () => true },
    saveFile: (name) => void saved.push(name),
    nudge: (kind) => void felt.push(kind),
    ...rest,
  };
}
