import { gated, installOfCall, refusal, staffOfCall } from './call.ts';

export const printRoutes = {
  jobs: gated.print.jobs.handler(({ context, input }) => context.hub.print.jobs(input.limit)),
  paper: gated.print.paper.handler(async ({ context, input, errors }) => {
    const paper = await context.hub.print.paper(input.jobId);
    if (!paper.ok) throw errors.REFUSED(refusal(paper.refusal));
    return paper.value;
  }),
  testPage: gated.print.testPage.handler(({ context, errors }) => {
    const jobId = context.hub.print.testPage();
    if (jobId === null) throw errors.REFUSED(refusal('not-initialised'));
    return { jobId };
  }),
  xReport: gated.print.xReport.handler(({ context, errors }) => {
    const jobId = context.hub.print.xReport(installOfCall(context), staffOfCall(context).staff.staffId);
    if (jobId === null) throw errors.REFUSED(refusal('till-not-open'));
    return { jobId };
  }),
  zReport: gated.print.zReport.handler(({ context, input, errors }) => {
    const jobId = context.hub.print.zReport(input.shiftId);
    if (jobId === null) throw errors.REFUSED(refusal('z-report-unknown'));
    return { jobId };
  }),
  status: gated.print.status.handler(({ context }) => context.hub.print.state()),
  retry: gated.print.retry.handler(({ context, input, errors }) => {
    const again = context.hub.print.retry(input.jobId);
    if (!again.ok) throw errors.REFUSED(refusal(again.refusal));
    return { jobId: again.value };
  }),
  cancel: gated.print.cancel.handler(({ context, input, errors }) => {
    const cancelled = context.hub.print.cancel(input.jobId);
    if (!cancelled.ok) throw errors.REFUSED(refusal(cancelled.refusal));
    return { jobId: cancelled.value };
  }),
};
