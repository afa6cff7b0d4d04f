import { authorise } from '../../../domain/staff/authorise.ts';
import type { CurrentShift } from '../../store/shift/shift-reads.ts';
import { gated, installOfCall, refusal, staffOfCall } from './call.ts';

/** The open shift as the contract tells it: without the position in the log. */
function openShift(current: CurrentShift | null) {
  if (current === null) return null;
  const { shift, openedByName, businessDate, countId } = current;
  return { shift, openedByName, businessDate, countId };
}

export const shiftRoutes = {
  current: gated.shift.current.handler(({ context }) =>
    openShift(context.hub.store.shifts.current(installOfCall(context))),
  ),
  xReport: gated.shift.xReport.handler(({ context, errors }) => {
    const report = context.hub.store.shifts.xReport(installOfCall(context), context.hub.ambient.now());
    if (report === null) throw errors.REFUSED(refusal('till-not-open'));
    return report;
  }),
  zReports: gated.shift.zReports.handler(({ context, input }) => context.hub.store.shifts.zReports(input)),
  zReport: gated.shift.zReport.handler(({ context, input, errors }) => {
    const { hub } = context;
    const { staff } = staffOfCall(context);
    const report = hub.store.shifts.zReportOf(input.shiftId);
    const own = report?.closedBy === staff.staffId;
    const mayRead = authorise(staff.role, { permission: 'report.z' }, hub.limits());
    if (!own && mayRead !== 'allow') {
      throw errors.FORBIDDEN({ data: { permission: 'report.z', answer: mayRead, limit: null } });
    }
    if (report === null) throw errors.REFUSED(refusal('z-report-unknown'));
    return report;
  }),
};
