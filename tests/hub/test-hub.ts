import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubToDevices } from '../../contracts/device.ts';
import { opCatalog } from '../../contracts/op-catalog.ts';
import type { Item } from '../../domain/catalog/item.ts';
import type { InstallId, ItemId, OpId, ShiftId, StaffId } from '../../domain/id.ts';
import { minor } from '../../domain/money/minor.ts';
import { presetOf, settingsFromPreset } from '../../domain/store/country-presets.ts';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import type { LogFacts } from '../../main/hub/log.ts';
import { type Commits, type HubOptions, machineAmbient, type RunningHub, startHub } from '../../main/hub/start-hub.ts';
import type { DeviceStanding } from '../../main/hub/sync/sync-desk.ts';
import { isOpKind } from '../../main/store/op/parse-op.ts';
import { projectDir } from '../source-files.ts';
import { TestClock } from '../store/shop.ts';
import { type HubApi, httpsApi } from './hub-client.ts';

export const ownerPin = '739154';
export const { newId } = machineAmbient;

/** A hub of a test, with what it wrote to its log and what it told the device process. */
export interface TestHub extends RunningHub {
  readonly dir: string;
  readonly url: string;
  readonly logged: [string, LogFacts][];
  readonly toDevices: HubToDevices[];
}

/** A clock a test can move forward. */
export function movableClock(): { now: () => number; advance: (ms: number) => void } {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
  };
}

export interface TestHubOptions {
  /** Directory and key of a hub that ran before. */
  readonly dir?: string;
  readonly key?: Buffer;
  readonly now?: () => number;
  readonly commits?: Commits;
  readonly standingOf?: (installId: InstallId) => DeviceStanding;
  /** The network's side: who may speak, limits, the handhelds' program. */
  readonly network?: Pick<HubOptions, 'networkParts' | 'networkDifferences' | 'handheldDir'>;
}

export const testKey = randomBytes(32);

/** Starts a hub in this process, on a free port, over a fresh encrypted store. */
export async function testHub(options: TestHubOptions = {}): Promise<TestHub> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'kaunter-hub-'));
  const logged: [string, LogFacts][] = [];
  const toDevices: HubToDevices[] = [];
  const running = await startHub({
    dataDir: dir,
    resourcesDir: join(projectDir, 'resources'),
    migrationsDir: join(projectDir, 'migrations'),
    host: '127.0.0.1',
    port: 0,
    origins: ['app://till'],
    version: '0.0.0-test',
    key: options.key ?? testKey,
    keyStorage: 'none',
    toDevices: (message) => toDevices.push(message),
    toApp: () => undefined,
    ambient: { now: options.now ?? machineAmbient.now, newId: machineAmbient.newId },
    log: (event, facts) => logged.push([event, facts]),
    ...(options.commits === undefined ? {} : { commits: options.commits }),
    ...(options.standingOf === undefined ? {} : { standingOf: options.standingOf }),
    ...options.network,
  });
  return { ...running, dir, url: `https://127.0.0.1:${running.ready.port}`, logged, toDevices };
}

export function removeHub(hub: TestHub): void {
  rmSync(hub.dir, { recursive: true, force: true });
}

/** An install that talks to a hub: its token, its numbered ops, the person who is signed on. */
export class Till {
  readonly api: HubApi;
  readonly installId: InstallId;
  token: string | null = null;
  installToken: string | null = null;
  staffId: StaffId | null = null;
  seq = 0;

  constructor(hub: TestHub, installId: InstallId = hub.ready.installId as InstallId) {
    this.installId = installId;
    this.api = httpsApi({ url: hub.url, caPem: hub.ready.caPem }, () => this.token);
  }

  async connect(ticket: string): Promise<this> {
    const { installToken, lastSeq } = await this.api.session.install({ ticket });
    this.installToken = installToken;
    this.token = installToken;
    this.seq = lastSeq;
    return this;
  }

  async signOn(staffId: StaffId, pin: string): Promise<void> {
    this.token = this.installToken;
    const { sessionToken } = await this.api.session.signOn({ staffId, pin });
    this.token = sessionToken;
    this.staffId = staffId;
  }

  op(kind: string, body: unknown, happened = false) {
    this.seq += 1;
    const v = isOpKind(kind) ? opCatalog[kind].v : 1;
    const opId = newId() as OpId;
    return { opId, seq: this.seq, kind, v, at: Date.now(), staffId: this.staffId, happened, body };
  }

  /** Pushes one op and gives its result; a refused op gives its number back. */
  async push(kind: string, body: unknown) {
    const { results } = await this.api.op.push({ installId: this.installId, ops: [this.op(kind, body)] });
    const result = results[0]!;
    if (result.status === 'refused') this.seq -= 1;
    return result;
  }
}

/** The first run with an owner, who is signed on at the terminal. */
export async function openedStore(hub: TestHub, change: (settings: StoreSettings) => StoreSettings = (same) => same) {
  const till = await new Till(hub).connect(hub.ready.terminalTicket);
  const settings = change(settingsFromPreset(presetOf('DE'), 'Probeladen'));
  const { ownerId } = await till.api.store.initialise({
    settings,
    owner: { name: 'Olga', pin: ownerPin },
    demoShop: null,
  });
  await till.signOn(ownerId, ownerPin);
  return { till, settings, ownerId };
}

export const coffee = (): Item => ({
  itemId: newId() as ItemId,
  sku: 'KAF-1',
  name: 'Kaffee',
  brand: '',
  size: '',
  category: 'Getränke',
  taxCategory: 'drink',
  unitPrice: minor(350),
  unit: 'each',
  unitCost: minor(90),
  barcodes: ['04006381333931'],
  labelCode: '',
  stockTracked: true,
  active: true,
  gridPlace: 0,
  colour: '',
});

/** Another install with its own token, as a paired handheld or a test's second till. */
export async function secondTill(hub: TestHub): Promise<Till> {
  const installId = newId() as InstallId;
  return await new Till(hub, installId).connect(hub.hub.sessions.issueTicket(installId));
}

/** PINs good enough for every role. */
export const pinOf = { cashier: '4071', supervisor: '5802', manager: '680315', owner: '917204' } as const;

/** One more person, made by the owner; signed on at an install of their own. */
export async function colleague(hub: TestHub, owner: Till, role: keyof typeof pinOf) {
  const pin = pinOf[role];
  const { staffId } = await owner.api.staff.put({ staffId: null, name: `Test ${role}`, role, active: true, pin });
  const till = await secondTill(hub);
  await till.signOn(staffId, pin);
  return { till, staffId, pin };
}

/** Opens a shift at a till and gives what `ring` of the store's tests wants. */
export async function openedTill(
  till: Till,
  settings: StoreSettings,
  { items = [coffee()], series = 'A1' }: { readonly items?: readonly Item[]; readonly series?: string } = {},
) {
  const clock = new TestClock(Date.now(), Number.parseInt(series.slice(1), 10));
  const shiftId = newId() as ShiftId;
  for (const item of items) await till.push('item.put', { item });
  const opened = await till.push('shift.opened', { shiftId, series, startingAmount: 10_000, denominations: [] });
  return { side: { clock, settings, items, shiftId }, shiftId, opened };
}
