import {
  blankLine,
  boldStyle,
  cutMarker,
  doubleRule,
  largeStyle,
  pairBlock,
  type ReceiptBlock,
  type ReceiptDocument,
  singleRule,
  textBlock,
} from '../domain/receipt/receipt-document.ts';

/** A shop's words in one language: name, street, goods with their amounts, total with its amount, thanks. */
interface ShopWords {
  readonly shop: string;
  readonly street: string;
  readonly goods: readonly (readonly [name: string, amount: string])[];
  readonly total: readonly [label: string, amount: string];
  readonly thanks: string;
}

/** Languages receipts are printed in, by BCP 47 tag. */
const words: Readonly<Record<string, ShopWords>> = {
  en: {
    shop: "Harry's Corner Shop",
    street: '12 High Street, York YO1 7HB',
    goods: [
      ['Crème brûlée “to go”', '£3.50'],
      ['Jalapeño – extra hot', '£1.20'],
    ],
    total: ['TOTAL', '£4.70'],
    thanks: 'Thank you & see you soon…',
  },
  id: {
    shop: 'Toko Sumber Rejeki',
    street: 'Jl. Malioboro No. 8, Yogyakarta',
    goods: [
      ['Beras Rojolele 5 kg', 'Rp 78.500'],
      ['Gula pasir', 'Rp 17.000'],
    ],
    total: ['JUMLAH', 'Rp 95.500'],
    thanks: 'Terima kasih, datang kembali!',
  },
  de: {
    shop: 'Café Zwölf',
    street: 'Große Hauptstraße 12, 10827 Berlin',
    goods: [
      ['Käsebrötchen', '2,80 €'],
      ['Süßer Äpfelstrudel, Öko', '4,50 €'],
    ],
    total: ['SUMME', '7,30 €'],
    thanks: 'Schönen Tag noch – auf Wiedersehen!',
  },
  fr: {
    shop: 'Boulangerie « L’Épi d’or »',
    street: '3 rue de l’Œuvre, 69001 Lyon',
    goods: [
      ['Pâté en croûte', '6,90 €'],
      ['Bœuf façon garçon', '12,00 €'],
    ],
    total: ['TOTAL À PAYER', '18,90 €'],
    thanks: 'Merci, à bientôt en été comme à Noël',
  },
  pl: {
    shop: 'Sklep „Pod Żaglem”',
    street: 'ul. Świętego Ducha 5, Łódź',
    goods: [
      ['Chleb żytni na zakwasie', '6,49 zł'],
      ['Śledź z cebulką, gęś', '21,99 zł'],
    ],
    total: ['RAZEM', '28,48 zł'],
    thanks: 'Dziękujemy, zapraszamy ponownie',
  },
  el: {
    shop: 'Το Μπακάλικο της Ελένης',
    street: 'Οδός Ερμού 27, Αθήνα',
    goods: [
      ['Φέτα βαρελίσια ΠΟΠ', '9,40 €'],
      ['Λουκουμάδες με μέλι', '4,20 €'],
    ],
    total: ['ΣΥΝΟΛΟ', '13,60 €'],
    thanks: 'Ευχαριστούμε πολύ!',
  },
  tr: {
    shop: 'Işık Şarküteri',
    street: 'İstiklal Caddesi 48, İstanbul',
    goods: [
      ['Çiğ köfte', '₺120,00'],
      ['Süzme yoğurt', '₺64,50'],
    ],
    total: ['TOPLAM', '₺184,50'],
    thanks: 'Teşekkürler, güle güle',
  },
  ru: {
    shop: 'Магазин «Берёзка»',
    street: 'ул. Щорса, 7, г. Тверь',
    goods: [
      ['Хлеб бородинский', '64,90 ₽'],
      ['Съедобный мёд, 1 кг', '720,00 ₽'],
    ],
    total: ['ИТОГО', '784,90 ₽'],
    thanks: 'Спасибо за покупку!',
  },
  ja: {
    shop: '喫茶さくら珈琲店',
    street: '東京都渋谷区神南1-2-3',
    goods: [
      ['ブレンドコーヒー', '￥480'],
      ['抹茶ケーキ（セット）', '￥1,280'],
      ['ﾓｰﾆﾝｸﾞ A', '￥650'],
    ],
    total: ['合計', '￥2,410'],
    thanks: 'ありがとうございました。',
  },
  'zh-Hans': {
    shop: '四川小馆（总店）',
    street: '北京市朝阳区三里屯路19号',
    goods: [
      ['麻婆豆腐', '¥38.00'],
      ['鱼香肉丝、米饭', '¥52.50'],
      ['Coca-Cola 可口可乐', '¥6.00'],
    ],
    total: ['合计', '¥96.50'],
    thanks: '谢谢惠顾，欢迎再来！',
  },
  ko: {
    shop: '서울분식',
    street: '서울특별시 종로구 인사동길 12',
    goods: [
      ['김치찌개', '₩9,000'],
      ['떡볶이 (매운맛)', '₩5,500'],
    ],
    total: ['합계', '₩14,500'],
    thanks: '감사합니다. 또 오세요!',
  },
  th: {
    shop: 'ร้านก๋วยเตี๋ยวป้าน้อย',
    street: '99 ถนนสุขุมวิท กรุงเทพฯ',
    goods: [
      ['ผัดไทยกุ้งสด', '฿80.00'],
      ['ชาเย็นไม่ใส่น้ำแข็ง', '฿35.00'],
    ],
    total: ['รวมทั้งสิ้น', '฿115.00'],
    thanks: 'ขอบคุณค่ะ โอกาสหน้าเชิญใหม่',
  },
  ar: {
    shop: 'مقهى الياسمين',
    street: 'شارع الملك فهد 25، الرياض',
    goods: [
      ['قهوة عربية بالهيل', '18.50 ر.س'],
      ['كعك بالتمر 250 غ', '٢٢٫٠٠ ر.س'],
      ['Espresso مزدوج', '12.00 ر.س'],
    ],
    total: ['المجموع', '52.50 ر.س'],
    thanks: 'شكراً لزيارتكم',
  },
  hi: {
    shop: 'Sharma Stores',
    street: '14 MG Road, Bengaluru',
    goods: [
      ['Basmati rice 1 kg', '₹ 145.00'],
      ['Masala chai', '₹ 40.00'],
    ],
    total: ['TOTAL', '₹ 185.00'],
    thanks: 'Dhanyavaad!',
  },
};

