import type { Check } from '../../../domain/check/check.ts';
import type { CheckId } from '../../../domain/id.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import type { Row } from '../sqlite/tables.ts';

/** How checks stand, after every op that was taken. */
export interface CheckReads {
  readonly get: (checkId: CheckId) => Check | null;
  /** Open checks, oldest first. */
  readonly open: (limit: number) => Check[];
}

/** The state a row holds; it was written by this program and is trusted. */
export function checkOfDocument(document: string): Check {
  return JSON.parse(document) as Check;
}

/** A check without what its goods cost the store. */
export function withoutCosts(check: Check): Check {
  return { ...check, lines: check.lines.map((each) => ({ ...each, line: { ...each.line, unitCost: null } })) };
}

export function checkReads(reader: Reader): CheckReads {
  const byId = reading<{ checkId: CheckId }, Row<'check_state'>>(reader, (query, param) =>
    query.selectFrom('check_state').selectAll().where('check_id', '=', param('checkId')),
  );
  const open = reading<{ limit: number }, Row<'check_state'>>(reader, (query, param) =>
    query.selectFrom('check_state').selectAll().where('status', '=', 'open').orderBy('check_id').limit(param('limit')),
  );
  return {
    get: (checkId) => {
      const row = byId.get({ checkId });
      return row === undefined ? null : checkOfDocument(row.document);
    },
    open: (limit) => open.all({ limit }).map(({ document }) => checkOfDocument(document)),
  };
}
