import { expect, test } from 'vitest';
import { brandId, type StaffId } from '../../../domain/id.ts';
import { closeShop, openShop } from '../../../tests/store/shop.ts';
import { openStore } from '../store.ts';

test('PG1 wrong PINs are counted across a restart', () => {
  const shop = openShop();
  shop.store.staff.setFailedTries(shop.staffId, { failures: 4, lastAt: 77 });
  shop.store.close();
  const store = openStore({ dir: shop.dir, key: shop.key, ambient: shop.clock });
  expect(store.staff.failedTries(shop.staffId)).toEqual({ failures: 4, lastAt: 77 });
  expect(store.staff.failedTries('somebody else')).toEqual({ failures: 0, lastAt: 0 });
  store.close();
  shop.remove();
});

test('PG2 a person keeps the PIN when something else of them changes, and the list never shows a verifier', () => {
  const shop = openShop();
  const { store, staffId } = shop;
  const person = { staffId, name: 'Ayu Lestari', role: 'manager' as const, active: true };
  store.append([{ kind: 'staff.put', staffId, body: { ...person, pin: null } }]);
  expect(store.staff.verifier(staffId)).toBe('phc');
  expect(store.staff.get(staffId)).toEqual(person);
  expect(store.staff.list()).toEqual([{ ...person, hasPin: true }]);
  const other = brandId<StaffId>(shop.clock.newId());
  store.append([{ kind: 'staff.put', staffId, body: { ...person, staffId: other, pin: null } }]);
  expect(store.staff.verifier(other)).toBeNull();
  expect(JSON.stringify(store.staff.list())).not.toContain('phc');
  closeShop(shop);
});
