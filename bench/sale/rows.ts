import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openConnection } from '../../main/store/sqlite/connection.ts';
import type { Connection } from '../../main/store/sqlite/load-sqlite.ts';
import { migrate, sourceMigrations } from '../../main/store/sqlite/migrate.ts';
import { insertRow } from '../../main/store/sqlite/statement.ts';
import { type Row, type TableName, tables } from '../../main/store/sqlite/tables.ts';

/** The rows of one sale and how many of each: the same for both writers. */
const rowsOfSale: readonly (readonly [TableName, number])[] = [
  ['op', 1],
  ['transaction_number', 1],
  ['sale', 1],
  ['sale_line', 5],
  ['sale_tax', 1],
  ['tender', 1],
  ['stock_movement', 5],
];

/** Writes the rows of sales, one durable transaction each, by raw prepared statements and by the store's query layer. */
export function rowWriters(dir: string, sales: number) {
  const raw = openFile(join(dir, 'raw.db'));
  const layer = openFile(join(dir, 'layer.db'));
  const byHand = handWritten(raw);
  const byLayer = throughLayer(layer);
  return {
    raw: writer(raw, sales, byHand),
    layer: writer(layer, sales, byLayer),
    close: () => {
      raw.close();
      layer.close();
    },
  };
}

function openFile(path: string): Connection {
  const connection = openConnection({ path, key: randomBytes(32) });
  migrate(connection, sourceMigrations());
  connection.pragma('foreign_keys = OFF');
  connection.pragma('wal_autocheckpoint = 4000');
  return connection;
}

type RowWriter = (table: TableName, row: Readonly<Record<string, unknown>>) => void;

function writer(connection: Connection, sales: number, write: RowWriter): () => void {
  const begin = connection.prepare('BEGIN IMMEDIATE');
  const commit = connection.prepare('COMMIT');
  let no = 0;
  return () => {
    for (let sale = 0; sale < sales; sale += 1) {
      no += 1;
      begin.run();
      for (const [table, count] of rowsOfSale) {
        for (let index = 1; index <= count; index += 1) write(table, sampleRow(table, no, index));
      }
      commit.run();
    }
  };
}

const body = 'x'.repeat(4_700);

/** A row that passes the table's checks; keys go up with the sale. */
function sampleRow(table: TableName, no: number, index: number): Readonly<Record<string, unknown>> {
  const row: Record<string, unknown> = {};
  for (const [column, kind] of Object.entries(tables[table])) row[column] = kind.startsWith('int') ? 1 : 'some text';
  Object.assign(row, {
    no,
    op_no: no,
    line_no: index,
    tax_no: index,
    tender_no: index,
    counter: no,
    sale_id: `s${no}`,
  });
  Object.assign(row, { movement_no: no * 5 + index, direction: table === 'tender' ? 'taken' : 'sale', kind: 'sale' });
  Object.assign(row, { price_source: 'list', body_hash: 'a'.repeat(64), hash: 'b'.repeat(64), body });
  return row;
}

function handWritten(connection: Connection): RowWriter {
  const made = new Map(
    rowsOfSale.map(([table]) => {
      const columns = Object.keys(tables[table]);
      const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
      return [table, { columns, prepared: connection.prepare(sql) }] as const;
    }),
  );
  return (table, row) => {
    const entry = made.get(table);
    entry?.prepared.run(entry.columns.map((column) => row[column]));
  };
}

function throughLayer(connection: Connection): RowWriter {
  const made = new Map(rowsOfSale.map(([table]) => [table, insertRow(connection, table)] as const));
  return (table, row) => made.get(table)?.(row as Row<typeof table> as never);
}
