import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { backupPlanDefault } from '../../domain/backup/backup-plan.ts';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import { batchOpsMax } from '../../domain/sync/outbox.ts';
import { SyncDriver, type SyncPorts } from '../../domain/sync/sync-driver.ts';
import { emptyRecord, pendingCount, startedState, withSeries } from '../../domain/sync/sync-state.ts';
import { finishRestore } from '../../main/store/backup/finish-restore.ts';
import { keepDataKey, openDataKey } from '../../main/store/key/data-key.ts';
import { newId, removeHub, secondTill, type TestHub, Till, testHub } from '../hub/test-hub.ts';
import { DeviceDisk } from '../simulation/sim-device.ts';
import { ring } from '../store/shop.ts';

export const passphrase = 'seven red bicycles in Semarang';
type Side = Parameters<typeof ring>[0];

/** A handheld: the real driver over a disk in memory, with the line to whichever hub it is near. */
export class Phone {
  till: Till;
  readonly disk: DeviceDisk;
  driver: SyncDriver;
  isAway = false;
  halts: string[] = [];
  /** Numbers its customers have on paper. */
  readonly numbers: string[] = [];

  constructor(till: Till, series: string) {
    this.till = till;
    const { record } = withSeries(emptyRecord(till.installId), series);
    this.disk = new DeviceDisk(record);
    this.driver = this.#driver();
  }

  /** Another hub is in reach: a session of its own, the same install and the same disk. */
  async near(hub: TestHub): Promise<void> {
    const { staffId, installId } = this.till;
    this.till = await new Till(hub, installId).connect(hub.hub.sessions.issueTicket(installId));
    this.till.staffId = staffId;
    this.isAway = false;
    this.halts = [];
    this.driver.close();
    this.driver = this.#driver();
    await this.driver.feed({ kind: 'woke' });
  }

  /** Everything it holds is with that hub, and everything it shows is from there. */
  async settled(hub: TestHub): Promise<void> {
    await vi.waitFor(() => {
      const { epoch, mirrorWhole } = this.disk.meta;
      const isThere = epoch?.id === hub.hub.store.sync.epoch().id && mirrorWhole;
      if (!isThere || pendingCount(this.driver.state.record) > 0) throw new Error('still sending');
    }, 20_000);
  }

  async sell(side: Side): Promise<void> {
    const rung = ring(side, { lines: 1 });
    const recorded = await this.driver.record({
      opId: newId() as never,
      kind: 'sale.completed',
      v: 2,
      at: Date.now(),
      staffId: this.till.staffId,
      happened: true,
      numbered: true,
      body: (transactionNumber: string | null) => ({ ...rung, transactionNumber }),
    });
    if (recorded?.number === null || recorded?.number === undefined) throw new Error('the sale was not made');
    this.numbers.push(recorded.number);
  }

  #driver(): SyncDriver {
    const online =
      <Ask, Answer>(call: (ask: Ask) => Promise<Answer>) =>
      (ask: Ask): Promise<Answer> =>
        this.isAway ? Promise.reject(new Error('away')) : call(ask);
    const ports: SyncPorts = {
      save: async (saving) => this.disk.save(saving),
      push: online((ask) => this.till.api.sync.push(ask)),
      pull: online((ask) => this.till.api.sync.pull(ask)),
      snapshot: online((ask) => this.till.api.sync.snapshot(ask)),
      failureOf: () => ({ kind: 'away' }),
      now: () => Date.now(),
      random: () => 0,
      byteLength: (text) => Buffer.byteLength(text),
      wakeAt: (at, wake) => {
        const timer = setTimeout(wake, Math.min(50, Math.max(0, at - Date.now())));
        return () => clearTimeout(timer);
      },
      onState: () => undefined,
      onHalt: (halt) => this.halts.push(halt),
      onDiskTrouble: () => undefined,
    };
    return new SyncDriver(ports, startedState(this.disk.read(), { version: 1, askNo: 0, opsMax: batchOpsMax }));
  }
}

export async function pairedPhone(hub: TestHub, staffId: Till['staffId']): Promise<Phone> {
  const till = await secondTill(hub);
  till.staffId = staffId;
  return new Phone(till, hub.hub.sync.giveSeries(till.installId));
}

/** The owner names a folder and a passphrase. */
export async function planBackups(owner: Till, settings: StoreSettings, folder: string): Promise<void> {
  const backup = { ...backupPlanDefault, folder };
  const result = await owner.push('settings.changed', { settings: { ...settings, backup } });
  if (result.status !== 'applied') throw new Error(JSON.stringify(result));
  await owner.api.backup.setPassphrase({ passphrase });
}

/** Longest a backup and its verification may take on a machine that is busy with other things, in milliseconds. */
const backupMsMax = 90_000;

/** Asks for a backup and waits until it is verified. */
export async function backUp(owner: Till): Promise<void> {
  const before = (await owner.api.backup.state()).lastGood?.backupId;
  await owner.api.backup.run();
  await vi.waitFor(async () => {
    const { lastGood, running, fault } = await owner.api.backup.state();
    if (running !== null || lastGood === null || lastGood.backupId === before) throw new Error(`not yet ${fault}`);
  }, backupMsMax);
}

/** A new machine nobody has used. */
export async function newMachine(): Promise<{ readonly hub: TestHub; readonly till: Till; readonly ended: string[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-new-'));
  const ended: string[] = [];
  const restoring = {
    keepKey: async (into: string, key: Buffer) => void (await keepDataKey({ dir: into, os: null }, key)),
    onRestored: () => void ended.push('restored'),
  };
  const hub = await testHub({ dir, key: randomBytes(32), restoring });
  const till = await new Till(hub).connect(hub.ready.terminalTicket);
  return { hub, till, ended };
}

/** Restores what lies in a folder on a new machine, by the API a first-run screen uses, and starts its hub again. */
export async function restoredMachine(folder: string): Promise<TestHub> {
  const { hub, till, ended } = await newMachine();
  await till.api.restore.run({ path: folder, passphrase });
  await hub.close();
  if (ended.length !== 1) throw new Error('the hub was not told to end');
  return await startedAgain(hub.dir);
}

/** What the hub's process does at its start. */
export async function startedAgain(dir: string): Promise<TestHub> {
  finishRestore(dir);
  const { key } = await openDataKey({ dir, os: null });
  return await testHub({ dir, key });
}

export async function endHub(hub: TestHub): Promise<void> {
  await hub.close();
  removeHub(hub);
}
