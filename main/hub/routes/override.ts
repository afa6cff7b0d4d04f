import { actProblem, giveConsent, mayConsent } from '../session/consent.ts';
import { gated, installOfCall, refusal, staffOfCall } from './call.ts';

export const overrideRoutes = {
  grant: gated.override.grant.handler(async ({ context, input, errors }) => {
    const { hub } = context;
    const askedBy = staffOfCall(context).staff.staffId;
    const { pin, ...act } = input;
    const problem = actProblem(hub, act, askedBy);
    if (problem !== null) throw errors.REFUSED(refusal(problem));
    const checked = await hub.pins.check({ staffId: act.approverId, pin, installId: installOfCall(context) });
    if (!checked.ok) throw errors.REFUSED(refusal(checked.refusal.code, { until: checked.refusal.until }));
    if (!mayConsent(hub, act, { approver: checked.value, askedBy }))
      throw errors.REFUSED(refusal('override-not-approver'));
    return giveConsent(hub, act, askedBy);
  }),
};
