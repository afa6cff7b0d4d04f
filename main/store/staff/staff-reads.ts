import type { StaffId } from '../../../domain/id.ts';
import type { Role } from '../../../domain/staff/permission.ts';
import type { FailedTries } from '../../../domain/staff/pin.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { WriteRunner } from '../print-job/print-jobs.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import { putRow, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** People, their verifiers and their wrong PINs. */
export interface StaffReads {
  readonly list: () => (StaffMember & { readonly hasPin: boolean })[];
  readonly get: (staffId: StaffId) => StaffMember | null;
  /** argon2id in PHC form; null when the person is unknown or has no PIN. */
  readonly verifier: (staffId: StaffId) => string | null;
  /** Wrong PINs in a row of a subject: a staff id, or an install's. Survives a restart. */
  readonly failedTries: (subject: string) => FailedTries;
  readonly setFailedTries: (subject: string, tries: FailedTries) => void;
}

export function staffReads(reader: Reader, write: WriteRunner): StaffReads {
  const all = reading<object, Row<'staff'>>(reader, (query) =>
    query.selectFrom('staff').selectAll().orderBy('name').orderBy('staff_id'),
  );
  const byId = reading<{ staffId: string }, Row<'staff'>>(reader, (query, param) =>
    query.selectFrom('staff').selectAll().where('staff_id', '=', param('staffId')),
  );
  const guardOf = statement<{ subject: string }, Row<'pin_guard'>>(reader.connection, (query, param) =>
    query.selectFrom('pin_guard').selectAll().where('subject', '=', param('subject')),
  );
  const putGuard = putRow(reader.connection, 'pin_guard');
  return {
    list: () => all.all({}).map((row) => ({ ...memberOfRow(row), hasPin: row.verifier !== '' })),
    get: (staffId) => {
      const row = byId.get({ staffId });
      return row ? memberOfRow(row) : null;
    },
    verifier: (staffId) => byId.get({ staffId })?.verifier || null,
    failedTries: (subject) => {
      const row = guardOf.get({ subject });
      return { failures: row?.failures ?? 0, lastAt: row?.last_at ?? 0 };
    },
    setFailedTries: (subject, { failures, lastAt }) => {
      write(() => putGuard({ subject, failures, last_at: lastAt }));
    },
  };
}

function memberOfRow({ staff_id, name, role, active }: Row<'staff'>): StaffMember {
  return { staffId: staff_id as StaffId, name, role: role as Role, active: active === 1 };
}
