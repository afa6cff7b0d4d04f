import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A process that dies by SIGKILL just before the given disk call: `node child.ts rename|sync N finish|stage DIR [FILE PASS]`.
 * Ends with 0 when the work was done before that.
 */
const [, , call = '', at = '0', what = '', dir = '', file = '', passphrase = ''] = process.argv;
let left = Number(at);
const dieAtLast = (): void => {
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  left -= 1;
};
if (call === 'rename') {
  const real = fs.renameSync;
  fs.renameSync = (...args) => {
    dieAtLast();
    real(...args);
  };
} else {
  const real = fs.fsyncSync;
  fs.fsyncSync = (...args) => {
    dieAtLast();
    real(...args);
  };
}
syncBuiltinESMExports();

const { finishRestore } = await import('../../main/store/backup/finish-restore.ts');
const { commitRestore, stageRestore } = await import('../../main/store/backup/restore-stage.ts');
const { keepDataKey } = await import('../../main/store/key/data-key.ts');
const { sourceMigrations } = await import('../../main/store/sqlite/migrate.ts');
const { machineAmbient } = await import('../../main/hub/start-hub.ts');

if (what === 'stage') {
  const task = { dataDir: dir, path: file, passphrase, migrationsDir: sourceMigrations(), ambient: machineAmbient };
  const staged = stageRestore(task);
  await keepDataKey(
    { dir: staged.dir, os: null, passphrasePath: join(staged.dir, 'store.passphrase') },
    staged.dataKey,
  );
  commitRestore(task, staged.gen);
} else finishRestore(dir === '' ? tmpdir() : dir);
