import { expect, test } from 'vitest';
import { uuidV7 } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import { HubAwayError, type HubLink } from './hub-link.ts';
import { OpSender } from './op-sender.ts';

const installId = '019aa0b0-7c1e-7000-8000-000000000001';
const ambient = {
  now: () => 1_790_000_000_000,
  newId: () => uuidV7(1_790_000_000_000, crypto.getRandomValues(new Uint8Array(10))),
};
type Step = 'answer' | 'lose-request' | 'lose-answer' | 'refuse';

/** A hub that keeps a log as the real one does (dedupe by id, numbers without gaps), behind a line that loses things. */
function hubWith(script: Step[]): { link: HubLink; log: Op[]; asked: Op[] } {
  const log: Op[] = [];
  const asked: Op[] = [];
  const push = ({ ops }: { ops: Op[] }): Promise<unknown> => {
    const [op] = ops;
    if (op === undefined) throw new Error('no op');
    asked.push(op);
    const step = script.shift() ?? 'answer';
    if (step === 'lose-request') return Promise.reject(new HubAwayError('lost'));
    const known = log.find(({ opId }) => opId === op.opId);
    if (known === undefined && op.seq !== log.length + 1)
      return Promise.resolve({ installId, last: log.length, results: [], expect: log.length + 1 });
    if (step === 'refuse')
      return Promise.resolve({
        installId,
        last: log.length,
        results: [{ opId: op.opId, status: 'refused', refusal: 'till-not-open', detail: '' }],
      });
    if (known === undefined) log.push(op);
    if (step === 'lose-answer') return Promise.reject(new HubAwayError('lost'));
    const status = known === undefined ? 'applied' : 'duplicate';
    return Promise.resolve({
      installId,
      last: log.length,
      results: [{ opId: op.opId, status, no: log.length, flags: [], refs: {} }],
    });
  };
  const client = { op: { push }, session: { lastSeq: () => Promise.resolve({ installId, lastSeq: log.length }) } };
  return { link: { client, installId } as unknown as HubLink, log, asked };
}
const resumed = { saleId: '019aa0b0-7c1e-7000-8000-000000000002' } as never;

test('TL1 an op whose answer was lost is sent again under its id and is in the log once', async () => {
  const { link, log, asked } = hubWith(['lose-answer', 'lose-request', 'answer']);
  const result = await new OpSender(link, ambient).send('sale.resumed', resumed);
  expect({
    status: result.status,
    logged: log.length,
    ids: new Set(asked.map(({ opId }) => opId)).size,
    sent: asked.length,
  }).toEqual({
    status: 'duplicate',
    logged: 1,
    ids: 1,
    sent: 3,
  });
});

test('TL2 ops leave in order with gap-free numbers, also over a line that loses things', async () => {
  const { link, log } = hubWith(['answer', 'lose-request', 'lose-answer', 'answer', 'answer']);
  const sender = new OpSender(link, ambient);
  await Promise.all([1, 2, 3].map(() => sender.send('sale.resumed', resumed)));
  expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('TL3 a refused op uses up no number', async () => {
  const { link, log, asked } = hubWith(['refuse', 'answer']);
  const sender = new OpSender(link, ambient);
  const refused = await sender.send('sale.resumed', resumed);
  await sender.send('sale.resumed', resumed);
  expect([refused.status, asked.map(({ seq }) => seq), log.length]).toEqual(['refused', [1, 1], 1]);
});

test('TL2 a window that lost count asks the hub and goes on at the number it wants', async () => {
  const { link, log } = hubWith([]);
  await new OpSender(link, ambient).send('sale.resumed', resumed);
  const fresh = new OpSender(link, ambient);
  await fresh.send('sale.resumed', resumed);
  expect(log.map(({ seq }) => seq)).toEqual([1, 2]);
});
