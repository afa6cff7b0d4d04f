import type { HubEvent } from '../../contracts/events.ts';
import type { PushAnswer } from '../../contracts/op.ts';
import type { Ambient } from '../../domain/ambient.ts';
import { BugError } from '../../domain/assert.ts';
import type { InstallId, StaffId } from '../../domain/id.ts';
import { currencyOfCode } from '../../domain/money/currency.ts';
import { defaultRoleLimits, type RoleLimits } from '../../domain/staff/authorise.ts';
import type { StaffMember } from '../../domain/staff/staff-member.ts';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import type { JobsOf } from '../store/op/folder.ts';
import type { HubOp, Push } from '../store/op/ledger.ts';
import type { Authorise } from '../store/op/push.ts';
import type { Store, StoreOptions } from '../store/store.ts';
import { AfterCommit } from './after-commit.ts';
import { BackupDesk } from './backup/backup-desk.ts';
import { backupThreads } from './backup/backup-worker.ts';
import { RestoreDesk } from './backup/restore-desk.ts';
import { catalogDesk } from './catalog-desk/catalog-desk.ts';
import { DeviceDesk } from './device-desk/device-desk.ts';
import { EventBoard } from './events/event-board.ts';
import { FindingDesk } from './finding/finding-desk.ts';
import { composeHandhelds } from './handheld/compose-handhelds.ts';
import { HandheldBook } from './handheld/handheld-book.ts';
import type { Hub } from './hub.ts';
import type { Log } from './log.ts';
import { type JobSources, jobsOfOp } from './print/jobs-of-op.ts';
import { PrintDesk } from './print/print-desk.ts';
import { type PaperVoice, paperVoices } from './print/store-words.ts';
import { pinDesk } from './session/pin-desk.ts';
import { pinHasher } from './session/pin-hash.ts';
import { SessionBook, sessionMsMax } from './session/session-book.ts';
import type { Commits, HubOptions } from './start-hub.ts';
import { FloodGate } from './sync/flood-gate.ts';
import { type DeviceStanding, SyncDesk } from './sync/sync-desk.ts';
import { verifyDesk } from './verify-desk.ts';

/** What is known of a hub before it has its certificate and its address. */
export type ComposedHub = Omit<Hub, 'identity' | 'terminalInstallId' | 'network' | 'certificates'>;

export interface ComposeOptions extends HubOptions {
  readonly ambient: Ambient;
  readonly log: Log;
  /** Key of the PIN verifiers, 32 bytes. */
  readonly pepper: Uint8Array;
  /** The till whose devices the device process drives: scans are told to it. */
  readonly tillInstallId: InstallId;
}

/** Grace over the till's own lock, in milliseconds, so that the till locks first. */
const idleGraceMs = 60_000;

