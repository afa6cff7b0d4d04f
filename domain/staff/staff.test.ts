import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleId } from '../../tests/domain/sale-samples.ts';
import { minor, ratePpm } from '../money/minor.ts';
import { type Authority, authorise, canApprove, defaultRoleLimits } from './authorise.ts';
import { permissions, type Role, roles } from './permission.ts';
import { backOffMs, checkPin, signOnGate } from './pin.ts';

const limits = defaultRoleLimits({ code: 'EUR', digits: 2 });
const strength: Record<Authority, number> = { hidden: 0, override: 1, allow: 2 };

test('SF1 every permission has an answer for every role, and the owner may do everything', () => {
  for (const permission of permissions) {
    const answers = roles.map((role) => authorise(role, { permission }, limits));
    expect(
      answers.every((answer) => answer in strength),
      permission,
    ).toBe(true);
    expect(answers.at(-1), permission).toBe('allow');
  }
});

test('SF2 a role may do whatever the roles before it may, whatever the figures', () => {
  const request = fc.record({
    permission: fc.constantFrom(...permissions),
    ratePpm: fc.integer({ min: 0, max: 1_000_000 }).map(ratePpm),
    amount: fc.integer({ min: 0, max: 10_000_000 }).map(minor),
  });
  fc.assert(
    fc.property(request, (asked) => {
      const answers = roles.map((role) => strength[authorise(role, asked, limits)]);
      expect(answers).toEqual([...answers].sort((a, b) => a - b));
    }),
  );
});

test.each([
  ['cashier', 'sale.complete', 'allow'],
  ['cashier', 'price.override', 'override'],
  ['cashier', 'sale.void', 'override'],
  ['cashier', 'drawer.no-sale', 'override'],
  ['cashier', 'report.x', 'hidden'],
  ['cashier', 'settings.edit', 'hidden'],
  ['cashier', 'cost.read', 'hidden'],
  ['supervisor', 'sale.return-without-receipt', 'allow'],
  ['supervisor', 'stock.adjust', 'override'],
  ['manager', 'staff.edit', 'hidden'],
] as const)('SF1 %s and %s: %s', (role, permission, authority) => {
  expect(authorise(role, { permission }, limits)).toBe(authority);
});

test('SF3 a discount up to the limit is free, beyond it needs an override', () => {
  const asked = (role: Role, percent: number) =>
    authorise(role, { permission: 'discount.line', ratePpm: ratePpm(percent * 10_000) }, limits);
  expect([
    asked('cashier', 10),
    asked('cashier', 11),
    asked('supervisor', 30),
    asked('supervisor', 31),
    asked('manager', 100),
  ]).toEqual(['allow', 'override', 'allow', 'override', 'allow']);
});

test('SF4 money back beyond the largest note needs an override from a cashier', () => {
  const asked = (role: Role, amount: number) =>
    authorise(role, { permission: 'sale.return', amount: minor(amount) }, limits);
  expect([
    asked('cashier', 50_000),
    asked('cashier', 50_001),
    asked('supervisor', 500_001),
    asked('owner', 10 ** 9),
  ]).toEqual(['allow', 'override', 'override', 'allow']);
  expect(authorise('cashier', { permission: 'cash.paid-out', amount: minor(50_001) }, limits)).toBe('override');
});

test('SF5 an override comes from another person who could do it alone', () => {
  const anna = sampleId<never>(1);
  const budi = sampleId<never>(2);
  const asked = { permission: 'discount.line', ratePpm: ratePpm(200_000), askedBy: anna } as const;
  expect(canApprove({ staffId: budi, role: 'supervisor' }, asked, limits)).toBe(true);
  expect(canApprove({ staffId: anna, role: 'owner' }, asked, limits)).toBe(false);
  expect(canApprove({ staffId: budi, role: 'cashier' }, asked, limits)).toBe(false);
  expect(canApprove({ staffId: budi, role: 'supervisor' }, { ...asked, ratePpm: ratePpm(400_000) }, limits)).toBe(
    false,
  );
});

test.each([
  ['4711', 'cashier', 'ok'],
  ['471', 'cashier', 'pin-too-short'],
  ['4711', 'manager', 'pin-too-short'],
  ['471108', 'owner', 'ok'],
  ['123456789', 'cashier', 'pin-too-long'],
  ['47a1', 'cashier', 'pin-not-digits'],
  ['', 'cashier', 'pin-not-digits'],
  ['٤٧١١', 'cashier', 'pin-not-digits'],
] as const)('SF6 the PIN "%s" of a %s: %s', (pin, role, result) => {
  const outcome = checkPin(pin, role);
  expect(outcome.ok ? 'ok' : outcome.refusal).toBe(result);
});

test.each([
  ['1111', 'pin-one-digit'],
  ['1234', 'pin-a-run'],
  ['9876', 'pin-a-run'],
  ['7890', 'pin-a-run'],
  ['1212', 'pin-a-repeat'],
  ['47114711', 'pin-a-repeat'],
] as const)('SF7 %s is refused as %s', (pin, refusal) => {
  expect(checkPin(pin, 'cashier')).toEqual({ ok: false, refusal });
});

test('SF8 the fifth wrong PIN in a row waits 30 seconds, then 2, then 10 minutes', () => {
  expect([0, 4, 5, 6, 7, 8, 9].map(backOffMs)).toEqual([0, 0, 30_000, 120_000, 600_000, 600_000, 600_000]);
  expect(signOnGate('cashier', { failures: 4, lastAt: 1000 }, 1000)).toEqual({ state: 'open' });
  expect(signOnGate('cashier', { failures: 5, lastAt: 1000 }, 11_000)).toEqual({ state: 'wait', waitMs: 20_000 });
  expect(signOnGate('cashier', { failures: 5, lastAt: 1000 }, 31_000)).toEqual({ state: 'open' });
  expect(signOnGate('cashier', { failures: 5, lastAt: 90_000 }, 1000)).toEqual({ state: 'wait', waitMs: 30_000 });
});

test('SF9 the tenth locks a cashier; an owner waits an hour and is never locked out', () => {
  const tries = { failures: 10, lastAt: 0 };
  const never = 10 ** 12;
  expect(signOnGate('cashier', tries, never)).toEqual({ state: 'locked' });
  expect(signOnGate('supervisor', tries, never)).toEqual({ state: 'locked' });
  expect(signOnGate('manager', tries, 60_000)).toEqual({ state: 'wait', waitMs: 3_540_000 });
  expect(signOnGate('owner', { failures: 500, lastAt: 0 }, 3_600_000)).toEqual({ state: 'open' });
});
