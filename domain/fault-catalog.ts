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
  /** The folder for backups is not there: a disk that is not plugged in, a share that is away. */
  'backup-folder-missing': fault('backup-folder-missing', 'warning', true),
  /** The folder for backups cannot be written. */
  'backup-folder-read-only': fault('backup-folder-read-only', 'warning', true),
  /** No room is left where backups go. */
  'backup-folder-full': fault('backup-folder-full', 'warning', true),
  /** The disk of the backups went away in the middle, or cannot be read or written any more. */
  'backup-folder-lost': fault('backup-folder-lost', 'warning', true),
  /** A backup file was changed, cut off, or is none. */
  'backup-damaged': fault('backup-damaged', 'error', true),
  /** What came out of a backup is not what went in: it cannot be relied on. */
  'backup-not-sound': fault('backup-not-sound', 'error', true),
  /** A newer version of Kaunter made this backup. */
  'backup-too-new': fault('backup-too-new', 'error'),
  /** The recovery passphrase is another one. */
  'backup-passphrase-wrong': fault('backup-passphrase-wrong', 'error'),
  /** The clock of this machine is behind the newest backup. */
  'backup-clock-back': fault('backup-clock-back', 'warning'),
  /** The recovery key of this store cannot be read: a passphrase has to be set again. */
  'backup-key-unreadable': fault('backup-key-unreadable', 'warning', true),
  /** There is a store with records in the place a backup should be put. */
  'restore-store-there': fault('restore-store-there', 'error'),
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
