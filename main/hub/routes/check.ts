import { checksMax, type ListedCheck } from '../../../contracts/check.ts';
import { type Check, checksOfTable, liveLease } from '../../../domain/check/check.ts';
import type { StaffId } from '../../../domain/id.ts';
import { withoutCosts } from '../../store/check/check-reads.ts';
import { type CallContext, gated, refusal } from './call.ts';
import { seesCosts } from './costs.ts';

/** Name of nobody in particular. */
const nobody = '–';

export const checkRoutes = {
  list: gated.check.list.handler(({ context }) => {
    const open = context.hub.store.checks.open(checksMax);
    return open.map((check) => listed(context, check, open));
  }),
  get: gated.check.get.handler(({ context, input, errors }) => {
    const { checks } = context.hub.store;
    const check = checks.get(input.checkId);
    if (check === null) throw errors.REFUSED(refusal('check-unknown'));
    return listed(context, check, checks.open(checksMax));
  }),
};

function listed(context: CallContext, check: Check, open: readonly Check[]): ListedCheck {
  return {
    check: seesCosts(context) ? check : withoutCosts(check),
    openedBy: staffName(context, check.opened?.staffId ?? null),
    holder: holderOf(context, check),
    ofTable: Math.max(1, checksOfTable(open, check.table).length),
  };
}

function holderOf(context: CallContext, check: Check): ListedCheck['holder'] {
  const { hub } = context;
  const lease = liveLease(check, hub.ambient.now());
  const mark = check.checkedOut ?? (lease === null ? null : { ...lease, at: lease.since });
  if (mark === null) return null;
  const { installId, staffId, at: since } = mark;
  const deviceName = hub.store.handhelds.ofInstall(installId)?.name ?? nobody;
  const kind = check.checkedOut === null ? 'claimed' : 'checked-out';
  return { kind, staffName: staffName(context, staffId), deviceName, installId, since };
}

function staffName({ hub }: CallContext, staffId: StaffId | null): string {
  return (staffId === null ? null : hub.staffOf(staffId)?.name) ?? nobody;
}
