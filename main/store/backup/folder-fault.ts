import { type FaultCode, FaultError } from '../../../domain/fault-catalog.ts';

const byCode: Readonly<Record<string, FaultCode>> = {
  ENOENT: 'backup-folder-missing',
  ENOTDIR: 'backup-folder-missing',
  ENOSPC: 'backup-folder-full',
  EDQUOT: 'backup-folder-full',
  EFBIG: 'backup-folder-full',
  EROFS: 'backup-folder-read-only',
  EACCES: 'backup-folder-read-only',
  EPERM: 'backup-folder-read-only',
  EIO: 'backup-folder-lost',
  ENODEV: 'backup-folder-lost',
  ENXIO: 'backup-folder-lost',
  ESTALE: 'backup-folder-lost',
  ENOTCONN: 'backup-folder-lost',
  EHOSTDOWN: 'backup-folder-lost',
  UNKNOWN: 'backup-folder-lost',
};

/** Runs something at the folder of the backups: what the disk says leaves as the fault a person can act on (BK30). */
export function atFolder<Value>(act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    if (error instanceof FaultError || !(error instanceof Error)) throw error;
    const said = 'code' in error && typeof error.code === 'string' ? byCode[error.code] : undefined;
    if (said === undefined) throw error;
    throw new FaultError(said, error.message, error);
  }
}
