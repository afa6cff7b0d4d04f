import type { z } from 'zod';
import type { SealedAnswer, sealedPush } from '../../../contracts/device-session.ts';
import type { InstallId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import type { Hub } from '../hub.ts';
import { outboxAuthority } from '../sync/outbox-authority.ts';
import type { DeviceAnswer, DeviceCall } from './device-routes.ts';

type SealedOps = z.output<typeof sealedPush>['ops'];

/**
 * Takes ops that a device sealed to this hub, in order. They come in as a push does; those of a device out of favour are
 * kept aside. One that cannot be opened is declared missing, so that it does not block the ones behind it (PA44).
 */
export async function takeSealed(call: DeviceCall<z.output<typeof sealedPush>>): Promise<DeviceAnswer> {
  const { hub, caller, body } = call;
  const { installId } = caller.device;
  if (body.installId !== installId) return { status: 403, body: { code: 'install-differs' } };
  const unopened: number[] = [];
  for (const run of await openedRuns(hub, installId, body.ops)) {
    if (run.op === null) {
      unopened.push(run.seq);
      declareMissing(hub, installId, run.seq);
    } else await takeOne(hub, installId, run.op);
  }
  return { status: 200, body: { last: hub.store.lastSeq(installId), unopened } satisfies SealedAnswer };
}

async function openedRuns(
  hub: Hub,
  installId: InstallId,
  ops: SealedOps,
): Promise<{ readonly seq: number; readonly op: Op | null }[]> {
  const runs = [];
  for (const { seq, jwe } of ops) runs.push({ seq, op: await hub.sealBox.open(jwe, { installId, seq }) });
  return runs;
}

async function takeOne(hub: Hub, installId: InstallId, op: Op): Promise<void> {
  const manner = hub.sync.standingOf(installId) === 'paired' ? 'synced' : 'amnesty';
  await hub.takePush({ installId, ops: [op], manner }, outboxAuthority({ ...hub, signedOn: null }));
}

function declareMissing(hub: Hub, installId: InstallId, seq: number): void {
  if (seq !== hub.store.lastSeq(installId) + 1) return;
  hub.append([{ kind: 'install.gap-declared', staffId: null, body: { installId, from: seq, to: seq } }]);
}
