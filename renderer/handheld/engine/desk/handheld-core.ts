import type { z } from 'zod';
import { type DevicePolicy, devicePolicyDefault } from '../../../../contracts/fleet.ts';
import { type OpBody, type OpKindName, opCatalog } from '../../../../contracts/op-catalog.ts';
import { type OpNeed, saleNeeds } from '../../../../contracts/op-needs.ts';
import type { PairedDevice, SealKey } from '../../../../contracts/pairing.ts';
import type { grantedOverride } from '../../../../contracts/session.ts';
import type { Ambient } from '../../../../domain/ambient.ts';
import type { CheckTurn } from '../../../../domain/check/check.ts';
import { brandId, type InstallId, type OpId } from '../../../../domain/id.ts';
import { currencyOfCode } from '../../../../domain/money/currency.ts';
import { accept, type Outcome, refuse } from '../../../../domain/outcome.ts';
import type { OpenSale, OverrideUse, SettledSale } from '../../../../domain/sale/sale.ts';
import { SaleDesk } from '../../../../domain/sale/sale-desk.ts';
import { authorise, defaultRoleLimits } from '../../../../domain/staff/authorise.ts';
import { type Permission, type Role, roles } from '../../../../domain/staff/permission.ts';
import type { StaffMember } from '../../../../domain/staff/staff-member.ts';
import type { StoreSettings } from '../../../../domain/store/store-settings.ts';
import { type LeaseClock, leaseAllows, leaseState, leaseTick } from '../../../../domain/sync/lease.ts';
import type { SyncDriver } from '../../../../domain/sync/sync-driver.ts';
import type { Recorded } from '../../../../domain/sync/sync-state.ts';
import { CatalogBook } from '../catalog/catalog-book.ts';
import { HandheldDatabase, type KeptSale } from '../disk/handheld-database.ts';
import type { SealedRest } from '../disk/sealed-database.ts';
import { type StorageHealth, storageFreeBytesMin, storageTroubleOf } from '../disk/storage-health.ts';
import type { Done, HandheldRefusal } from '../handheld-engine.ts';
import type { DoneSale, HandheldPhase, HandheldState, StorageTrouble } from '../handheld-state.ts';
import type { HubCalls } from '../line/hub-calls.ts';
import { HubAwayError, HubRefusedError } from '../line/proven-fetch.ts';
import { Consents, figureOf } from './consents.ts';
import { type ShownThings, shownThings } from './shown-things.ts';
import { zoneOffset } from './zone.ts';

/** What the hub line said last. */
export interface Standing {
  readonly standing: 'here' | 'away' | 'trying';
  readonly since: number;
  readonly heardAt: number | null;
}

/** An act as desks ask for it. */
export interface ActWish<Kind extends OpKindName> {
  readonly kind: Kind;
  readonly body: (number: string | null) => OpBody<Kind>;
  /** Made when the person acted, so that the same act is the same op. */
  readonly opId?: OpId;
  readonly numbered?: boolean;
  /** False: it only asks, and the hub may refuse it. */
  readonly happened?: boolean;
}

/** What all desks of a handheld share: the disk, the driver, the line, the catalog, and who stands in front of it. */
export class HandheldCore {
  readonly ambient: Ambient;
  readonly database: HandheldDatabase;
  readonly book = new CatalogBook();
  readonly consents: Consents;
  readonly #listeners = new Set<() => void>();
  driver: SyncDriver | null = null;
  calls: HubCalls | null = null;
  device: PairedDevice | null = null;
  sealKey: SealKey | null = null;
  policy: DevicePolicy = devicePolicyDefault;
  lease: LeaseClock = { heardAt: null, latestAt: 0 };
  health: StorageHealth = { persisted: null, usedPpm: null, freeBytes: null };
  hub: Standing = { standing: 'trying', since: 0, heardAt: null };
  phase: HandheldPhase = { kind: 'starting' };
  staff: StaffMember | null = null;
  desk: SaleDesk | null = null;
  done: DoneSale | null = null;
  isCompleting = false;
  isDiskInTrouble = false;
  /** The disk refused the last write for want of room: nothing is begun until one goes through again. */
  isDiskFull = false;
  isCatalogOutdated = false;
  /** A newer program waits; its name where it tells one. */
  update: { readonly version: string | null } | null = null;
  chunks: { readonly here: number; readonly expected: number | null } = { here: 0, expected: null };
  readonly kept = new Map<string, KeptSale>();
  /** What a phone that was cleared still holds for its hub. */
  sealed: SealedRest | null = null;
  /** What the other tab shows, in one that does nothing. */
  mirrored: HandheldState | null = null;
  /** The hub is asked to know who is signed on here; see `SignOnDesk`. */
  staffNow: () => Promise<void> = async () => undefined;
  staffAgain: () => Promise<boolean> = async () => false;
  #zone: { readonly name: string; readonly offset: ReturnType<typeof zoneOffset> } | null = null;

