import { gated, refusal, staffOfCall } from './call.ts';

export const findingRoutes = {
  open: gated.finding.open.handler(({ context: { hub } }) => ({ open: hub.findings.open() })),
  list: gated.finding.list.handler(({ context: { hub }, input }) => ({
    findings: hub.findings.list(input.settled),
    open: hub.findings.open(),
  })),
  get: gated.finding.get.handler(({ context: { hub }, input, errors }) => {
    const detail = hub.findings.get(input.findingId);
    if (detail === null) throw errors.REFUSED(refusal('finding-unknown'));
    return detail;
  }),
  settle: gated.finding.settle.handler(({ context, input, errors }) => {
    const { staffId } = staffOfCall(context).staff;
    const { findingIds, note } = input;
    if (!context.hub.findings.settle(findingIds, { staffId, note })) throw errors.REFUSED(refusal('finding-unknown'));
    return { ok: true as const };
  }),
  take: gated.finding.take.handler(({ context, input, errors }) => {
    const { staffId } = staffOfCall(context).staff;
    const outcome = context.hub.findings.take(input.findingId, { staffId, note: input.note });
    if (outcome !== 'taken') throw errors.REFUSED(refusal(outcome));
    return { ok: true as const };
  }),
};
