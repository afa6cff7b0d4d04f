/**
 * One life of a hub's record. `hubId` stays for ever; `gen` rises by one at each restore or reset, `id` (a UUID) tells two
 * restores of the same backup apart. Log positions mean something only within one epoch.
 */
export interface Epoch {
  readonly hubId: string;
  /** From 0 upwards. */
  readonly gen: number;
  readonly id: string;
}

/** What an epoch that is told means to a client that knows another (YN10 … YN12). */
export type EpochVerdict =
  | 'same'
  /** The first one this client hears of. */
  | 'first'
  /** The hub was restored or reset: send again what is held, read everything anew. */
  | 'renewed'
  /** An old copy of the record was switched on: talk to it no more, tell a person. */
  | 'older'
  /** Two copies of one record live: talk to this one no more, tell a person. */
  | 'forked'
  /** Another store's hub. */
  | 'foreign';

/** Judges the epoch a hub tells against the one this client last agreed to. */
export function judgeEpoch(known: Epoch | null, told: Epoch): EpochVerdict {
  if (known === null) return 'first';
  if (known.hubId !== told.hubId) return 'foreign';
  if (told.gen > known.gen) return 'renewed';
  if (told.gen < known.gen) return 'older';
  return told.id === known.id ? 'same' : 'forked';
}

/** Are these the same life of the same record? */
export function isSameEpoch(a: Epoch | null, b: Epoch | null): boolean {
  return a !== null && b !== null && a.hubId === b.hubId && a.gen === b.gen && a.id === b.id;
}

/** The epoch a restore or reset begins: one generation above every one that is known to have lived. */
export function nextEpoch(last: Epoch, begin: { readonly id: string; readonly genSeenMax: number }): Epoch {
  return { hubId: last.hubId, gen: Math.max(last.gen, begin.genSeenMax) + 1, id: begin.id };
}
