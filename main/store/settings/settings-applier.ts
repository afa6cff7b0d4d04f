import { bindingFaults } from '../../../domain/device/binding-check.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { TaxMove } from '../../../domain/tax/tax-edit.ts';
import { taxTableFaults } from '../../../domain/tax/tax-lookup.ts';
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
  const classes = taxClasses(reader);
  const current = statement<object, Row<'settings'>>(connection, (query) => query.selectFrom('settings').selectAll());
  const hubInstall = reading<object, { value: string }>(reader, (query) =>
    query.selectFrom('store_fact').select('value').where('name', '=', 'hub_install_id'),
  );
  // A window that was opened before a device was bound must not unbind it with what it saves (SG7).
  const bindingsTouched = (installId: string, before: StoreSettings, after: StoreSettings): boolean =>
    installId !== hubInstall.get({})?.value &&
    canonicalJson(before.devices ?? null) !== canonicalJson(after.devices ?? null);
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
      decide: ({ body, installId }) => {
        const before = facts.settings();
        if (!before) return { problems: [{ code: 'not-initialised', detail: '' }], recordable: false };
        const fixed = problemIf(
          currencyFixed(before, body.settings),
          'currency-fixed',
          'sales were made in another currency',
        );
        const touched = problemIf(bindingsTouched(installId, before, body.settings), 'devices-changed-meanwhile');
        const settings = [...touched, ...zoneProblems(body.settings), ...deviceProblems(body.settings)];
        const problems = [...fixed, ...settings, ...classes.problems(before, body)];
        return { problems, recordable: problems.length === 0 };
      },
      record: ({ body, no }) => {
        for (const move of body.taxMoves ?? []) classes.move(move, no);
        const hub_id = current.get({})?.hub_id ?? '';
        put({ one: 1, hub_id, op_no: no, document: canonicalJson(body.settings) });
      },
    },
  };
}

interface ChangedSettings {
  readonly settings: StoreSettings;
  readonly taxMoves?: readonly TaxMove[] | undefined;
}

/** Tax classes of items: a class that items carry goes only together with what they get instead (TX23). */
function taxClasses(reader: Reader) {
  const { connection } = reader;
  const carrying = reading<{ code: string }, { item_no: number }>(reader, (query, param) =>
    query.selectFrom('item').select('item_no').where('tax_category', '=', param('code')).limit(1),
  );
  const move = statement<{ from: string; to: string; opNo: number }, unknown>(connection, (query, param) =>
    query
      .updateTable('item')
      .set({ tax_category: param('to'), op_no: param('opNo') })
      .where('tax_category', '=', param('from')),
  );
  return {
    move: ({ from, to }: TaxMove, opNo: number): void => {
      move.run({ from, to, opNo });
    },
    problems: (before: StoreSettings, { settings, taxMoves = [] }: ChangedSettings): Problem[] => {
      const codes = settings.taxTable.categories.map(({ code }) => code);
      const gone = before.taxTable.categories.map(({ code }) => code).filter((code) => !codes.includes(code));
      const left = gone.filter((code) => !taxMoves.some(({ from }) => from === code));
      return [
        ...taxTableFaults(settings.taxTable).map(({ code, name }) => ({ code, detail: name })),
        ...taxMoves.flatMap(({ to }) => problemIf(!codes.includes(to), 'tax-class-unknown', to)),
        ...left.flatMap((code) => problemIf(carrying.get({ code }) !== undefined, 'tax-class-in-use', code)),
      ];
    },
  };
}

/** Devices that cannot stand together, by the name of the binding (rules BD2 to BD4). */
function deviceProblems({ devices = [] }: StoreSettings): Problem[] {
  return bindingFaults(devices).map(({ code, name }) => ({ code, detail: name }));
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
