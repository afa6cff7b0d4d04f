/**
 * One entry per way the world can break. `severity`: `warning` goes on, `error` stops this act, `fatal` stops the process.
 * `dataAtRisk`: could something that was acknowledged be lost if the person does nothing? `textKey` and `safeAction` are
 * keys of the locale files: what happened, and the next step that harms nothing.
 */
export interface FaultSpec {
  readonly severity: 'warning' | 'error' | 'fatal';
  readonly dataAtRisk: boolean;
  readonly textKey: string;
  readonly safeAction: string;
}

function fault(code: string, severity: FaultSpec['severity'], dataAtRisk = false): FaultSpec {
  return { severity, dataAtRisk, textKey: `fault.${code}.text`, safeAction: `fault.${code}.action` };
}

/** Every fault there is, by code. Rooms add theirs here; nothing else throws a `FaultError`. */
export const faultCatalog = {
  /** This Node cannot load the database library; loading it anyway would crash the process. */
  'node-too-old': fault('node-too-old', 'fatal'),
  /** Another running instance holds the data directory. */
  'store-in-use': fault('store-in-use', 'fatal'),
  /** The data directory or the store's file cannot be written. */
  'store-read-only': fault('store-read-only', 'error'),
  /** No room is left on the disk; nothing of the act was written. */
  'disk-full': fault('disk-full', 'error'),
  /** Reading or writing the disk failed. */
  'disk-error': fault('disk-error', 'error', true),
  /** The key does not open this store. */
  'store-key-wrong': fault('store-key-wrong', 'fatal'),
  /** The key file is missing though a store is there. */
  'store-key-missing': fault('store-key-missing', 'fatal', true),
  /** The key file is damaged, or none of its slots can be opened on this machine. */
  'store-key-unreadable': fault('store-key-unreadable', 'fatal', true),
  /** The keystore of the operating system is there but protects nothing (a fixed, public key). */
  'keystore-unsafe': fault('keystore-unsafe', 'warning'),
  /** A page of the store does not carry the seal it should: damaged or changed from outside. */
  'store-corrupt': fault('store-corrupt', 'fatal', true),
  /** The store was written by a newer version of Kaunter. */
  'store-too-new': fault('store-too-new', 'fatal'),
  /** A migration file differs from the one this store was made with. */
  'migration-changed': fault('migration-changed', 'fatal'),
  /** The store could not be reached: it was closed, or its file is locked. */
  'store-busy': fault('store-busy', 'error'),
  /** Another program listens on the hub's port. */
  'port-taken': fault('port-taken', 'fatal'),
  /** This Node lacks argon2, and the PINs of this store were hashed with it. */
  'argon2-missing': fault('argon2-missing', 'error'),
} as const satisfies Readonly<Record<string, FaultSpec>>;

export type FaultCode = keyof typeof faultCatalog;

/** The world broke: carries a code of `faultCatalog`; `message` is one English sentence for logs. Caught at room edges. */
export class FaultError extends Error {
  override name = 'FaultError';
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }

  get dataAtRisk(): boolean {
    return faultCatalog[this.code].dataAtRisk;
  }

  /** The catalog's entry for this fault. */
  get spec(): FaultSpec {
    return faultCatalog[this.code];
  }
}
