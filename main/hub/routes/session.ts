import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Hub } from '../hub.ts';
import { grantsOf } from '../session/grants.ts';
import type { StaffSession } from '../session/session-book.ts';
import { gated, installOfCall, refusal, staffOfCall } from './call.ts';

/** Who is signed on and what they may do, as `signOn` and `me` tell it. */
function sessionFacts(hub: Hub, { session, staff }: { readonly session: StaffSession; readonly staff: StaffMember }) {
  const { staffId, name, role, active } = staff;
  return {
    staff: { staffId, name, role, active },
    permissions: grantsOf(role, hub.limits()),
    expiresAt: hub.sessions.expiresAt(session),
  };
}

export const sessionRoutes = {
  install: gated.session.install.handler(({ context: { hub }, input, errors }) => {
    const installId = hub.sessions.takeTicket(input.ticket);
    if (installId === null) throw errors.REFUSED(refusal('ticket-unknown'));
    const installToken = hub.sessions.issueInstallToken(installId);
    return { installToken, installId, lastSeq: hub.store.lastSeq(installId) };
  }),
  staff: gated.session.staff.handler(({ context: { hub } }) =>
    hub.store.staff
      .list()
      .filter(({ active }) => active)
      .map((member) => ({ staffId: member.staffId, name: member.name, role: member.role, ...hub.pins.gate(member) })),
  ),
  signOn: gated.session.signOn.handler(async ({ context, input, errors }) => {
    const { hub } = context;
    if (hub.store.settings() === null) throw errors.REFUSED(refusal('not-initialised'));
    const installId = installOfCall(context);
    const checked = await hub.pins.check({ ...input, installId });
    if (!checked.ok) throw errors.REFUSED(refusal(checked.refusal.code, { until: checked.refusal.until }));
    const { token, session } = hub.sessions.start(installId, checked.value.staffId);
    hub.append([{ kind: 'staff.signed-on', staffId: input.staffId, body: { staffId: input.staffId } }]);
    return { sessionToken: token, ...sessionFacts(hub, { session, staff: checked.value }) };
  }),
  signOff: gated.session.signOff.handler(({ context }) => {
    const { session, staff } = staffOfCall(context);
    context.hub.sessions.endOne(session.sessionId, 'asked');
    const { staffId } = staff;
    context.hub.append([{ kind: 'staff.signed-off', staffId, body: { staffId } }]);
    return { ok: true as const };
  }),
  me: gated.session.me.handler(({ context }) => sessionFacts(context.hub, staffOfCall(context))),
  lastSeq: gated.session.lastSeq.handler(({ context }) => {
    const installId = installOfCall(context);
    return { installId, lastSeq: context.hub.store.lastSeq(installId) };
  }),
};
