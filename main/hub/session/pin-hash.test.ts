import { scrypt } from 'node:crypto';
import { expect, test } from 'vitest';
import { PinChecksFull, pinChecksAtOnceMax, pinChecksWaitingMax, pinHasher } from './pin-hash.ts';

const pepper = Buffer.alloc(32, 1);

test('SN8 a verifier is argon2id with its own salt, and only the PIN with the pepper of this store opens it', async () => {
  const hasher = pinHasher(pepper);
  const [first, second] = [await hasher.hash('284917'), await hasher.hash('284917')];
  expect(first).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  expect(first).not.toBe(second);
  expect(first).not.toContain('284917');
  expect(await hasher.verify('284917', first)).toBe(true);
  expect(await hasher.verify('284918', first)).toBe(false);
  expect(await pinHasher(Buffer.alloc(32, 2)).verify('284917', first)).toBe(false);
});

test('SN9 somebody unknown costs as much as a wrong PIN', async () => {
  const hasher = pinHasher(pepper);
  const verifier = await hasher.hash('284917');
  const timed = async (check: () => Promise<boolean>): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const start = performance.now();
      expect(await check()).toBe(false);
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };
  const known = await timed(() => hasher.verify('111222', verifier));
  const unknown = await timed(() => hasher.verify('111222', null));
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});

test('SN10 PIN checks wait in a bounded line', async () => {
  const hasher = pinHasher(pepper);
  const checks = Array.from({ length: pinChecksAtOnceMax + pinChecksWaitingMax + 1 }, () => hasher.verify('1', null));
  const settled = await Promise.allSettled(checks);
  const full = settled.filter((each) => each.status === 'rejected' && each.reason instanceof PinChecksFull);
  expect(full).toHaveLength(1);
});

test('SN8 an engine without argon2 makes scrypt verifiers, and says so when it meets one it cannot check', async () => {
  const plain = pinHasher(pepper, { scrypt });
  const verifier = await plain.hash('284917');
  expect(verifier).toMatch(/^\$scrypt\$n=65536,r=8,p=2\$/);
  expect(await plain.verify('284917', verifier)).toBe(true);
  expect(await plain.verify('284918', verifier)).toBe(false);
  const modern = pinHasher(pepper);
  expect(await modern.verify('284917', verifier)).toBe(true);
  await expect(plain.verify('284917', await modern.hash('284917'))).rejects.toMatchObject({ code: 'argon2-missing' });
});
