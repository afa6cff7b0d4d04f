// `node tools/generate-catalog.ts [ROWS] > FILE.csv`: a made-up catalog, the same for the same number, to try import and search.
import { mod10CheckDigit } from '../domain/barcode/check-digit.ts';

const makers =
  'Alder Birchwood Calder Dunmore Eastgate Fennimore Glenview Hartley Ironbridge Jasper Kingsley Lindqvist Moorland Nordsee Osterley Pemberton Quince Rosenthal Süderhof Tanah Ubud Vintner Westfall Yarrow Zeller'.split(
    ' ',
  );
const shelves = [
  {
    category: 'Pantry',
    tax: 'food',
    goods:
      'Rolled oats|Basmati rice|Spaghetti|Red lentils|Olive oil|Tomato passata|Sea salt|Black pepper|Honey|Peanut butter|Müsli|Tempeh',
    sizes: '250 g|400 g|500 g|1 kg|750 ml',
  },
  {
    category: 'Bakery',
    tax: 'food',
    goods: 'Rye bread|Croissant|Brezel|Sourdough loaf|Cinnamon bun|Käsekuchen|Baguette|Bolu kukus',
    sizes: '1 pc|2 pcs|4 pcs|500 g',
  },
  {
    category: 'Drinks',
    tax: 'drink',
    goods: 'Apple juice|Sparkling water|Cold brew|Green tea|Ginger beer|Oat drink|Café crème|Es teh',
    sizes: '0.33 l|0.5 l|0.7 l|1 l|6 x 0.5 l',
  },
  {
    category: 'Household',
    tax: 'standard',
    goods: 'Dish soap|Laundry powder|Beeswax candle|Cotton towel|Glass jar|Light bulb|Paper towels|Broom',
    sizes: '1 pc|3 pcs|500 ml|2 kg',
  },
  {
    category: 'Clothing',
    tax: 'standard',
    goods: 'Linen shirt|Wool socks|Denim jacket|Silk scarf|Leather belt|Rain coat|Kebaya|Batik dress',
    sizes: 'XS|S|M|L|XL|38|40|42',
  },
  {
    category: 'Stationery',
    tax: 'standard',
    goods: 'Notebook A5|Fountain pen|Ink, blue|Pencil set|Envelopes|Washi tape|Desk lamp|Calendar',
    sizes: '1 pc|5 pcs|12 pcs',
  },
];
const looks =
  'classic|organic|extra|fine|dark|light|fresh|natural|large|small|striped|plain|smoked|vintage|limited|no. 7'.split(
    '|',
  );

/** Linear congruential numbers 0 … below − 1 (Numerical Recipes): no machine and no day changes the file. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The text of a catalog with so many items: GTIN-13s with sound check digits, no two the same. */
export function generateCatalog(rows: number): string {
  const below = numbers(rows);
  const pick = <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value;
  const lines = ['sku,barcode,name,brand,size,category,tax,price,cost'];
  for (let row = 0; row < rows; row += 1) {
    const { category, tax, goods, sizes } = pick(shelves);
    const maker = pick(makers);
    const body = `76${String(row).padStart(10, '0')}`;
    const price = 49 + below(9_900);
    const name = `${pick(goods.split('|'))} ${pick(looks)}`;
    const cells = [
      `G${row + 1}`,
      `${body}${mod10CheckDigit(body)}`,
      quoted(name),
      maker,
      pick(sizes.split('|')),
      category,
      tax,
    ];
    lines.push([...cells, amount(price), amount(Math.floor(price * 0.6))].join(','));
  }
  return `${lines.join('\n')}\n`;
}

function quoted(text: string): string {
  return text.includes(',') ? `"${text}"` : text;
}

function amount(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

if (process.argv[1]?.endsWith('generate-catalog.ts'))
  process.stdout.write(generateCatalog(Number(process.argv[2] ?? 100_000)));
