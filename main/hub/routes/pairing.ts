import { pairUrl, shortFingerprint, trustUrl } from '../../../contracts/pairing.ts';
import { includesRole } from '../../../domain/staff/authorise.ts';
import { gated, installOfCall, refusal, staffOfCall } from './call.ts';

export const pairingRoutes = {
  state: gated.pairing.state.handler(({ context }) => context.hub.pairing.state()),
  open: gated.pairing.open.handler(async ({ context, input, errors }) => {
    const { hub } = context;
    const place = hub.lan.place();
    const { staffId } = staffOfCall(context).staff;
    const checked = await hub.pins.check({ staffId, pin: input.pin, installId: installOfCall(context) });
    if (!checked.ok) throw errors.REFUSED(refusal(checked.refusal.code, { until: checked.refusal.until }));
    if (place === null) throw errors.REFUSED(refusal('lan-off'));
    const { secret, code, expiresAt } = hub.pairing.open(staffId);
    const { hubId } = hub.store.sync.epoch();
    const trust = place.trust;
    return {
      pairUrl: pairUrl(place.origin, { hubId, secret, expiresAt }),
      trustUrl: trust && trustUrl(trust.origin, trust.authoritySha256),
      fingerprint: trust && shortFingerprint(trust.authoritySha256),
      typedCode: code,
      expiresAt,
    };
  }),
  approve: gated.pairing.approve.handler(({ context, input, errors }) => {
    const { hub } = context;
    const { staff } = staffOfCall(context);
    if (!includesRole(staff.role, input.role)) throw errors.REFUSED(refusal('role-above-own'));
    const owner = input.ownerId === null ? null : hub.staffOf(input.ownerId);
    if (input.ownerId !== null && !owner?.active) throw errors.REFUSED(refusal('staff-unknown'));
    const device = hub.pairing.approve(input, staff.staffId);
    if (device === null) throw errors.REFUSED(refusal('claim-unknown'));
    return { deviceId: device.deviceId, deviceCode: device.code };
  }),
  refuse: gated.pairing.refuse.handler(({ context, errors }) => {
    if (!context.hub.pairing.refuse(staffOfCall(context).staff.staffId)) throw errors.REFUSED(refusal('claim-unknown'));
    return { ok: true as const };
  }),
  close: gated.pairing.close.handler(({ context }) => {
    context.hub.pairing.close(staffOfCall(context).staff.staffId);
    return { ok: true as const };
  }),
};
