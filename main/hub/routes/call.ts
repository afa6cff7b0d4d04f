import { implement } from '@orpc/server';
import { api } from '../../../contracts/api.ts';
import { assert } from '../../../domain/assert.ts';
import { FaultError } from '../../../domain/fault-catalog.ts';
import type { InstallId } from '../../../domain/id.ts';
import { authorise } from '../../../domain/staff/authorise.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Hub } from '../hub.ts';
import { bugFacts } from '../log.ts';
import type { StaffSession } from '../session/session-book.ts';

/** The line a call came in by. */
export interface Line {
  /** Install whose ticket opened this socket; null over HTTPS, where each call brings a token. */
  readonly installId: InstallId | null;
  readonly unsentBytes: () => number;
}

/** What every call starts with. */
export interface CallStart {
  readonly hub: Hub;
  readonly line: Line;
  /** Token of the authorization header. */
  readonly bearer: string | null;
}

/** Who calls: an install, and the person signed on there. */
export interface Caller {
  readonly installId: InstallId | null;
  readonly signedOn: { readonly session: StaffSession; readonly staff: StaffMember } | null;
}

const start = implement(api).$context<CallStart>();

/**
 * The one gate in front of all procedures: session and permission as the contract says, before the input is even read;
 * faults leave as their code. A procedure can not forget it, since only `gated` has handlers.
 */
export const gated = start.use(async ({ context, next, procedure, errors, path }) => {
  const { session: need, permission } = procedure['~orpc'].meta;
  const caller = identify(context);
  if (need !== 'none' && caller.installId === null) throw errors.UNAUTHORIZED({ data: { session: 'install' } });
  if (need === 'staff') {
    if (caller.signedOn === null) throw errors.UNAUTHORIZED({ data: { session: 'staff' } });
    if (permission !== null) {
      const answer = authorise(caller.signedOn.staff.role, { permission }, context.hub.limits());
      if (answer !== 'allow') throw errors.FORBIDDEN({ data: { permission, answer, limit: null } });
    }
  }
  try {
    return await next({ context: { caller } });
  } catch (error) {
    if (error instanceof FaultError) {
      const { code, spec } = error;
      context.hub.log('fault', { code, call: path.join('.') });
      context.hub.board.tell({ kind: 'fault', code, dataAtRisk: spec.dataAtRisk });
      throw errors.FAULT({ data: { code, dataAtRisk: spec.dataAtRisk }, cause: error });
    }
    if (!isTyped(error)) context.hub.log('bug', { call: path.join('.'), ...bugFacts(error) });
    throw error;
  }
});
export type Gated = typeof gated;
export type CallContext = CallStart & { readonly caller: Caller };

function isTyped(error: unknown): boolean {
  return error instanceof Error && 'defined' in error;
}

/** A socket speaks for its install; over HTTPS the token does. A person's token works at that person's install alone. */
function identify({ hub, line, bearer }: CallStart): Caller {
  if (bearer === null) return { installId: line.installId, signedOn: null };
  const session = hub.sessions.use(bearer);
  if (session !== null && (line.installId === null || line.installId === session.installId)) {
    const staff = hub.staffOf(session.staffId);
    if (staff?.active) {
      const capped = hub.devices.capped(session.installId, staff);
      return { installId: session.installId, signedOn: { session, staff: capped } };
    }
  }
  return { installId: line.installId ?? hub.sessions.installOf(bearer), signedOn: null };
}

/** The person of a call the gate let through as `staff`. */
export function staffOfCall({ caller }: CallContext): { readonly session: StaffSession; readonly staff: StaffMember } {
  assert(caller.signedOn !== null, 'the gate lets nobody through here who is not signed on');
  return caller.signedOn;
}

/** The install of a call the gate let through. */
export function installOfCall({ caller }: CallContext): InstallId {
  assert(caller.installId !== null, 'the gate lets no stranger through here');
  return caller.installId;
}

/** Data of a typed refusal; figures that say nothing here are null. */
export function refusal<const Code extends string>(
  code: Code,
  facts: { readonly detail?: string; readonly until?: number | null; readonly limit?: number | null } = {},
): { readonly data: { refusal: Code; detail: string; until: number | null; limit: number | null } } {
  const { detail = '', until = null, limit = null } = facts;
  return { data: { refusal: code, detail, until, limit } };
}
