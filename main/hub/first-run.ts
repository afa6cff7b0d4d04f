import { randomInt } from 'node:crypto';
import type { Item } from '../../domain/catalog/item.ts';
import type { StaffId } from '../../domain/id.ts';
import { checkPin } from '../../domain/staff/pin.ts';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import type { Hub } from './hub.ts';

/** What a store starts with. The PIN was checked. */
export interface FirstRun {
  readonly settings: StoreSettings;
  readonly owner: { readonly name: string; readonly pin: string };
  readonly items: readonly Item[];
  /** Where the items come from, for the log. */
  readonly source: string;
}

type FirstRunHub = Pick<Hub, 'store' | 'pins' | 'append' | 'ambient' | 'catalog'>;

/** Makes the store: settings, its owner, and the items of a demo shop, in one transaction. Null when it was made before. */
export async function runFirst(
  hub: FirstRunHub,
  { settings, owner, items, source }: FirstRun,
): Promise<StaffId | null> {
  const verifier = await hub.pins.verifierFor(owner.pin);
  if (hub.store.settings() !== null) return null;
  const staffId = hub.ambient.newId() as StaffId;
  const person = { staffId, name: owner.name, role: 'owner', active: true, pin: { verifier } } as const;
  hub.append([
    { kind: 'store.initialised', staffId: null, body: { hubId: hub.store.hubInstallId, settings } },
    { kind: 'staff.put', staffId: null, body: person },
    ...hub.catalog.importOps(items, { importId: hub.ambient.newId(), fileName: source, staffId }),
  ]);
  return staffId;
}

/** A PIN nobody chose, good enough for an owner: for a demo store, told once to whoever started it. */
export function drawnPin(): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, '0');
    if (checkPin(pin, 'owner').ok) return pin;
  }
}

/** Fills an empty store with a demo shop, for development. Tells the PIN that was drawn; null when nothing was done. */
export async function fillWithDemo(hub: FirstRunHub, shopId: string): Promise<string | null> {
  const shop = hub.catalog.demoShops().find(({ id }) => id === shopId);
  if (!shop || hub.store.settings() !== null) return null;
  const pin = drawnPin();
  const items = hub.catalog.demoItems(shopId) ?? [];
  const owner = { name: 'Demo', pin };
  return (await runFirst(hub, { settings: shop.settings, owner, items, source: `demo ${shopId}` })) === null
    ? null
    : pin;
}
