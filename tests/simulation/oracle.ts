import type { OpBody } from '../../contracts/op-catalog.ts';
import { isVoided } from '../../domain/check/check.ts';
import { onHand, type StockMovement } from '../../domain/stock/stock-movement.ts';
import { syncTopics } from '../../domain/sync/mirror.ts';
import { verifyStore } from '../../main/store/verify/verify-store.ts';
import type { Done, SimDevice } from './sim-device.ts';
import type { World } from './sim-world.ts';

interface OpRow {
  readonly op_id: string;
  readonly no: number;
  readonly install_id: string;
  readonly seq: number;
  readonly kind: string;
  readonly at: number;
  readonly hub_at: number;
  readonly flags: string;
  readonly refs: string;
}

/** What is wrong with a world at rest, by independent reckoning; empty when it kept every promise. */
export function judge(world: World, options: { readonly chain: boolean }): string[] {
  const { wrong } = world;
  world.hub.store.idle();
  const rows = world.hub.store.connection
    .prepare<[], OpRow>('SELECT op_id, no, install_id, seq, kind, at, hub_at, flags, refs FROM op ORDER BY no')
    .all();
  const inLog = new Map(rows.map((row) => [row.op_id, row]));
  const aside = new Set(world.hub.store.sync.aside(100_000).map(({ op_id }) => op_id));
  judgeOps(world, inLog, aside);
  judgeSales(world);
  judgeNumbers(world, inLog);
  judgeStock(world, rows);
  judgeChecks(world);
  for (const device of world.devices) judgeDevice(world, device, rows);
  if (options.chain) {
    const verified = verifyStore({ path: world.hub.store.path, key: world.hub.shop.key });
    if (!verified.ok) wrong.add(`CHAIN ${verified.problem}`);
  }
  return [...wrong];
}

function judgeOps(
  { created, lostInstalls, wrong }: World,
  inLog: ReadonlyMap<string, OpRow>,
  aside: ReadonlySet<string>,
): void {
  for (const { op, installId, kind } of created) {
    const taken = inLog.has(op.opId);
    const kept = aside.has(op.opId);
    if (lostInstalls.has(installId)) continue;
    if ((kind === 'sale' || kind === 'fact') && !taken) wrong.add(`LOST ${kind}`);
    if ((kind === 'poison' || kind === 'future') && !kept) wrong.add(`LOST ${kind}`);
  }
  const sound = new Set(
    created.filter(({ kind }) => kind === 'sale' || kind === 'fact').map(({ op }) => op.opId as string),
  );
  for (const opId of aside) if (sound.has(opId)) wrong.add('ASIDE a sound op was kept aside');
}

function saleIdOf({ op }: Done): string {
  return (op.body as { readonly sale: { readonly saleId: string } }).sale.saleId;
}

function judgeSales({ hub, created, terminalSales, lostInstalls, wrong }: World): void {
  const recorded = hub.store.connection.prepare<[], { sale_id: string }>('SELECT sale_id FROM sale').all();
  const ids = recorded.map(({ sale_id }) => sale_id);
  const sold = created.filter(({ kind }) => kind === 'sale');
  const known = new Set([...sold.map(saleIdOf), ...terminalSales]);
  if (ids.some((id) => !known.has(id))) wrong.add('DOUBLED sale');
  const there = new Set(ids);
  for (const each of sold)
    if (!lostInstalls.has(each.installId) && !there.has(saleIdOf(each))) wrong.add('LOST sale record');
}

function judgeNumbers({ hub, numbers, created, wrong }: World, inLog: ReadonlyMap<string, OpRow>): void {
  if (new Set(numbers).size !== numbers.length) wrong.add('DOUBLED receipt number');
  for (const { op, kind, number } of created) {
    const row = inLog.get(op.opId);
    if (kind !== 'sale' || number === null || row === undefined || hub.wasForked) continue;
    if ((JSON.parse(row.refs) as { transactionNumber?: string }).transactionNumber !== number)
      wrong.add('NUMBER differs from paper');
  }
}

/** On hand by the domain, from the log alone, in an order of its own. */
function judgeStock({ hub, wrong }: World, rows: readonly OpRow[]): void {
  const bodyOf = hub.store.connection.prepare<[number], { body: string }>('SELECT body FROM op WHERE no = ?');
  const movements = new Map<string, StockMovement[]>();
  const add = (itemId: string, movement: Omit<StockMovement, 'itemId'>): void => {
    movements.set(itemId, [...(movements.get(itemId) ?? []), { ...movement, itemId: itemId as never }]);
  };
  for (const row of rows.toReversed()) {
    if (row.flags.includes('not-recorded')) continue;
    const at = Math.min(row.at, row.hub_at);
    const body =
      row.kind === 'stock.counted' || row.kind === 'sale.completed' ? JSON.parse(bodyOf.get(row.no)?.body ?? '{}') : {};
    if (row.kind === 'stock.counted')
      add(body.itemId, { movementId: row.op_id, kind: 'count', milli: body.quantity.milli, at });
    for (const [index, line] of (body.sale?.lines ?? []).entries())
      add(line.itemId, { movementId: `${row.op_id}/${index}`, kind: 'sale', milli: -line.quantity.milli, at });
  }
  for (const { itemId } of hub.shop.items) {
    if (hub.store.items.onHandMilli(itemId) !== onHand(movements.get(itemId) ?? [])) wrong.add('STOCK differs');
  }
}

/** What a waiter keyed is on its check, and what was struck off is struck off, whoever wrote to the check besides. */
function judgeChecks({ hub, created, lostInstalls, wrong }: World): void {
  for (const { op, installId } of created) {
    if (lostInstalls.has(installId) || (op.kind !== 'check.line-added' && op.kind !== 'check.line-voided')) continue;
    const { checkId, line, lineId } = op.body as OpBody<'check.line-added'> & Partial<OpBody<'check.line-voided'>>;
    const check = hub.store.checks.get(checkId);
    if (lineId !== undefined && (check === null || !isVoided(check, lineId)))
      wrong.add('CHECK a struck line came back');
    const times = lineId === undefined ? check?.lines.filter((each) => each.line.lineId === line.lineId).length : 1;
    if (times !== 1) wrong.add('CHECK a line is not there once');
  }
}

function judgeDevice({ hub, wrong }: World, device: SimDevice, rows: readonly OpRow[]): void {
  const { installId, version } = device;
  const { connection } = hub.store;
  if (!hub.wasForked && device.alarms.some((halt) => halt.startsWith('hub-'))) wrong.add('ALARM without a reason');
  const others = ['op_quarantine', 'op_refused'].flatMap((table) =>
    connection.prepare<[string], { seq: number }>(`SELECT seq FROM ${table} WHERE install_id = ?`).all(installId),
  );
  const seqs = new Set([...rows.filter((row) => row.install_id === installId), ...others].map(({ seq }) => seq));
  for (let seq = 1; seq <= device.disk.meta.lastSeq; seq += 1)
    if (!seqs.has(seq)) wrong.add('GAP in the seqs of an install');
  if (version === 0) return;
  const expected = new Map(
    syncTopics
      .flatMap((topic) => hub.store.sync.snapshot(topic, '', 10_000))
      .map(({ topic, id, put }) => [`${topic}/${id}`, JSON.stringify(put)]),
  );
  const mirror = new Map([...device.disk.mirror].map(([key, put]) => [key, JSON.stringify(put)]));
  if (mirror.size !== expected.size || [...expected].some(([key, put]) => mirror.get(key) !== put))
    wrong.add('MIRROR differs');
}
