import type { InstallId } from '../../../domain/id.ts';
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
};
