import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BackupEntry, BackupState, ShopMark } from '../../../contracts/backup.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import { type BackupPlan, backupPlanDefault, isClockBack, nextBackupAt } from '../../../domain/backup/backup-plan.ts';
import { prunable } from '../../../domain/backup/retention.ts';
import { type FaultCode, FaultError } from '../../../domain/fault-catalog.ts';
import { backupSuffix, partialSuffix } from '../../store/backup/backup-file.ts';
import { readRestored } from '../../store/backup/finish-restore.ts';
import { atFolder } from '../../store/backup/folder-fault.ts';
import { opensRecovery, type RecoveryKey, readRecovery, setRecovery } from '../../store/backup/recovery-key.ts';
import { backupsIn, type FoundBackup } from '../../store/backup/restore-stage.ts';
import { countersOf, readMark, sealCounters, writeMark, writeMarkLater } from '../../store/backup/shop-mark.ts';
import type { TakenBackup } from '../../store/backup/take-backup.ts';
import { faultOf } from '../../store/sqlite/sqlite-fault.ts';
import type { Store } from '../../store/store.ts';
import { bugFacts, type Log } from '../log.ts';
import { type BackupNotes, readNotes, writeNotes } from './backup-notes.ts';
import type { BackupWorker } from './backup-worker.ts';

export interface BackupParts {
  readonly store: Store;
  readonly dataDir: string;
  /** The data key; null only for a bench without encryption, which makes no backups. */
  readonly key: Uint8Array | null;
  readonly migrationsDir: string;
  readonly version: string;
  readonly ambient: Ambient;
  readonly log: Log;
  readonly worker: BackupWorker;
}

/** How a try ended: with an entry (which may have failed its verification), or with a fault. */
export type BackupOutcome =
  | { readonly kind: 'done'; readonly entry: BackupEntry }
  | { readonly kind: 'fault'; readonly code: FaultCode }
  | { readonly kind: 'not-now'; readonly reason: 'backup-running' | 'backup-no-folder' | 'backup-no-passphrase' };

/** Makes, verifies and keeps the backups of a shop. What goes wrong is a fault in its state; nothing of it stops the hub. */
export class BackupDesk {
  readonly #parts: BackupParts;
  #notes: BackupNotes;
  #running: BackupState['running'] = null;
  #markedAt = -1;
  #isClosed = false;
  #isMarking = false;
  #oldestKept: ShopMark['oldestKept'] = null;

  constructor(parts: BackupParts) {
    this.#parts = parts;
    this.#notes = readNotes(parts.dataDir);
    const { markedFolder } = this.#notes;
    if (markedFolder !== null) this.#oldestKept = readMark(markedFolder, parts.store.hubInstallId)?.oldestKept ?? null;
  }

  get plan(): BackupPlan {
    return this.#parts.store.settings()?.backup ?? backupPlanDefault;
  }

