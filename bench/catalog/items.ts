import type { Item } from '../../domain/catalog/item.ts';
import type { ItemId } from '../../domain/id.ts';
import { minor } from '../../domain/money/minor.ts';
import { coffee, newId } from '../../tests/hub/test-hub.ts';

const kinds =
  'Organic,Classic,Premium,Fresh,Local,Imported,Roasted,Salted,Smoked,Sweet,Spicy,Frozen,Mini,Family,Light,Zero,Dark,White,Extra,Gluten-free'.split(
    ',',
  );
const goods =
  'Coffee Beans,Milk Chocolate,Orange Juice,Bread Roll,Cheddar Cheese,Yoghurt,Olive Oil,Pasta,Tomato Sauce,Basmati Rice,Green Tea,Sparkling Water,Butter Croissant,Notebook A5,Ballpoint Pen,Cotton T-Shirt,USB Cable,LED Bulb,Shampoo,Dish Soap'.split(
    ',',
  );
const brands = 'Acme,Nord,Bella,Kings,Vita,Luma,Orbit,Terra,Pico,Zeno,Hala,Rima,Sol,Mare,Alto'.split(',');

/** Items of a big shop with random names, prices and barcodes: they pack worse than a real list sorted by maker. */
export function itemsOf(count: number, random: () => number): Item[] {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  return Array.from({ length: count }, (_each, no) => {
    const brand = pick(brands);
    const size = `${Math.floor(random() * 900 + 100)} g`;
    return {
      ...coffee(),
      itemId: newId() as ItemId,
      sku: `SKU-${100_000 + no}`,
      name: `${brand} ${pick(kinds)} ${pick(goods)} ${size}`,
      brand,
      size,
      category: `Category ${Math.floor(random() * 60)}`,
      taxCategory: random() < 0.5 ? 'food' : 'standard',
      unitPrice: minor(Math.floor(random() * 9_000) + 50),
      unitCost: minor(Math.floor(random() * 5_000) + 20),
      barcodes: [gtinOf(4_000_000_000_00 + Math.floor(random() * 1e11))],
      gridPlace: null,
    };
  });
}

/** Fourteen digits with their check digit (GS1 General Specifications §7.9). */
function gtinOf(body: number): string {
  const digits = String(body).padStart(13, '0');
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
