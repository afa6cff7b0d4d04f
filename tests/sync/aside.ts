import type { Finding } from '../../contracts/finding.ts';
import type { Phone } from './phone.ts';
import type { SyncShop } from './sync-shop.ts';

/** What the hub keeps aside, or waits with, of a phone; newest first. */
export async function asideOf({ till }: SyncShop, phone: Phone): Promise<readonly Finding[]> {
  const { findings } = await till.api.finding.list({ settled: false });
  return findings.filter(({ kind, device }) => kind !== 'flagged' && device?.deviceCode === phone.device?.deviceCode);
}

/** A person takes what was kept aside into the record. */
export async function takeAside({ till }: SyncShop, { findingId }: Pick<Finding, 'findingId'>): Promise<void> {
  await till.api.finding.take({ findingId, note: '' });
}
