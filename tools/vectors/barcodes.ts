import { failed, type VectorResult } from './vector-result.ts';

const barcodeKeys = [
  'gtin',
  'upce',
  'variable_measure',
  'price_weight_check_digit',
  'gs1_element_strings',
  'scan_data',
  'gs1_digital_link',
] as const;

/** Runs the barcode keys of a vector file. The rules of `domain/barcode` are not built yet: every entry counts as failed. */
export function runBarcodes(file: Readonly<Record<string, unknown>>): VectorResult[] {
  return barcodeKeys.flatMap((key) => {
    const entries = file[key];
    if (!Array.isArray(entries)) return [];
    return entries.map((entry: { id?: string }, index) =>
      failed(entry.id ?? `${key} ${index + 1}`, 'no barcode rules yet'),
    );
  });
}
