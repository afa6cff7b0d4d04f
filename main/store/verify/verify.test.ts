import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '../../../domain/money/minor.ts';
import { closeShop, openShop, ring, ringReturn, type Shop, TestClock, tempDir } from '../../../tests/store/shop.ts';
import { openDataKey } from '../key/data-key.ts';
import { openConnection } from '../sqlite/connection.ts';
import { openStore } from '../store.ts';
import { projectionTables } from './state-hash.ts';
import { verifyStore } from './verify-store.ts';

let shop: Shop;
beforeEach(() => {
  shop = openShop();
});
afterEach(() => closeShop(shop));

/** A day with everything in it: sales, a return, a void, a suspended sale, cash, counts, stock, Z. */
function tradeADay(): void {
  const { store, till, shiftId, items, staffId } = shop;
  const push = (...ops: Parameters<typeof till.push>[1][]) => {
    const { results } = till.push(store, ...ops);
    for (const result of results) if (result.status !== 'applied') throw new Error(JSON.stringify(result));
  };
  for (let index = 0; index < 5; index += 1) push(till.op('sale.completed', ring(shop, { card: index % 2 === 0 })));
  const [first] = store.sales.page({ before: null, limit: 1, text: '', amount: null, from: null, to: null }).sales;
  if (!first) throw new Error('no sale');
  push(till.op('sale.completed', ringReturn(shop, first.saleId, 1_000)));
  const { sale } = ring(shop);
  push(till.op('sale.suspended', { sale: { ...sale, tenders: [] }, shiftId, label: 'window' }));
  push(till.op('sale.resumed', { saleId: sale.saleId }));
  push(
    till.op('sale.voided', { sale: { ...sale, tenders: [] }, shiftId, reasonCode: 'mistake', transactionNumber: null }),
  );
  const move = {
    cashEventId: 'c1',
    shiftId,
    kind: 'paid-in' as const,
    amount: minor(500),
    reasonCode: 'change',
    note: '',
  };
  push(till.op('cash.moved', { ...move, overrides: [] }));
  push(till.op('drawer.no-sale', { shiftId, reasonCode: 'change', note: '', overrides: [] }));
  push(till.op('receipt.reprinted', { saleId: first.saleId }));
  const [item] = items;
  const quantity = { milli: 9_000, unit: 'each' as const };
  push(till.op('stock.counted', { itemId: item?.itemId as never, quantity, note: '' }));
  push(till.op('stock.received', { itemId: item?.itemId as never, quantity, unitCost: minor(99), note: '' }));
  const overrideId = shop.clock.newId() as never;
  const grant = { overrideId, permission: 'price.override', objectId: 'x', reasonCode: 'r', approverId: staffId };
  store.append([
    { kind: 'override.granted', staffId, body: { ...grant, askedBy: shop.clock.newId() as never, amount: null } },
  ]);
  push(
    till.op('till.counted', {
      shiftId,
      countId: 'k1',
      denominations: [{ value: minor(100), pieces: 3 }],
      declared: [],
    }),
  );
  push(till.op('shift.closed', { shiftId, countId: 'k1' }));
}

function verify() {
  return verifyStore({ path: shop.store.path, key: shop.key });
}

/** Changes the file behind the store's back, as somebody with the key could. */
function tamper(...statements: readonly string[]): void {
  const connection = openConnection({ path: shop.store.path, key: shop.key });
  connection.pragma('foreign_keys = OFF');
  const triggers = connection
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`);
  for (const sql of statements) connection.exec(sql);
  connection.close();
}

test('VF1 a day of trading replays into the same records, whatever is folded', () => {
  tradeADay();
  const early = verify();
  expect(early).toMatchObject({
    ok: true,
    problem: '',
    brokenNo: null,
    ops: shop.store.head().no,
    headHash: shop.store.head().hash,
  });
  shop.store.idle();
  expect(verify()).toMatchObject({ ok: true, ops: shop.store.head().no });
});

test('VF2 one changed character in the body of an op is found and the op is named', () => {
  tradeADay();
  shop.store.idle();
  tamper(`UPDATE op SET body = replace(body, '"receipt":"none"', '"receipt":"nine"') WHERE no = 7`);
  expect(verify()).toMatchObject({ ok: false, brokenNo: 7, problem: 'the body of op 7 was changed' });
});

test.each([
  ['a changed field', 'UPDATE op SET hub_at = hub_at + 1 WHERE no = 6', 6],
  ['a changed flag', `UPDATE op SET flags = '["x"]' WHERE no = 6`, 6],
  ['a dropped op', 'DELETE FROM op WHERE no = 6', 6],
  [
    'swapped ops',
    'UPDATE op SET no = 9999 WHERE no = 6; UPDATE op SET no = 6 WHERE no = 7; UPDATE op SET no = 7 WHERE no = 9999',
    6,
  ],
  ['a cut-off end', 'DELETE FROM op WHERE no > 8', 9],
  [
    'a new body with its own hash',
    `UPDATE op SET body = '{}', body_hash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' WHERE no = 6`,
    6,
  ],
])('VF2 %s is found and the op is named', (_name, sql, brokenNo) => {
  tradeADay();
  shop.store.idle();
  tamper(sql);
  expect(verify()).toMatchObject({ ok: false, brokenNo });
});

