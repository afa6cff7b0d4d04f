import { expect, test } from 'vitest';
import type { TillScan } from '../../../contracts/device-told.ts';
import { rawOfScan, ScanFeed } from './scan-feed.ts';

const scan = (no: number, data = `item ${no}`, aimId: string | null = null): TillScan => ({
  no,
  name: 'scan-a',
  at: 1_700_000_000_000,
  scan: { kind: 'scan', symbology: 'unknown', aimId, gs1: false, data, shown: data },
});

function listened() {
  const feed = new ScanFeed();
  const heard: number[] = [];
  feed.subscribe(({ no }) => heard.push(no));
  return { feed, heard };
}

test('SR10 scans reach the till in their order and once, also when the stream broke between them', () => {
  const { feed, heard } = listened();
  feed.caughtUp([scan(1), scan(2)]);
  expect(heard).toEqual([]);
  for (const no of [3, 4, 4, 3, 5]) feed.take(scan(no));
  feed.caughtUp([scan(4), scan(5), scan(6), scan(7)]);
  feed.take(scan(7));
  feed.take(scan(8));
  expect(heard).toEqual([3, 4, 5, 6, 7, 8]);
});

test('SR10 a hub that was started again counts anew, and nothing of it is taken for old', () => {
  const { feed, heard } = listened();
  feed.caughtUp([]);
  for (const no of [1, 2, 3]) feed.take(scan(no));
  feed.caughtUp([scan(1)]);
  feed.take(scan(2));
  expect(heard).toEqual([1, 2, 3, 1, 2]);
  expect(rawOfScan(scan(1, '4006381333931', ']E0'))).toBe(']E04006381333931');
});
