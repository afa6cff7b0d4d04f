import type { z } from 'zod';
import type { saleRecord } from '../../../contracts/journal.ts';
import { currencyOfCode } from '../../../domain/money/currency.ts';
import { type LaidOutLine, layOutReceipt } from '../../../domain/receipt/lay-out.ts';
import { receiptLabels, receiptWords } from '../../../domain/receipt/receipt-words.ts';
import { saleReceipt } from '../../../domain/receipt/sale-receipt.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import de from '../../../resources/locales/de/receipt.json' with { type: 'json' };
import en from '../../../resources/locales/en/receipt.json' with { type: 'json' };
import id from '../../../resources/locales/id/receipt.json' with { type: 'json' };
import { zoneOffset } from '../sale/rung-line.ts';

const files = { en, de, id } as const;

/** A completed sale's receipt in printer columns: laid out by the very function the printer's paper comes from. */
export function receiptLines(
  record: z.output<typeof saleRecord>,
  settings: StoreSettings,
  columns: number,
): readonly LaidOutLine[] {
  const currency = currencyOfCode(settings.currency);
  if (currency === null) return [];
  const words = receiptWords({
    language: settings.language,
    labels: receiptLabels(files[settings.language]),
    currency,
    zone: zoneOffset(settings.timeZone),
  });
  const document = saleReceipt(
    {
      sale: record.sale,
      store: settings,
      transactionNumber: record.transactionNumber,
      cashierName: record.staffName,
      journalHash: record.shortHash,
      copyNumber: 0,
      reasonLabel: (code) => settings.reasons.find((reason) => reason.code === code)?.label ?? code,
    },
    words,
  );
  return layOutReceipt(document, columns);
}
