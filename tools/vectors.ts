import { readFileSync } from 'node:fs';
import { runBarcodes } from './vectors/barcodes.ts';
import { type CashEntry, type ProrateEntry, runCash, runProrate } from './vectors/cash.ts';
import { runTax } from './vectors/tax.ts';
import type { TaxEntry } from './vectors/tax-entry.ts';
import type { VectorResult } from './vectors/vector-result.ts';

/** A vector file: any of the known keys, each with its own entries. */
type VectorFile = Readonly<Record<string, unknown>>;

function entriesOf<Entry>(file: VectorFile, key: string): readonly Entry[] {
  const entries = file[key];
  return Array.isArray(entries) ? (entries as Entry[]) : [];
}

function runFile(path: string): VectorResult[] {
  const file = JSON.parse(readFileSync(path, 'utf8')) as VectorFile;
  return [
    ...runTax(entriesOf<TaxEntry>(file, 'tax')),
    ...runProrate(entriesOf<ProrateEntry>(file, 'prorate')),
    ...runCash(entriesOf<CashEntry>(file, 'cash_rounding')),
    ...runBarcodes(file),
  ];
}

function report(results: readonly VectorResult[]): number {
  const count = (status: VectorResult['status']): number => results.filter((each) => each.status === status).length;
  for (const { id, status, detail } of results) if (status === 'failed') console.log(`FAILED ${id}: ${detail}`);
  const skipped = count('skipped');
  const failures = count('failed');
  console.log(`${count('passed')} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  if (results.length === 0) console.error('no known vectors in there: nothing was run');
  return failures > 0 || results.length === 0 ? 1 : 0;
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: npm run -s vectors -- FILE.json …   (keys: tax, prorate, cash_rounding, and the barcode keys)');
  process.exitCode = 2;
} else {
  process.exitCode = report(files.flatMap(runFile));
}
