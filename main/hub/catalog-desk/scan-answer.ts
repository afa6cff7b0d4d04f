import type { z } from 'zod';
import type { scanAnswer } from '../../../contracts/catalog.ts';
import { meaningOfScan } from '../../../domain/catalog/scan-meaning.ts';
import type { Store } from '../../store/store.ts';
import type { LiveIndex } from './live-index.ts';

type ScanAnswer = z.output<typeof scanAnswer>;

export interface ScanSource {
  readonly index: LiveIndex;
  readonly store: Store;
}

/** What a scan means in this store, with what is on the shelf; a receipt with the sale the record has of it. */
export function answerScan(
  scan: { readonly raw: string; readonly aimId: string | null },
  { index, store }: ScanSource,
): ScanAnswer {
  const codes = {
    byBarcode: (code: string) => index.byBarcode(code),
    byLabelCode: (code: string) => index.byLabelCode(code),
  };
  const meaning = meaningOfScan(scan, codes, store.settings());
  if (meaning.kind !== 'receipt') return meaning;
  return { ...meaning, saleId: store.sales.byNumber(meaning.transactionNumber)?.sale.saleId ?? null };
}