const logoDots = { widthDots: 160, heightDots: 96 } as const;

/** A cup on a saucer, with steam. */
function isLogoDark(x: number, y: number): boolean {
  const inCup = y >= 34 && y < 80 && Math.abs(x - 72) < 40 - Math.max(0, y - 60);
  const handle = Math.hypot(x - 114, y - 52);
  const inSaucer = y >= 84 && y < 92 && Math.abs(x - 76) < 66 - (y - 84) * 3;
  const isSteam = y >= 4 && y < 28 && [52, 72, 92].some((at) => Math.abs(x - at - Math.round(4 * Math.sin(y / 4))) < 3);
  return inCup || (handle > 10 && handle < 17 && x > 104) || inSaucer || isSteam;
}

/** The logo of the samples. */
export function sampleLogo(): Extract<ReceiptBlock, { kind: 'image' }> {
  const { widthDots, heightDots } = logoDots;
  const rows = new Uint8Array((widthDots / 8) * heightDots);
  for (let at = 0; at < widthDots * heightDots; at += 1) {
    if (isLogoDark(at % widthDots, Math.floor(at / widthDots)))
      rows[at >> 3] = (rows[at >> 3] ?? 0) | (0x80 >> (at & 7));
  }
  return { kind: 'image', widthDots, heightDots, rows: Buffer.from(rows).toString('base64') };
}

/** A receipt with logo, QR code and barcode, by language. */
export const sampleReceipts: Readonly<Record<string, ReceiptDocument>> = Object.fromEntries(
  Object.entries(words).map(([language, said]) => [language, sampleReceipt(language, said)]),
);

function sampleReceipt(language: string, { shop, street, goods, total, thanks }: ShopWords): ReceiptDocument {
  const blocks: readonly ReceiptBlock[] = [
    sampleLogo(),
    textBlock(shop, 'center', largeStyle),
    textBlock(street, 'center'),
    singleRule,
    ...goods.map(([name, amount]) => pairBlock(name, amount)),
    doubleRule,
    pairBlock(total[0], total[1], boldStyle),
    textBlock('€ ₽ ₹ ฿ ₺ ₩ £ ¥'),
    blankLine,
    textBlock(thanks, 'center'),
    { kind: 'qr', data: 'KNT1:A1-000123' },
    { kind: 'barcode', data: '4006381333931' },
    cutMarker,
  ];
  return { kind: 'receipt', language, direction: language === 'ar' ? 'rtl' : 'ltr', blocks };
}
