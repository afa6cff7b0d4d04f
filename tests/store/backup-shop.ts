import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BackupPlan, backupPlanDefault } from '../../domain/backup/backup-plan.ts';
import { BackupDesk } from '../../main/hub/backup/backup-desk.ts';
import type { BackupWorker } from '../../main/hub/backup/backup-worker.ts';
import { inspectRestore, stageRestore } from '../../main/store/backup/restore-stage.ts';
import type { WriteBytes } from '../../main/store/backup/sealed-stream.ts';
import { takeBackup } from '../../main/store/backup/take-backup.ts';
import { verifyBackup } from '../../main/store/backup/verify-backup.ts';
import { sourceMigrations } from '../../main/store/sqlite/migrate.ts';
import { openShop, type Shop, tempDir } from './shop.ts';

export const passphrase = 'three green lamps over Bremen';
export const migrationsDir = sourceMigrations();

/** The worker's work in this thread; `disk` may fail as a disk does. */
export function workerHere(ambient: Shop['clock'], disk: { write?: WriteBytes } = {}): BackupWorker {
  return {
    take: async (task) => takeBackup(disk.write === undefined ? task : { ...task, write: disk.write }),
    verify: async (check) => verifyBackup(check),
    inspect: async (task) => inspectRestore({ ...task, ambient }),
    stage: async (task) => stageRestore({ ...task, ambient }),
  };
}

/** A shop with a folder for its backups on "another disk", and the desk that makes them. */
export interface BackupShop {
  readonly shop: Shop;
  readonly folder: string;
  readonly desk: BackupDesk;
  readonly disk: { write?: WriteBytes };
  readonly logged: string[];
  readonly replan: (part: Partial<BackupPlan>) => void;
  readonly remove: () => void;
}

export function openBackupShop(items = 20): BackupShop {
  const shop = openShop({ items });
  const outside = tempDir();
  const folder = join(outside.dir, 'usb');
  mkdirSync(folder);
  const disk: { write?: WriteBytes } = {};
  const logged: string[] = [];
  const replan = (part: Partial<BackupPlan>): void => {
    const backup = { ...(shop.store.settings()?.backup ?? backupPlanDefault), ...part };
    const settings = { ...shop.settings, backup };
    shop.store.append([{ kind: 'settings.changed', staffId: shop.staffId, body: { settings } }]);
  };
  const parts = { store: shop.store, dataDir: shop.dir, key: shop.key, migrationsDir, version: '0.0.0-test' };
  const ambient = { now: shop.clock.now, newId: () => randomUUID() };
  const worker = workerHere(shop.clock, disk);
  const desk = new BackupDesk({
    ...parts,
    ambient,
    worker,
    log: (event, facts) => logged.push(`${event} ${facts['code'] ?? ''}`),
  });
  replan({ folder });
  desk.setPassphrase(passphrase);
  const remove = (): void => {
    desk.close();
    shop.store.close();
    shop.remove();
    outside.remove();
  };
  return { shop, folder, desk, disk, logged, replan, remove };
}
