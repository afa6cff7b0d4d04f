import { z } from 'zod';
import { type Check, checkGuestsMax } from '../domain/check/check.ts';
import type { SaleLine } from '../domain/sale/sale.ts';
import { refusals, shaped, staffProcedure } from './procedure.ts';
import { saleLine } from './sale.ts';
import { checkId, codeText, epochMs, installId, lineId, lineText, nameText, saleId, staffId } from './values.ts';

/** Most open checks that are listed. */
export const checksMax = 300;

const mark = z.strictObject({ installId, staffId: staffId.nullable(), at: epochMs });
const counted = z.int().min(0);
const lines = z.array(z.strictObject({ line: shaped<SaleLine>(saleLine), added: mark, served: z.boolean() }));
const lease = z.strictObject({
  installId,
  staffId: staffId.nullable(),
  token: z.int().min(1),
  since: epochMs,
  until: epochMs,
});

/** How an open check stands (`domain/check/check.ts`). Clients mirror it under the topic `checks`, without costs. */
export const check = z.strictObject({
  checkId,
  opened: mark.nullable(),
  table: lineText,
  guests: counted.max(checkGuestsMax),
  note: lineText,
  lines,
  voids: z.array(z.strictObject({ lineId, reasonCode: codeText, mark })),
  lease: lease.nullable(),
  token: counted,
  checkedOut: mark.nullable(),
  payments: z.array(z.strictObject({ saleId, lineIds: z.array(lineId), mark })),
  closed: mark.nullable(),
}) satisfies z.ZodType<Check>;
export const checkValue = shaped<Check>(check);

/** A check as people see it: with the names of who has it. */
export const listedCheck = z.strictObject({
  check: checkValue,
  /** Name of who opened it; `–` when nobody is known. */
  openedBy: nameText,
  /** Who holds it, and the name of the device; null when nobody does. */
  holder: z
    .strictObject({
      kind: z.enum(['claimed', 'checked-out']),
      staffName: nameText,
      deviceName: nameText,
      installId,
      since: epochMs,
    })
    .nullable(),
  /** Open checks of the same table, this one included; 1 when it has no table. */
  ofTable: z.int().min(1),
});
export type ListedCheck = z.output<typeof listedCheck>;

/** Open checks, for the counter and for handhelds that have the hub; without it they read their mirror. */
export const checkApi = {
  list: staffProcedure('check.use')
    .route({ method: 'GET', path: '/check', summary: 'Open checks, oldest first, and who holds each' })
    .output(z.array(listedCheck).max(checksMax)),
  get: staffProcedure('check.use')
    .route({ method: 'GET', path: '/check/{checkId}', summary: 'How one check stands, also when it is paid or closed' })
    .errors(refusals(['check-unknown']))
    .input(z.strictObject({ checkId }))
    .output(listedCheck),
};
