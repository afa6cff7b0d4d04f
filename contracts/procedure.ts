import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type Permission, permissions } from '../domain/staff/permission.ts';
import { epochMs } from './values.ts';

/**
 * Who may call a procedure. `none`: anybody who can reach the hub. `install`: a paired device (today the terminal).
 * `staff`: a person signed on at such a device; `permission` then names what that person needs, null means any of them.
 */
export interface ProcedureMeta {
  readonly session: 'none' | 'install' | 'staff';
  readonly permission: Permission | null;
}

/** What every refusal carries beside its code; unused figures are null. */
export const refusalFacts = {
  /** One sentence in English for logs and strange clients; the till shows the locale text of the code. */
  detail: z.string().max(500),
  /** When the same may be asked again, UTC epoch ms. */
  until: epochMs.nullable(),
  /** The figure that was broken, in the unit of the code (minor units, ppm, thousandths, pieces). */
  limit: z.int().nullable(),
};

/** The typed error of expected business refusals: HTTP 409 with a literal code. */
export function refusals<const Codes extends readonly [string, ...string[]]>(codes: Codes) {
  return {
    REFUSED: {
      status: 409,
      message: 'The hub refused this.',
      data: z.strictObject({ refusal: z.enum(codes), ...refusalFacts }),
    },
  };
}

/** What the answer to a missing permission says: whether another person's consent would help, and within which limit. */
export const forbiddenFacts = z.strictObject({
  permission: z.enum(permissions),
  answer: z.enum(['override', 'hidden']),
  limit: z.int().nullable(),
});

/** A fault of the catalog (`domain/fault-catalog.ts`) as it leaves the hub: no path, no statement, no stack. */
export const faultFacts = z.strictObject({
  code: z.string().max(64),
  dataAtRisk: z.boolean(),
});

const anyProcedure = oc.$meta<ProcedureMeta>({ session: 'staff', permission: null }).errors({
  UNAUTHORIZED: {
    status: 401,
    message: 'Sign on first.',
    data: z.strictObject({ session: z.enum(['install', 'staff']) }),
  },
  FORBIDDEN: { status: 403, message: 'This person may not do that.', data: forbiddenFacts },
  FAULT: { status: 503, message: 'The hub cannot do that now.', data: faultFacts },
});

/** A procedure open to anybody who reaches the hub: there are very few. */
export function openProcedure() {
  return anyProcedure.meta({ session: 'none', permission: null });
}

/** A procedure for a paired install, with nobody signed on yet. */
export function installProcedure() {
  return anyProcedure.meta({ session: 'install', permission: null });
}

/** A procedure for a person; null lets in everybody who is signed on. */
export function staffProcedure(permission: Permission | null) {
  return anyProcedure.meta({ session: 'staff', permission });
}

/**
 * Says that a schema's values are exactly a domain type, going in and coming out: handlers and clients then pass the
 * domain's own branded, readonly values. What comes over the wire is still parsed by the schema.
 */
export function shaped<Value>(schema: z.ZodType<Value>): z.ZodType<Value, Value> {
  return schema as z.ZodType<Value, Value>;
}