/** Puts the desks of the hub together over one open store. */
export function composeHub(options: ComposeOptions, open: (options: StoreOptions) => Store): ComposedHub {
  const { ambient, log, key, dataDir, migrationsDir, version, keyStorage } = options;
  const voices = paperVoices(options.resourcesDir);
  const paper = new JobSourcesLater();
  const store = open({ dir: dataDir, key, ambient, migrationsDir, jobsOf: (op) => paper.jobsOf(op) });
  const board = new EventBoard(ambient.now);
  const staff = new StaffMemory(store);
  const book = new HandheldBook(store.handhelds);
  const voice = (): PaperVoice | null => {
    const settings = store.settings();
    return settings === null ? null : voices(settings);
  };
  const staffName = (staffId: StaffId | null): string => (staffId === null ? '–' : (staff.get(staffId)?.name ?? '–'));
  paper.set(jobSources({ store, voice, staffName }));
  const print = printDesk({ store, options, board, voice, staffName, devices: () => devices });
  const devices: DeviceDesk = deviceDesk({ store, options, board, append: (ops) => append(ops), print });
  const catalog = catalogDesk({ store, ambient, resourcesDir: options.resourcesDir });
  const keeping = backupDesks(options, store);
  const after = new AfterCommit({ store, board, print, devices, catalog, backup: keeping.backup });
  const append = (ops: readonly HubOp[]): void => {
    const refused = store.append(ops).find(({ status }) => status === 'refused' || status === 'quarantined');
    if (refused) throw new BugError(`the store refused the hub's own op: ${JSON.stringify(refused)}`);
    staff.forget();
    book.forget();
    after.committed(ops.map(({ kind }) => kind));
  };
  const sessions = sessionBook(store, ambient, board);
  const hasher = pinHasher(options.pepper);
  const pins = pinDesk({ staff: store.staff, hasher, now: ambient.now, onRefused: refusedPins(append) });
  const verify = verifyDesk(() => ({ dir: dataDir, key, migrationsDir }));
  const takePush = pushTaker(store, after, options.commits ?? 'shared');
  const standingOf = options.standingOf ?? ((id: InstallId): DeviceStanding => book.standingOf(id));
  const sync = new SyncDesk({ store, now: ambient.now, take: takePush, append, standingOf });
  const flood = new FloodGate(ambient.now);
  const isOwnInstall = (id: string): boolean => id === options.tillInstallId || id === store.hubInstallId;
  const staffOf = (id: StaffId): StaffMember | null => staff.get(id);
  const onCommit: Hub['onCommit'] = (listener) => after.onCommit(listener);
  const hand = { store, ambient, devices: book, sessions, append, staffOf, isOwnInstall };
  const handhelds = composeHandhelds({ ...hand, tell: (event) => board.tell(event) });
  after.onCommit(handhelds.handheldDesk.committed);
  const findings = findingDesk({ store, options, append, devices: book, staff });
  const desks = { findings, board, print, devices, catalog, sessions, pins, verify, sync, flood, ...keeping };
  return {
    ...{ version, keyStorage, ambient, log, store, devMode: options.devMode ?? false },
    ...desks,
    ...handhelds,
    ...{ limits: roleLimits(store), staffOf, takePush, append, onCommit },
  };
}

function sessionBook(store: Store, { now }: Ambient, board: EventBoard): SessionBook {
  return new SessionBook({
    now,
    idleMsMax: () => idleMsMax(store.settings()),
    onEnd: ({ installId }, reason) => board.tellInstall(installId, { kind: 'signed-off', reason }),
  });
}

/**
 * The store asks for jobs while it opens: then it folds the sales a killed hub left behind, and their receipts need
 * nothing but the sale. Everything else asks later, when the whole hub is there.
 */
class JobSourcesLater {
  #sources: JobSources = { voice: () => null, staffName: () => '', zReportOf: () => null, saleFacts: () => null };

  set(sources: JobSources): void {
    this.#sources = sources;
  }

  jobsOf(op: Parameters<JobsOf>[0]): ReturnType<JobsOf> {
    return jobsOfOp(op, this.#sources);
  }
}

/** People in memory: each call asks who is calling. Only the hub changes them, and forgets them then. */
class StaffMemory {
  readonly #store: Store;
  readonly #known = new Map<StaffId, StaffMember | null>();

  constructor(store: Store) {
    this.#store = store;
  }

  get(staffId: StaffId): StaffMember | null {
    const known = this.#known.get(staffId);
    if (known !== undefined) return known;
    const found = this.#store.staff.get(staffId);
    if (found !== null) this.#known.set(staffId, found);
    return found;
  }

