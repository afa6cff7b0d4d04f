import type { StorageTrouble } from '../handheld-state.ts';

/** From this share of the storage on a person is told, ppm. */
export const storageWarnPpm = 800_000;
/** Free room below which no new sale is begun, in bytes: a sale is some kilobytes, the browser wants some of its own. */
export const storageFreeBytesMin = 2_097_152;

/** How much room the browser gives this origin. */
export interface StorageHealth {
  readonly persisted: boolean | null;
  /** ppm; null where the browser does not tell. */
  readonly usedPpm: number | null;
  readonly freeBytes: number | null;
}

/** Asks the browser to keep the storage, and how full it is. A browser that knows neither answers nulls. */
export async function storageHealth(storage: StorageManager | undefined = navigator.storage): Promise<StorageHealth> {
  const persisted = (await storage?.persisted?.().catch(() => null)) ?? null;
  const estimate = await storage?.estimate?.().catch(() => null);
  const { usage, quota } = estimate ?? {};
  if (usage === undefined || quota === undefined || quota === 0) return { persisted, usedPpm: null, freeBytes: null };
  return { persisted, usedPpm: Math.round((usage / quota) * 1_000_000), freeBytes: quota - usage };
}

/** Asks for the promise not to evict; true when it was given. Chromium decides by itself, so this can be false for ever. */
export async function askToPersist(storage: StorageManager | undefined = navigator.storage): Promise<boolean | null> {
  return (await storage?.persist?.().catch(() => false)) ?? null;
}

/** What an error of the disk means to a person. */
export function storageTroubleOf(error: unknown): StorageTrouble {
  const name = nameOf(error);
  const inner = error instanceof Error && 'inner' in error ? nameOf(error.inner) : '';
  if (name === 'QuotaExceededError' || inner === 'QuotaExceededError') return 'storage-full';
  if (name === 'InvalidStateError' || name === 'DatabaseClosedError') return 'storage-closed';
  return name === 'SecurityError' || name === 'MissingAPIError' ? 'storage-private' : 'storage-broken';
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
