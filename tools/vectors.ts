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

/** A file that is missing or no JSON object stops the run with a sentence: nothing of it could be judged. */
function readVectors(path: string): VectorFile {
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof file === 'object' && file !== null) return file as VectorFile;
    console.error(`${path}: holds no JSON object with vectors`);
  } catch (error) {
    console.error(`${path}: cannot be read as JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  process.exit(2);
}

function runFile(path: string): VectorResult[] {
  const file = readVectors(path);
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