  forget(): void {
    this.#known.clear();
  }
}

interface DeviceSources {
  readonly store: Store;
  readonly options: ComposeOptions;
  readonly board: EventBoard;
  readonly append: Hub['append'];
  readonly print: PrintDesk;
}

function deviceDesk({ store, options, board, append, print }: DeviceSources): DeviceDesk {
  return new DeviceDesk({
    ambient: options.ambient,
    settings: () => store.settings(),
    append,
    send: options.toDevices,
    tell: (event) => board.tell(event),
    tellTill: (event) => board.tellInstall(options.tillInstallId, event),
    onPrinter: () => print.printerChanged(),
  });
}

interface FindingSources {
  readonly store: Store;
  readonly options: ComposeOptions;
  readonly append: Hub['append'];
  readonly devices: HandheldBook;
  readonly staff: StaffMemory;
}

function findingDesk({ store, options, append, devices, staff }: FindingSources): FindingDesk {
  const staffName = (staffId: StaffId): string | null => staff.get(staffId)?.name ?? null;
  return new FindingDesk({ store, append, devices, staffName, terminalInstallId: options.tillInstallId });
}

function backupDesks(options: ComposeOptions, store: Store): Pick<Hub, 'backup' | 'restore'> {
  const { dataDir, migrationsDir, version, ambient, log, key } = options;
  const {
    backupWorker: worker = backupThreads(),
    keepKey = noKeystore,
    onRestored: restart = () => undefined,
  } = options;
  return {
    backup: new BackupDesk({ store, dataDir, key, migrationsDir, version, ambient, log, worker }),
    restore: new RestoreDesk({ store, dataDir, migrationsDir, now: ambient.now, worker, keepKey, restart }),
  };
}

async function noKeystore(): Promise<void> {
  throw new BugError('this hub was not told how to keep a data key');
}

interface PrintSources {
  readonly store: Store;
  readonly voice: () => PaperVoice | null;
  readonly staffName: (staffId: StaffId | null) => string;
}

function jobSources({ store, voice, staffName }: PrintSources): JobSources {
  return {
    voice,
    staffName,
    zReportOf: (shiftId: string) => store.shifts.zReportOf(shiftId as never),
    saleFacts: (saleId: string) => store.sales.get(saleId as never),
  };
}

function printDesk(
  parts: PrintSources & {
    readonly options: ComposeOptions;
    readonly board: EventBoard;
    readonly devices: () => DeviceDesk;
  },
): PrintDesk {
  const { store, options, board, voice, staffName, devices } = parts;
  const { ambient, log } = options;
  return new PrintDesk({
    devices,
    records: {
      jobs: store.printJobs,
      voice,
      staffName,
      saleOfJob: ({ saleNo }) => (saleNo === null ? null : printedSale(store, saleNo)),
      xReport: (installId: InstallId) => store.shifts.xReport(installId, ambient.now()),
      zReport: (shiftId) => store.shifts.zReportOf(shiftId),
    },
    ambient,
    log,
    send: options.toDevices,
    tell: (event: HubEvent) => board.tell(event),
  });
}

function printedSale(store: Store, saleNo: number) {
  const record = store.sales.byNo(saleNo);
  if (record === null) return null;
  const { sale, transactionNumber, staffName, shortHash: hash } = record;
  return { sale, transactionNumber, staffName, hash };
}

function refusedPins(append: Hub['append']) {
  return (staffId: StaffId, tries: number, locked: boolean): void =>
    append([{ kind: 'staff.sign-on-refused', staffId: null, body: { staffId, tries, locked } }]);
}

function pushTaker(store: Store, after: AfterCommit, commits: Commits): Hub['takePush'] {
  const take = taken(store, commits);
  return async (push: Push, authorise: Authorise): Promise<PushAnswer> => {
    after.coming(push.ops.map(({ kind }) => kind));
    const answer = await take(push, authorise);
    const taken = new Set(answer.results.flatMap(({ opId, status }) => (status === 'refused' ? [] : [opId])));
    const kinds = push.ops.filter(({ opId }) => taken.has(opId)).map(({ kind }) => kind);
    after.committed(kinds, push.installId);
    return answer;
  };
}

function taken(store: Store, commits: Commits): Store['submit'] {
  switch (commits) {
    case 'shared':
      return (push, authorise) => store.submit(push, authorise);
    case 'own':
      return async (push, authorise) => store.push(push, authorise);
    case 'single':
      return async (push, authorise) => store.pushWhole(push, authorise);
  }
}

function idleMsMax(settings: StoreSettings | null): number {
  const minutes = settings?.autoLockMin ?? 0;
  return minutes === 0 ? sessionMsMax : minutes * 60_000 + idleGraceMs;
}

/** The limits follow from the store's currency; they are worked out once for each state of the settings. */
function roleLimits(store: Store): () => RoleLimits {
  let last: { readonly code: string; readonly limits: RoleLimits } | null = null;
  return () => {
    const code = store.settings()?.currency ?? 'EUR';
    if (last?.code === code) return last.limits;
    last = { code, limits: defaultRoleLimits(currencyOfCode(code) ?? { code, digits: 2 }) };
    return last.limits;
  };
}
