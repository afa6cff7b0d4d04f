import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { type Appliers, type Facts, type Problem, problemIf } from '../op/applier.ts';
import { canonicalJson } from '../op/canonical-json.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import { putRow, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';
import { zoneOffsetOf } from './zone-offset.ts';

export function settingsAppliers(
  reader: Reader,
  facts: Facts,
): Pick<Appliers, 'store.initialised' | 'settings.changed'> {
  const { connection } = reader;
  const put = putRow(connection, 'settings');
  const current = statement<object, Row<'settings'>>(connection, (query) => query.selectFrom('settings').selectAll());
  const anySale = reading<object, { no: number }>(reader, (query) => query.selectFrom('sale').select('no').limit(1));
  const currencyFixed = (before: StoreSettings, after: StoreSettings): boolean =>
    before.currency !== after.currency && anySale.get({}) !== undefined;
  return {
    'store.initialised': {
      decide: ({ body }) => {
        const known = facts.settings() !== null;
        return {
          problems: [...problemIf(known, 'already-initialised'), ...zoneProblems(body.settings)],
          recordable: !known,
        };
      },
      record: ({ body, no }) => {
        put({ one: 1, hub_id: body.hubId, op_no: no, document: canonicalJson(body.settings) });
      },
    },
    'settings.changed': {
      decide: ({ body }) => {
        const before = facts.settings();
        if (!before) return { problems: [{ code: 'not-initialised', detail: '' }], recordable: false };
        const fixed = problemIf(
          currencyFixed(before, body.settings),
          'currency-fixed',
          'sales were made in another currency',
        );
        const problems = [...fixed, ...zoneProblems(body.settings)];
        return { problems, recordable: problems.length === 0 };
      },
      record: ({ body, no }) => {
        const hub_id = current.get({})?.hub_id ?? '';
        put({ one: 1, hub_id, op_no: no, document: canonicalJson(body.settings) });
      },
    },
  };
}

function zoneProblems({ timeZone }: StoreSettings): Problem[] {
  try {
    zoneOffsetOf(timeZone);
    return [];
  } catch (error) {
    if (error instanceof RangeError) return [{ code: 'time-zone-unknown', detail: timeZone }];
    throw error;
  }
}
