import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currencyOfCode } from '../../domain/money/currency.ts';
import { type ReceiptWords, receiptLabels, receiptWords } from '../../domain/receipt/receipt-words.ts';
import type { SaleReceiptFacts, StoreHeader } from '../../domain/receipt/sale-receipt.ts';
import type { CompletedSale } from '../../domain/sale/sale.ts';
import type { Language } from '../../domain/store/store-settings.ts';

export const resourcesDir = join(import.meta.dirname, '../../resources');

/** Receipt words from the shipped locale files; the store's clock is two hours ahead of UTC. */
export function wordsOf(language: Language, currencyCode = 'EUR'): ReceiptWords {
  const file = JSON.parse(readFileSync(join(resourcesDir, 'locales', language, 'receipt.json'), 'utf8'));
  const currency = currencyOfCode(currencyCode);
  if (currency === null) throw new Error(`no currency ${currencyCode}`);
  return receiptWords({ language, labels: receiptLabels(file), currency, zone: () => 120 });
}

export const sampleStore: StoreHeader = {
  storeName: 'Café Zwölf',
  addressLines: ['Hauptstraße 12', '10827 Berlin'],
  taxNumber: '27/123/45678',
  receiptFooter: 'Danke und bis bald!',
};

export function receiptFacts(sale: CompletedSale, over: Partial<SaleReceiptFacts> = {}): SaleReceiptFacts {
  return {
    sale,
    store: sampleStore,
    transactionNumber: 'A1-000123',
    cashierName: 'Ayu',
    journalHash: 'c0ffee0123456789abcdef0123456789abcdef0123456789abcdef0123456789',
    copyNumber: 0,
    reasonLabel: (code) => `(${code})`,
    ...over,
  };
}