test('VF3 a record changed without its op is found, in every table that has a row', () => {
  tradeADay();
  shop.store.idle();
  const filled: string[] = [];
  for (const table of projectionTables) {
    const connection = openConnection({ path: shop.store.path, key: shop.key });
    const row = connection.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table} LIMIT 1`).get();
    connection.close();
    if (!row) continue;
    filled.push(table);
    const other = Object.entries(row)
      .filter(([, value]) => typeof value === 'number')
      .at(-1)?.[0];
    const text = Object.keys(row).at(-1);
    const change = other === undefined ? `${text} = ${text} || 'x'` : `${other} = ${other} + 1`;
    const where = Object.entries(row)
      .filter(([, value]) => value !== null)
      .slice(0, 1);
    const [key, value] = where[0] ?? ['1', 1];
    const at = typeof value === 'string' ? `'${value}'` : value;
    tamper(`PRAGMA ignore_check_constraints = ON; UPDATE ${table} SET ${change} WHERE ${key} = ${at}`);
    const found = verify();
    expect([table, found.ok]).toEqual([table, false]);
    expect(found.problem).toContain(table);
    const undo = other === undefined ? `${text} = substr(${text}, 1, length(${text}) - 1)` : `${other} = ${other} - 1`;
    const back = key === other && typeof value === 'number' ? value + 1 : at;
    tamper(
      `PRAGMA ignore_check_constraints = ON; UPDATE ${table} SET ${undo} WHERE ${key} = ${key === text && other === undefined ? `'${value}x'` : back}`,
    );
    expect([table, verify().ok]).toEqual([table, true]);
  }
  expect(filled.length).toBeGreaterThanOrEqual(20);
}, 60_000);

test('VF3 a record that the log does not know is found', () => {
  tradeADay();
  shop.store.idle();
  tamper("INSERT INTO tender VALUES (6, 99, 't', 'cash', 'taken', 1, 1, 0, 0, '')");
  expect(verify()).toMatchObject({ ok: false, brokenNo: null });
});

const tool = fileURLToPath(new URL('../../../tools/verify.ts', import.meta.url));
function runTool(...args: string[]): { readonly code: number; readonly out: string } {
  try {
    return { code: 0, out: execFileSync(process.execPath, [tool, ...args], { encoding: 'utf8', stdio: 'pipe' }) };
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: string };
    return { code: status, out: stderr };
  }
}

test('VF4 the tool says ok and ends with 0, names what is broken and ends with 1, or says why it could not look', async () => {
  const place = tempDir();
  const { key } = await openDataKey({ dir: place.dir, os: null });
  const store = openStore({ dir: place.dir, key, ambient: new TestClock() });
  store.append([{ kind: 'store.initialised', staffId: null, body: { hubId: 'hub', settings: shop.settings } }]);
  store.close();
  expect(runTool('--data', place.dir)).toMatchObject({ code: 0, out: expect.stringContaining('ok: 1 ops') });
  const connection = openConnection({ path: store.path, key });
  connection.exec('DROP TRIGGER op_no_update');
  connection.exec("UPDATE op SET staff_id = 'x' WHERE no = 1");
  connection.close();
  expect(runTool('--data', place.dir)).toMatchObject({ code: 1, out: expect.stringContaining('BROKEN at op 1') });
  expect(runTool()).toMatchObject({ code: 2 });
  place.remove();
}, 30_000);