  state(): BackupState {
    const { lastTryAt, fault, lastGood } = this.#notes;
    const recovery = this.#recovery();
    return {
      plan: this.plan,
      passphraseSetAt: recovery?.setAt ?? null,
      running: this.#running,
      lastTryAt,
      fault,
      lastGood,
      nextAt: recovery === null ? null : this.#nextAt(),
      restored: readRestored(this.#parts.dataDir),
    };
  }

  /** Backups of this hub in the plan's folder, newest first; the folder's fault is thrown. */
  list(): BackupEntry[] {
    const { folder } = this.plan;
    return folder === '' ? [] : this.#own(folder).map((found) => this.#entryOf(found));
  }

  /** Where one of this hub's backups lies; null when there is no such one. The folder's fault is thrown. */
  pathOf(backupId: string): string | null {
    const { folder } = this.plan;
    const found = folder === '' ? [] : this.#own(folder);
    return found.find(({ header }) => header.backupId === backupId)?.path ?? null;
  }

  setPassphrase(passphrase: string): void {
    const { dataDir, ambient } = this.#parts;
    setRecovery(dataDir, this.#key(), { passphrase, at: ambient.now() });
  }

  /** Null while none was set. */
  opens(passphrase: string): boolean | null {
    const recovery = this.#recovery();
    return recovery === null ? null : opensRecovery(recovery, passphrase);
  }

  /** Takes a backup now, verifies it, and lets the oldest go. */
  async run(): Promise<BackupOutcome> {
    const recovery = this.#recovery();
    if (this.#running !== null) return { kind: 'not-now', reason: 'backup-running' };
    if (this.plan.folder === '') return { kind: 'not-now', reason: 'backup-no-folder' };
    if (recovery === null) return { kind: 'not-now', reason: 'backup-no-passphrase' };
    return await this.#guarded('backup', () => this.#take(this.plan, recovery));
  }

  /** Restores a backup into a scratch place and says what was found; null: there is no such backup, or one is under way. */
  async verify(backupId: string): Promise<BackupOutcome | null> {
    const recovery = this.#recovery();
    const { folder } = this.plan;
    if (this.#running !== null || recovery === null) return null;
    const found = this.#own(folder).find(({ header }) => header.backupId === backupId);
    if (found === undefined) return null;
    return await this.#guarded('verify', async () => await this.#check(found, recovery));
  }

  /** A shift was closed: a backup is due when the plan says so. */
  closed(): void {
    if (this.plan.atClose) this.#note({ closePending: true });
    this.tick();
  }

  /** Looks at the clock; called every minute. */
  tick(): void {
    if (this.#isClosed || this.#running !== null || this.plan.folder === '' || this.#recovery() === null) return;
    const at = this.#nextAt();
    if (at === null || at > this.#parts.ambient.now()) return;
    this.run().catch((error: unknown) => this.#parts.log('bug', { ...bugFacts(error), in: 'backup' }));
  }

  /**
   * Notes beside the backups how far the receipt numbers have come, when anything has happened since (BK56). The disk may
   * be slow: nobody waits for it.
   */
  async mark(): Promise<void> {
    const { store } = this.#parts;
    const { folder } = this.plan;
    const { no } = store.head();
    if (no === this.#markedAt || this.#isMarking || folder === '' || this.#notes.markedFolder !== folder) return;
    this.#isMarking = true;
    try {
      const mark = this.#markNow(this.#oldestKept);
      await writeMarkLater(folder, mark);
      this.#markedAt = no;
    } catch (error) {
      if (faultOf(error) === null) throw error;
    } finally {
      this.#isMarking = false;
    }
  }

  /** The hub ends: what is under way is left, and swept at the next start. */
  close(): void {
    this.#isClosed = true;
  }

  #key(): Uint8Array {
    const { key } = this.#parts;
    if (key === null) throw new FaultError('store-key-missing', 'a store without a key makes no backups');
    return key;
  }

  #recovery(): RecoveryKey | null {
    const { dataDir, key } = this.#parts;
    if (key === null) return null;
    try {
      return readRecovery(dataDir, key);
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      return null;
    }
  }

  #nextAt(): number | null {
    const { lastTryAt, fault, closePending, lastGood } = this.#notes;
    const lastTryFailed = fault !== null && fault !== 'backup-clock-back';
    const past = { lastGoodAt: lastGood?.takenAt ?? null, lastTryAt, lastTryFailed, closePending };
    return nextBackupAt(this.plan, past, this.#parts.ambient.now());
  }

  #note(part: Partial<BackupNotes>): void {
    this.#notes = { ...this.#notes, ...part };
    try {
      writeNotes(this.#parts.dataDir, this.#notes);
    } catch (error) {
      // The notes are a convenience: a full disk is told where it hurts, by the next sale.
      if (faultOf(error) === null) throw error;
    }
  }

  /** Work that ends in a note, whatever happens to it. */
  async #guarded(what: 'backup' | 'verify', act: () => Promise<BackupEntry>): Promise<BackupOutcome> {
    const { ambient, log } = this.#parts;
    const before = this.#notes.lastGood?.takenAt ?? null;
    this.#running = what;
    const lastTryAt = ambient.now();
    try {
      const entry = await act();
      const clock = isClockBack(before, lastTryAt) ? 'backup-clock-back' : null;
      this.#note({ lastTryAt, fault: entry.problem ?? clock });
      log('backup', { what, no: entry.logNo, bytes: entry.bytes, problem: entry.problem ?? '' });
      return { kind: 'done', entry };
    } catch (error) {
      const fault = faultOf(error);
      if (fault === null) throw error;
      this.#note({ lastTryAt, fault: fault.code });
      log('backup-failed', { what, code: fault.code });
      return { kind: 'fault', code: fault.code };
    } finally {
      this.#running = null;
    }
  }

  async #take(plan: BackupPlan, recovery: RecoveryKey): Promise<BackupEntry> {
    const { dataDir, version, ambient, worker } = this.#parts;
    const { folder } = plan;
    this.#guardFolder(folder);
    const takenAt = ambient.now();
    const { backupKey, slot } = recovery;
    const task = { dataDir, folder, backupId: ambient.newId(), takenAt, program: version, backupKey, slot };
    const taken: TakenBackup = await worker.take({ ...task, dataKey: this.#key() });
    this.#note({ closePending: false });
    this.#running = 'verify';
    const found = { path: join(folder, taken.fileName), header: taken.header };
    const entry = await this.#check(found, recovery);
    this.#prune(plan);
    this.#writeMark(folder, this.#own(folder));
    return entry;
  }

  /** The disk that was written to before must be there: an empty mount point is not it (BK25). */
  #guardFolder(folder: string): void {
    const { store } = this.#parts;
    const hubId = store.hubInstallId;
    if (!atFolder(() => statSync(folder)).isDirectory())
      throw new FaultError('backup-folder-missing', 'the place for backups is not a folder');
    const mark = readMark(folder, hubId);
    if (mark === null && this.#notes.markedFolder === folder)
      throw new FaultError('backup-folder-missing', 'the folder is there but not what was in it: another disk');
    if (mark === null) writeMark(folder, { hubId, gen: store.sync.epoch().gen, oldestKept: null, sealed: null });
    this.#note({ markedFolder: folder });
    const own = `kaunter-${hubId.slice(-4)}-`;
    for (const name of atFolder(() => readdirSync(folder)))
      if (name.startsWith(own) && name.endsWith(`${backupSuffix}${partialSuffix}`))
        atFolder(() => rmSync(join(folder, name), { force: true }));
  }

  async #check({ path, header }: FoundBackup, { backupKey }: RecoveryKey): Promise<BackupEntry> {
    const { dataDir, migrationsDir, worker, ambient, store } = this.#parts;
    const { problem, seqs } = await worker.verify({ dataDir, path, backupKey, migrationsDir });
    if (this.#isClosed) throw new FaultError('store-busy', 'the hub was closed before the backup was verified');
    const { backupId, takenAt, logNo } = header;
    const folder = path.slice(0, -basename(path).length - 1);
    const check = { folder, verifiedAt: problem === null ? ambient.now() : null, problem };
    this.#note({ checks: { ...this.#notes.checks, [backupId]: check } });
    const entry = this.#entryOf({ path, header });
    if (problem === null) {
      store.sync.backups.mark({ backupId, takenAt, logNo }, seqs);
      this.#noteGood(entry);
    } else store.sync.backups.drop(backupId);
    return entry;
  }

  #noteGood(entry: BackupEntry): void {
    const { lastGood } = this.#notes;
    const isNewer =
      lastGood === null || entry.gen > lastGood.gen || (entry.gen === lastGood.gen && entry.logNo >= lastGood.logNo);
    if (isNewer) this.#note({ lastGood: entry });
  }

  #prune(plan: BackupPlan): void {
    const { store } = this.#parts;
    const { folder } = plan;
    const entries = this.list().map((entry) => ({ ...entry, isGood: this.#isGood(entry.backupId) }));
    const checks = { ...this.#notes.checks };
    for (const { backupId } of prunable(entries, plan)) {
      const name = entries.find((entry) => entry.backupId === backupId)?.fileName;
      if (name !== undefined) atFolder(() => rmSync(join(folder, name)));
      store.sync.backups.drop(backupId);
      delete checks[backupId];
    }
    const there = new Set(entries.map(({ backupId }) => backupId));
    for (const [backupId, check] of Object.entries(checks)) {
      if (check.folder !== folder || there.has(backupId)) continue;
      store.sync.backups.drop(backupId);
      delete checks[backupId];
    }
    this.#note({ checks });
  }

  #writeMark(folder: string, own: readonly FoundBackup[]): void {
    const oldest = own.filter(({ header }) => this.#isGood(header.backupId)).at(-1)?.header;
    this.#oldestKept = oldest === undefined ? null : { gen: oldest.epoch.gen, logNo: oldest.logNo };
    writeMark(folder, this.#markNow(this.#oldestKept));
  }

  #markNow(oldestKept: ShopMark['oldestKept']): ShopMark {
    const { store, ambient } = this.#parts;
    const recovery = this.#recovery();
    const counters = { at: ambient.now(), counters: countersOf(store) };
    const sealed = recovery === null ? null : sealCounters(recovery.backupKey, counters);
    return { hubId: store.hubInstallId, gen: store.sync.epoch().gen, oldestKept, sealed };
  }

  #isGood(backupId: string): boolean {
    return this.#parts.store.sync.backups.all().some((mark) => mark.backupId === backupId);
  }

  #own(folder: string): FoundBackup[] {
    const { hubInstallId } = this.#parts.store;
    return backupsIn(folder).filter(({ header }) => header.epoch.hubId === hubInstallId);
  }

  #entryOf({ path, header }: FoundBackup): BackupEntry {
    const { backupId, takenAt, epoch, logNo } = header;
    const { verifiedAt = null, problem = null } = this.#notes.checks[backupId] ?? {};
    const bytes = atFolder(() => statSync(path)).size;
    return { backupId, fileName: basename(path), takenAt, gen: epoch.gen, logNo, bytes, verifiedAt, problem };
  }
}
