import { z } from 'zod';
import { backupEntry, backupState, restoreAsk, restoreFacts } from './backup.ts';
import { installProcedure, refusals, staffProcedure } from './procedure.ts';

const done = z.strictObject({ ok: z.literal(true) });
const passphrase = z.strictObject({ passphrase: z.string().max(400) });
const ownBackup = passphrase.extend({ backupId: z.string().max(64) });
const notNow = ['backup-running', 'backup-no-folder', 'backup-no-passphrase'] as const;

/** Backups of a shop. The plan itself is part of the settings and changes with them. */
export const backupApi = {
  state: staffProcedure('backup.run')
    .route({ method: 'GET', path: '/backup/state', summary: 'Plan, last backup, next one, and what is wrong' })
    .output(backupState),
  list: staffProcedure('backup.run')
    .route({ method: 'GET', path: '/backup/list', summary: "Backups in the plan's folder, newest first" })
    .output(z.array(backupEntry)),
  /** Starts a backup; how it goes is in the state. */
  run: staffProcedure('backup.run')
    .route({ method: 'POST', path: '/backup/run', summary: 'Take a backup now' })
    .errors(refusals(notNow))
    .output(done),
  /** Starts a verification; what was found is in the list. */
  verify: staffProcedure('backup.run')
    .route({ method: 'POST', path: '/backup/verify', summary: 'Restore a backup into a scratch place and check it' })
    .errors(refusals([...notNow, 'backup-unknown']))
    .input(z.strictObject({ backupId: z.string().max(64) }))
    .output(done),
  /** What restoring one of the store's own backups would bring, and what it would not. */
  inspect: staffProcedure('backup.edit')
    .route({ method: 'POST', path: '/backup/inspect', summary: 'What going back to a backup would mean' })
    .errors(refusals(['backup-unknown', 'restore-running']))
    .input(ownBackup)
    .output(restoreFacts),
  /** Goes back to a backup. How the store stands now is backed up first, and kept aside on this machine. */
  restore: staffProcedure('backup.edit')
    .route({ method: 'POST', path: '/backup/restore', summary: 'Go back to a backup; the hub starts again after it' })
    .errors(refusals([...notNow, 'backup-unknown', 'restore-running', 'restore-sold-meanwhile']))
    .input(ownBackup)
    .output(restoreFacts),
  /** Sets the recovery passphrase for backups from now on; it is kept nowhere. */
  setPassphrase: staffProcedure('backup.edit')
    .route({ method: 'POST', path: '/backup/set-passphrase', summary: 'Set the recovery passphrase' })
    .errors(refusals(['passphrase-short', 'passphrase-long', 'passphrase-guessable']))
    .input(passphrase)
    .output(done),
  /** Does this passphrase open the backups? For trying what is written on the paper. */
  tryPassphrase: staffProcedure('backup.edit')
    .route({ method: 'POST', path: '/backup/try-passphrase', summary: 'Try the recovery passphrase' })
    .errors(refusals(['backup-no-passphrase']))
    .input(passphrase)
    .output(z.strictObject({ opens: z.boolean() })),
};

/** Putting a backup in place of an empty store, on a new machine. Faults: passphrase, damage, newer program, disk. */
export const restoreApi = {
  inspect: installProcedure()
    .route({
      method: 'POST',
      path: '/restore/inspect',
      summary: 'What a backup holds and what it would not bring back',
    })
    .errors(refusals(['already-initialised', 'restore-running']))
    .input(restoreAsk)
    .output(restoreFacts),
  /** Puts it in place; the hub ends after the answer and starts again with the restored store. */
  run: installProcedure()
    .route({ method: 'POST', path: '/restore/run', summary: 'Restore a backup into this empty store' })
    .errors(refusals(['already-initialised', 'restore-running']))
    .input(restoreAsk)
    .output(restoreFacts),
};
