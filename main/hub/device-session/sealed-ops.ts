import type { z } from 'zod';
import type { SealedAnswer, sealedPush } from '../../../contracts/device-session.ts';
import type { InstallId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import type { Hub } from '../hub.ts';
import { outboxAuthority } from '../sync/outbox-authority.ts';
import type { DeviceAnswer, DeviceCall } from './device-routes.ts';

type SealedOps = z.output<typeof sealedPush>['ops'];

/** One op as it came out of its seal; null when it could not be opened. */
export interface OpenedOp {
  readonly seq: number;
  readonly op: Op | null;
}

/** Hands in what a device sealed to this hub, in order (PA44). */
export async function takeSealed(call: DeviceCall<z.output<typeof sealedPush>>): Promise<DeviceAnswer> {
  const { hub, caller, body } = call;
  const { installId } = caller.device;
  if (body.installId !== installId) return { status: 403, body: { code: 'install-differs' } };
  const opened = await openSealed(hub, installId, body.ops);
  await takeOpened(hub, installId, opened);
  const unopened = opened.filter(({ op }) => op === null).map(({ seq }) => seq);
  return { status: 200, body: { last: hub.store.lastSeq(installId), unopened } satisfies SealedAnswer };
}

/**
 * Takes opened ops of an install, in order. They come in as a push does; those of a device out of favour are kept aside. One
 * that could not be opened is declared missing, so that it does not block the ones behind it (PA44).
 */
export async function takeOpened(hub: Hub, installId: InstallId, opened: readonly OpenedOp[]): Promise<void> {
  for (const { seq, op } of opened) {
    if (op === null) declareMissing(hub, installId, seq);
    else await takeOne(hub, installId, op);
  }
}

/** Opens what an install sealed to this hub; takes nothing yet. */
export async function openSealed(hub: Hub, installId: InstallId, ops: SealedOps): Promise<OpenedOp[]> {
  const opened = [];
  for (const { seq, jwe } of ops) opened.push({ seq, op: await hub.sealBox.open(jwe, { installId, seq }) });
  return opened;
}

async function takeOne(hub: Hub, installId: InstallId, op: Op): Promise<void> {
  const manner = hub.sync.standingOf(installId) === 'paired' ? 'synced' : 'amnesty';
  await hub.takePush({ installId, ops: [op], manner }, outboxAuthority({ ...hub, signedOn: null }));
}

function declareMissing(hub: Hub, installId: InstallId, seq: number): void {
  if (seq !== hub.store.lastSeq(installId) + 1) return;
  hub.append([{ kind: 'install.gap-declared', staffId: null, body: { installId, from: seq, to: seq } }]);
}
