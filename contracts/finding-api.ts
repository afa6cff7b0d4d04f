import { z } from 'zod';
import { findingDetail, findingId, findingPage, findingsSettledMax } from './finding.ts';
import { refusals, staffProcedure } from './procedure.ts';
import { lineText } from './values.ts';

const done = z.strictObject({ ok: z.literal(true) });
const unknown = refusals(['finding-unknown']);

/** What the hub found odd about ops, kept aside, or waits with: for a person to look at. */
export const findingApi = {
  /** How many nobody has settled yet: cheap, for the mark on the screen that sells. */
  open: staffProcedure('finding.read')
    .route({ method: 'GET', path: '/finding/open', summary: 'How many findings nobody has settled' })
    .output(z.strictObject({ open: z.int().min(0) })),
  list: staffProcedure('finding.read')
    .route({ method: 'POST', path: '/finding/list', summary: 'Findings, newest first' })
    .input(z.strictObject({ settled: z.boolean() }))
    .output(findingPage),
  get: staffProcedure('finding.read')
    .route({ method: 'POST', path: '/finding/get', summary: 'One finding, with its op as it came' })
    .errors(unknown)
    .input(z.strictObject({ findingId }))
    .output(findingDetail),
  /** Marks them as seen; those somebody else settled meanwhile stay as they are. */
  settle: staffProcedure('finding.settle')
    .route({ method: 'POST', path: '/finding/settle', summary: 'Mark findings as seen' })
    .errors(unknown)
    .input(z.strictObject({ findingIds: z.array(findingId).min(1).max(findingsSettledMax), note: lineText }))
    .output(done),
  /** Takes an op that was kept aside into the record, in the name of who asks. */
  take: staffProcedure('finding.settle')
    .route({ method: 'POST', path: '/finding/take', summary: 'Take an op that was kept aside' })
    .errors(refusals(['finding-unknown', 'aside-unfit']))
    .input(z.strictObject({ findingId, note: lineText }))
    .output(done),
};