  constructor(ambient: Ambient, databaseName?: string) {
    this.ambient = ambient;
    this.database = new HandheldDatabase(databaseName);
    this.consents = new Consents(this.database);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Something that is shown has changed. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  get things(): ShownThings | null {
    return this.driver === null ? null : shownThings(this.driver.state.record);
  }

  get settings(): StoreSettings | null {
    return this.things?.settings ?? null;
  }

  /** The role of who is signed on, at most what this device allows. */
  get role(): Role | null {
    if (this.staff === null) return null;
    const most = this.device === null ? roles.length - 1 : roles.indexOf(this.device.role);
    return roles[Math.min(roles.indexOf(this.staff.role), most)] ?? null;
  }

  get isHubHere(): boolean {
    return this.hub.standing === 'here';
  }

  get installId(): InstallId | null {
    return this.driver?.state.record.meta.installId ?? null;
  }

  /** The hub's clock, as far as it is known here; UTC epoch ms. */
  get hubNow(): number {
    return this.ambient.now() + (this.driver?.state.record.meta.skewMs ?? 0);
  }

  /** Who would do something to a check now, and when. */
  checkTurn(): Pick<CheckTurn, 'mark' | 'hubAt'> {
    const { hubNow, staff } = this;
    const installId = this.installId ?? brandId<InstallId>('');
    return { hubAt: hubNow, mark: { installId, staffId: staff?.staffId ?? null, at: hubNow } };
  }

  /** May the person signed on do this alone? */
  mayDo(permission: Permission): Done {
    const { role, settings } = this;
    const currency = currencyOfCode(settings?.currency ?? '');
    if (role === null || currency === null) return refuse({ code: 'not-signed-on' });
    const authority = authorise(role, { permission }, defaultRoleLimits(currency));
    if (authority === 'allow') return accept(null);
    return refuse({ code: authority === 'hidden' ? 'permission-missing' : 'override-needed' });
  }

  zone(settings: StoreSettings): ReturnType<typeof zoneOffset> {
    if (this.#zone?.name !== settings.timeZone)
      this.#zone = { name: settings.timeZone, offset: zoneOffset(settings.timeZone) };
    return this.#zone.offset;
  }

  /** The desk of the open sale, with the store's rounding of today. */
  saleDesk(settings: StoreSettings): SaleDesk {
    if (this.desk === null) {
      this.desk = new SaleDesk(this.ambient, settings.policy);
      this.desk.subscribe(() => this.changed());
    } else if (this.desk.isEmpty && this.desk.policy !== settings.policy) this.desk.policy = settings.policy;
    return this.desk;
  }

  /** Puts an act into the outbox. What it says is true when it answers: the act is on the disk (HE1). */
  async record<Kind extends OpKindName>(wish: ActWish<Kind>): Promise<Outcome<Recorded, HandheldRefusal>> {
    const { driver, staff } = this;
    if (driver === null || staff === null) return refuse({ code: 'not-signed-on' });
    const { kind, body, numbered = false, happened = true } = wish;
    const opId = wish.opId ?? brandId<OpId>(this.ambient.newId());
    const draft = {
      opId,
      kind,
      v: opCatalog[kind].v,
      at: this.ambient.now(),
      staffId: staff.staffId,
      happened,
      numbered,
    };
    try {
      const recorded = await driver.record({ ...draft, body });
      return recorded === null ? refuse({ code: 'no-series' }) : accept(recorded);
    } catch (error) {
      return refuse({ code: this.diskRefused(error) === 'storage-full' ? 'storage-full' : 'storage-broken' });
    }
  }

  /** A write reached the disk. Nothing else says that there is room again: a step of sync that wrote nothing says nothing. */
  diskTook(): void {
    if (!this.isDiskFull && !this.isDiskInTrouble) return;
    this.isDiskFull = false;
    this.isDiskInTrouble = false;
    this.changed();
  }

  /** A write of a person's act did not reach the disk: nothing is begun until one does. */
  diskRefused(error: unknown): StorageTrouble {
    const trouble = storageTroubleOf(error);
    this.isDiskFull = trouble === 'storage-full';
    this.isDiskInTrouble = true;
    this.changed();
    return trouble;
  }

  /** May this act be done now: somebody signed on, the lease, the store's rules for being away, room on the disk (HE6, HE7)? */
  mayAct(act: 'sale' | 'discount' | 'refund' | 'suspend' | 'count'): Done {
    if (this.phase.kind === 'second-tab') return refuse({ code: 'second-tab' });
    if (this.driver === null || this.staff === null) return refuse({ code: 'not-signed-on' });
    this.lease = leaseTick(this.lease, this.ambient.now());
    const lease = leaseState(this.lease, this.policy.lease);
    if (!leaseAllows(lease, 'sale')) return refuse({ code: 'lease-no-sales' });
    if (act === 'refund' && !leaseAllows(lease, 'refund')) return refuse({ code: 'lease-no-refunds' });
    if (!this.isHubHere && !this.policy.offline.includes(act)) return refuse({ code: 'offline-not-allowed' });
    const { freeBytes } = this.health;
    if (this.isDiskFull || (freeBytes !== null && freeBytes < storageFreeBytesMin))
      return refuse({ code: 'storage-full' });
    return accept(null);
  }

  /** Does what is in the sale need more than this person's role? What a second person consented to is fine (PM1). */
  mayHold(sale: OpenSale, settled: SettledSale): Done {
    return this.mayWith(saleNeeds(sale, settled), sale.overrides);
  }

  /** May who is signed on do all of this, with these consents? A refusal says what somebody else has to consent to (HE50). */
  mayWith(needs: readonly OpNeed[], overrides: OpenSale['overrides']): Done {
    const { role, settings } = this;
    const currency = currencyOfCode(settings?.currency ?? '');
    if (role === null || currency === null) return refuse({ code: 'not-signed-on' });
    const limits = defaultRoleLimits(currency);
    for (const need of needs) {
      const authority = authorise(role, need, limits);
      if (authority === 'hidden') return refuse({ code: 'permission-missing' });
      if (authority === 'allow' || this.consents.covers(overrides, need)) continue;
      const { permission, objectId } = need;
      return refuse({ code: 'override-needed', need: { permission, objectId, amount: figureOf(need) } });
    }
    return accept(null);
  }

  /** A consent goes into the open sale, with how far it goes. */
  consented(granted: z.output<typeof grantedOverride>, figure: number | null): Done {
    const { overrideId, permission, objectId, reasonCode, approverId } = granted;
    this.consents.keep(overrideId, figure);
    const use = { overrideId, permission, objectId, reasonCode, approverId } as OverrideUse;
    const done = this.desk?.act({ kind: 'recordOverride', use }) ?? accept(null);
    return done.ok ? accept(null) : done;
  }

  /** What an error of a call means to a person. */
  refusalOf(error: unknown): HandheldRefusal {
    if (error instanceof HubRefusedError)
      return error.limit === null ? { code: error.code } : { code: error.code, limit: error.limit };
    if (error instanceof HubAwayError) return { code: 'hub-away' };
    throw error;
  }
}
