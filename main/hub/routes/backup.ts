import { passphraseRefusal } from '../../../domain/backup/recovery-passphrase.ts';
import { FaultError } from '../../../domain/fault-catalog.ts';
import type { BackupDesk } from '../backup/backup-desk.ts';
import { bugFacts, type Log } from '../log.ts';
import { gated, refusal } from './call.ts';

const done = { ok: true } as const;

/** What is started here goes on by itself: its outcome is in the state. */
function inBackground(work: Promise<unknown>, log: Log): void {
  work.catch((error: unknown) => log('bug', { ...bugFacts(error), in: 'backup' }));
}

function whyNot(desk: BackupDesk): 'backup-running' | 'backup-no-folder' | 'backup-no-passphrase' | null {
  const { running, plan, passphraseSetAt } = desk.state();
  if (running !== null) return 'backup-running';
  if (plan.folder === '') return 'backup-no-folder';
  return passphraseSetAt === null ? 'backup-no-passphrase' : null;
}

/** A backup of now, verified; whatever stands against it is thrown as its fault. */
async function backedUp(desk: BackupDesk): Promise<string> {
  const outcome = await desk.run();
  if (outcome.kind === 'fault') throw new FaultError(outcome.code, 'how the store stands now could not be backed up');
  const entry = outcome.kind === 'done' && outcome.entry.problem === null ? outcome.entry : null;
  const path = entry === null ? null : desk.pathOf(entry.backupId);
  if (path === null) throw new FaultError('backup-not-sound', 'the backup of now cannot be relied on');
  return path;
}

export const backupRoutes = {
  state: gated.backup.state.handler(({ context: { hub } }) => hub.backup.state()),
  list: gated.backup.list.handler(({ context: { hub } }) => hub.backup.list()),
  run: gated.backup.run.handler(({ context: { hub }, errors }) => {
    const reason = whyNot(hub.backup);
    if (reason !== null) throw errors.REFUSED(refusal(reason));
    inBackground(hub.backup.run(), hub.log);
    return done;
  }),
  verify: gated.backup.verify.handler(({ context: { hub }, input, errors }) => {
    const reason = whyNot(hub.backup);
    if (reason !== null) throw errors.REFUSED(refusal(reason));
    const isThere = hub.backup.list().some(({ backupId }) => backupId === input.backupId);
    if (!isThere) throw errors.REFUSED(refusal('backup-unknown'));
    inBackground(hub.backup.verify(input.backupId), hub.log);
    return done;
  }),
  inspect: gated.backup.inspect.handler(async ({ context: { hub }, input, errors }) => {
    const path = hub.backup.pathOf(input.backupId);
    if (path === null) throw errors.REFUSED(refusal('backup-unknown'));
    const found = await hub.restore.inspectOwn({ path, passphrase: input.passphrase });
    if (typeof found === 'string') throw errors.REFUSED(refusal(found));
    return found;
  }),
  restore: gated.backup.restore.handler(async ({ context: { hub }, input, errors }) => {
    const reason = whyNot(hub.backup);
    if (reason !== null) throw errors.REFUSED(refusal(reason));
    const path = hub.backup.pathOf(input.backupId);
    if (path === null) throw errors.REFUSED(refusal('backup-unknown'));
    const { passphrase } = input;
    const found = await hub.restore.goBack({ path, passphrase }, () => backedUp(hub.backup));
    if (typeof found === 'string') throw errors.REFUSED(refusal(found));
    return found;
  }),
  setPassphrase: gated.backup.setPassphrase.handler(({ context: { hub }, input, errors }) => {
    const reason = passphraseRefusal(input.passphrase);
    if (reason !== null) throw errors.REFUSED(refusal(reason));
    hub.backup.setPassphrase(input.passphrase);
    return done;
  }),
  tryPassphrase: gated.backup.tryPassphrase.handler(({ context: { hub }, input, errors }) => {
    const opens = hub.backup.opens(input.passphrase);
    if (opens === null) throw errors.REFUSED(refusal('backup-no-passphrase'));
    return { opens };
  }),
};

export const restoreRoutes = {
  inspect: gated.restore.inspect.handler(async ({ context: { hub }, input, errors }) => {
    const found = await hub.restore.inspect(input);
    if (typeof found === 'string') throw errors.REFUSED(refusal(found));
    return found;
  }),
  run: gated.restore.run.handler(async ({ context: { hub }, input, errors }) => {
    const found = await hub.restore.run(input);
    if (typeof found === 'string') throw errors.REFUSED(refusal(found));
    return found;
  }),
};
