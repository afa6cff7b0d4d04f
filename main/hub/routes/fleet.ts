import { takeSealedFile } from '../device-session/sealed-file.ts';
import { gated, refusal, staffOfCall } from './call.ts';

export const fleetRoutes = {
  list: gated.fleet.list.handler(({ context }) => context.hub.fleet.list()),
  alerts: gated.fleet.alerts.handler(({ context }) => context.hub.fleet.alerts()),
  policy: gated.fleet.policy.handler(({ context }) => context.hub.store.handhelds.policy()),
  setPolicy: gated.fleet.setPolicy.handler(({ context, input, errors }) => {
    const { hub } = context;
    const { warnAfterMs, noRefundsAfterMs, noSalesAfterMs } = input.lease;
    if (warnAfterMs > noRefundsAfterMs || noRefundsAfterMs > noSalesAfterMs)
      throw errors.REFUSED(refusal('policy-unfit'));
    const { staffId } = staffOfCall(context).staff;
    hub.append([{ kind: 'device.policy-set', staffId, body: { policy: input } }]);
    hub.handheldDesk.tellAll('refresh');
    return { ok: true as const };
  }),
  command: gated.fleet.command.handler(({ context, input, errors }) => {
    const no = context.hub.handheldDesk.command(input, staffOfCall(context).staff);
    if (no !== null) throw errors.REFUSED(refusal(no));
    return { ok: true as const };
  }),
  takeSealed: gated.fleet.takeSealed.handler(async ({ context, input, errors }) => {
    const answer = await takeSealedFile(context.hub, input.text);
    if (!answer.ok) throw errors.REFUSED(refusal(answer.refusal));
    return answer.value;
  }),
};
