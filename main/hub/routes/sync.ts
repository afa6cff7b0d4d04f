import { asideShownMax } from '../../../contracts/sync.ts';
import { brandId, type InstallId, type OpId } from '../../../domain/id.ts';
import type { Authorise } from '../../store/op/push.ts';
import { isDeferral } from '../../store/op/push.ts';
import { opOfAside } from '../../store/sync/take-aside.ts';
import { outboxAuthority } from '../sync/outbox-authority.ts';
import { type CallContext, gated, installOfCall, refusal } from './call.ts';

type SyncRefusal = 'install-differs' | 'device-revoked' | 'device-unknown' | 'too-many';

/** Why this install may not sync now; null when it may. An install speaks for itself alone. */
function turnedAway(context: CallContext, installId: InstallId): ReturnType<typeof refusal<SyncRefusal>> | null {
  const { sync, flood } = context.hub;
  const caller = installOfCall(context);
  const until = flood.enter(caller);
  if (until !== null) return refusal('too-many', { until });
  if (installId !== caller) return refusal('install-differs');
  const standing = sync.standingOf(caller);
  if (standing === 'unknown') return refusal('device-unknown');
  return standing === 'revoked' ? refusal('device-revoked') : null;
}

/** What a device out of favour sends is taken, but it is told nothing. */
function mayRead(context: CallContext, installId: InstallId) {
  const away = turnedAway(context, installId);
  if (away !== null) return away;
  return context.hub.sync.standingOf(installId) === 'amnesty' ? refusal('device-revoked') : null;
}

/** A manager let it in by name: everything else odd about it is still flagged. */
const released: Authorise = () => ({ code: 'released', detail: 'kept aside first' });

export const syncRoutes = {
  hello: gated.sync.hello.handler(({ context }) => context.hub.sync.hello(installOfCall(context))),
  push: gated.sync.push.handler(async ({ context, input, errors }) => {
    const away = turnedAway(context, input.installId);
    if (away !== null) throw errors.REFUSED(away);
    const { hub, caller } = context;
    return await hub.sync.push(input, outboxAuthority({ ...hub, signedOn: caller.signedOn?.staff ?? null }));
  }),
  pull: gated.sync.pull.handler(({ context, input, errors }) => {
    const away = mayRead(context, input.installId);
    if (away !== null) throw errors.REFUSED(away);
    return context.hub.sync.pull(input);
  }),
  snapshot: gated.sync.snapshot.handler(({ context, input, errors }) => {
    const away = mayRead(context, input.installId);
    if (away !== null) throw errors.REFUSED(away);
    return context.hub.sync.snapshot(input);
  }),
  aside: gated.sync.aside.handler(({ context: { hub } }) =>
    hub.store.sync.aside(asideShownMax).map((row) => ({
      quarantineNo: row.quarantine_no ?? 0,
      opId: brandId<OpId>(row.op_id),
      installId: brandId<InstallId>(row.install_id),
      seq: row.seq,
      reason: row.reason,
      receivedAt: row.received_at,
      waits: isDeferral(row.reason),
    })),
  ),
  release: gated.sync.release.handler(({ context: { hub }, input, errors }) => {
    const row = hub.store.sync.aside(asideShownMax).find(({ quarantine_no: no }) => no === input.quarantineNo);
    if (row === undefined) throw errors.REFUSED(refusal('aside-unknown'));
    const { results } = hub.store.takeAside(brandId<InstallId>(row.install_id), [opOfAside(row)], released);
    const [result] = results;
    if (result?.status !== 'applied' && result?.status !== 'flagged') throw errors.REFUSED(refusal('aside-unfit'));
    return { ok: true as const };
  }),
};
