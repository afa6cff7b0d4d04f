import { expect, test } from 'vitest';
import { backupPlanDefault, backupRetryMs, isClockBack, nextBackupAt } from './backup-plan.ts';
import { drawnPassphrase, passphraseRefusal, passphraseStrength } from './recovery-passphrase.ts';
import { type KeptBackup, prunable } from './retention.ts';

const hour = 3_600_000;
const plan = { ...backupPlanDefault, folder: '/backups' };
const past = { lastGoodAt: 100 * hour, lastTryAt: 100 * hour, lastTryFailed: false, closePending: false };

test('BK20 the next backup is so many hours after the last, at once after a close, and never without a folder', () => {
  expect(nextBackupAt(plan, past, 101 * hour)).toBe(104 * hour);
  expect(nextBackupAt(plan, { ...past, closePending: true }, 101 * hour)).toBe(101 * hour);
  expect(nextBackupAt(plan, { ...past, lastGoodAt: null, lastTryAt: null }, 7)).toBe(7);
  expect(nextBackupAt({ ...plan, folder: '' }, past, 101 * hour)).toBeNull();
  expect(nextBackupAt({ ...plan, everyHours: 0 }, past, 101 * hour)).toBeNull();
  expect(nextBackupAt({ ...plan, everyHours: 0 }, { ...past, closePending: true }, 101 * hour)).toBe(101 * hour);
});

test('BK21 a failed try is repeated after the pause, whatever the plan says', () => {
  const failed = { ...past, lastTryFailed: true, lastTryAt: 101 * hour };
  expect(nextBackupAt(plan, failed, 101 * hour + 1)).toBe(101 * hour + backupRetryMs);
  expect(nextBackupAt({ ...plan, everyHours: 0 }, failed, 102 * hour)).toBe(101 * hour + backupRetryMs);
});

test('BK24 a clock put back is noticed and holds nothing up', () => {
  expect(isClockBack(past.lastGoodAt, 99 * hour)).toBe(true);
  expect(isClockBack(past.lastGoodAt, 100 * hour - 1000)).toBe(false);
  expect(nextBackupAt(plan, past, 50 * hour)).toBe(50 * hour);
  expect(nextBackupAt(plan, { ...past, lastTryFailed: true }, 50 * hour)).toBe(50 * hour);
});

const kept = (no: number, takenAt: number, extra: Partial<KeptBackup> = {}): KeptBackup => ({
  backupId: `b${no}`,
  takenAt,
  logNo: no,
  gen: 0,
  isGood: true,
  ...extra,
});

test('BK22 the newest, one a day and one a week are kept; the rest may go, oldest first', () => {
  const few = { ...plan, keepLast: 2, keepDaily: 3, keepWeekly: 2 };
  const backups = Array.from({ length: 40 }, (_, no) => kept(no, no * 12 * hour));
  const gone = prunable(backups, few).map(({ logNo }) => logNo);
  const left = backups.filter(({ logNo }) => !gone.includes(logNo)).map(({ logNo }) => logNo);
  expect(left).toEqual([27, 35, 37, 38, 39]);
  expect(gone).toEqual([...gone].sort((a, b) => a - b));
});

test('BK22 BK24 a wrong clock throws nothing new away, and a failed one is no reason to drop a good one', () => {
  const few = { ...plan, keepLast: 1, keepDaily: 0, keepWeekly: 0 };
  const ahead = [kept(1, 900 * hour), kept(2, 3 * hour), kept(3, 4 * hour, { isGood: false })];
  expect(prunable(ahead, few).map(({ logNo }) => logNo)).toEqual([1]);
  expect(prunable([kept(1, 1), kept(9, 2, { isGood: false })], few)).toEqual([]);
  expect(prunable([kept(9, 1), kept(3, 2, { gen: 1 })], few).map(({ logNo }) => logNo)).toEqual([9]);
});

test('BK10 short and guessable passphrases are refused, a drawn one is strong and reads back', () => {
  expect(passphraseRefusal('12345')).toBe('passphrase-short');
  expect(passphraseRefusal('x'.repeat(201))).toBe('passphrase-long');
  for (const bad of ['aaaaaaaaaaaaaaaa', 'password password', '123456123456123456', 'abababababababab'])
    expect([bad, passphraseRefusal(bad)]).toEqual([bad, 'passphrase-guessable']);
  const drawn = drawnPassphrase(Uint8Array.from({ length: 15 }, (_, index) => index * 17));
  expect(drawn).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(drawnPassphrase(new Uint8Array(15))).toBe('0000-0000-0000-0000-0000-0000');
  expect(drawnPassphrase(new Uint8Array(15).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  expect([passphraseRefusal(drawn), passphraseStrength(drawn)]).toEqual([null, 'strong']);
  expect(['', 'short', 'three green lamps', drawn].map(passphraseStrength)).toEqual(['none', 'weak', 'fair', 'strong']);
});
