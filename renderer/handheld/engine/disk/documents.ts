import type { HandheldDatabase } from './handheld-database.ts';
import { writeStrictly } from './handheld-database.ts';

/** Single documents of the disk by name. */
export const documentKeys = {
  install: 'install',
  device: 'device',
  lease: 'lease',
  openSale: 'open-sale',
  manifest: 'catalog-manifest',
  policy: 'policy',
  tries: 'pin-tries',
  consents: 'consents',
  resuming: 'resuming',
} as const;
export type DocumentKey = (typeof documentKeys)[keyof typeof documentKeys];

/** A document as it was written by this program; null when there is none. */
export async function readDocument<Value>(database: HandheldDatabase, key: DocumentKey): Promise<Value | null> {
  const kept = await database.documents.get(key);
  return kept === undefined ? null : (kept.value as Value);
}

/** Writes a document; null takes it away. */
export function writeDocument(database: HandheldDatabase, key: DocumentKey, value: unknown): Promise<void> {
  return writeStrictly(database, ['documents'], (transaction) => {
    const store = transaction.objectStore('documents');
    if (value === null) store.delete(key);
    else store.put({ key, value });
  });
}
