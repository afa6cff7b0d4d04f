import { z } from 'zod';
import { checkGuestsMax } from '../domain/check/check.ts';
import type { SaleLine } from '../domain/sale/sale.ts';
import { shaped } from './procedure.ts';
import { saleLine } from './sale.ts';
import { checkId, codeText, lineId, lineText } from './values.ts';

const guests = z.int().min(0).max(checkGuestsMax);
const line = shaped<SaleLine>(saleLine);

/** Bodies of the ops about open checks. The check is named in all of them; who, where and when stand on the op itself. */
export const checkOpBodies = {
  'check.opened': z.strictObject({ checkId, table: lineText, guests, note: lineText }),
  'check.line-added': z.strictObject({ checkId, line }),
  /** Carries the whole line, so that goods that were handed over are known even if the order for them never arrives. */
  'check.line-served': z.strictObject({ checkId, line }),
  'check.line-voided': z.strictObject({ checkId, lineId, reasonCode: codeText }),
  /** What is left out stays as it is. */
  'check.detailed': z.strictObject({
    checkId,
    table: lineText.optional(),
    guests: guests.optional(),
    note: lineText.optional(),
  }),
  /** `token`: the claim this renews; null for a new one. */
  'check.claimed': z.strictObject({ checkId, token: z.int().min(1).nullable() }),
  'check.released': z.strictObject({ checkId }),
  'check.checked-out': z.strictObject({ checkId }),
  /** Takes a check from the device it is checked out to. */
  'check.transferred': z.strictObject({ checkId }),
  'check.closed': z.strictObject({ checkId, reasonCode: codeText }),
} as const;
