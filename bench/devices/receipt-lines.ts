import type { PrintJob } from '../../contracts/device.ts';
import type { JobId } from '../../domain/id.ts';
import { cutMarker, type ReceiptBlock, textBlock } from '../../domain/receipt/receipt-document.ts';
import { textWidth } from '../../domain/receipt/text-width.ts';

const columns = 42;
export const qrText = 'https://kopikrume.example/r/2026-11-21/000123';

function row(label: string, amount: string): string {
  return `${label}${' '.repeat(Math.max(1, columns - textWidth(label) - amount.length))}${amount}`;
}

/** A receipt in five scripts: what a shop in a big city prints, line by line. */
export const receiptLines: readonly string[] = [
  'Kopi & Krume',
  'Jl. Kemang Raya 12, Jakarta',
  'NPWP 01.234.567.8-901.000',
  'Receipt no. 2026-11-21/000123',
  'Cashier: Jörg Müller',
  row('2 x Flat white', '70,00'),
  row('1 x Terima kasih roll', '25,00'),
  row('3 x Käsespätzle (groß)', '45,50'),
  row('1 x Weißbier 0,5 l', '12,90'),
  row('2 x Καφές ελληνικός', '8,40'),
  row('1 x Τυρόπιτα', '3,20'),
  row('1 x 抹茶ラテ', '5,60'),
  row('2 x コーヒー', '7,00'),
  row('1 x قهوة عربية', '4,10'),
  row('1 x شاي بالنعناع', '2,50'),
  row('4 x Crème brûlée', '18,00'),
  row('1 x Šunka', '4,00'),
  row('Subtotal', '209,20'),
  row('VAT 19% (A)', '12,34'),
  row('Discount 10%', '-20,92'),
  row('TOTAL €', '188,28'),
  row('Cash €', '200,00'),
  row('Change €', '11,72'),
  'Terima kasih atas pembelian Anda',
  'Vielen Dank für Ihren Einkauf',
  'Ευχαριστούμε για την αγορά σας',
  'ご購入ありがとうございます',
  'شكرا لزيارتكم',
  'www.kopikrume.example',
];

export const logoSize = { width: 384, height: 96 } as const;

/** Is this dot of the logo black? A ring with a chequered middle. */
export function isLogoDark(x: number, y: number): boolean {
  const outer = ((x - 192) / 180) ** 2 + ((y - 48) / 44) ** 2 < 1;
  const inner = ((x - 192) / 165) ** 2 + ((y - 48) / 36) ** 2 < 1;
  return outer && !(inner && ((x >> 4) + (y >> 4)) % 2 === 1);
}

function logo(): ReceiptBlock {
  const rows = new Uint8Array((logoSize.width / 8) * logoSize.height);
  for (let y = 0; y < logoSize.height; y += 1) {
    for (let x = 0; x < logoSize.width; x += 1) {
      const at = y * (logoSize.width / 8) + (x >> 3);
      if (isLogoDark(x, y)) rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const { width: widthDots, height: heightDots } = logoSize;
  return { kind: 'image', widthDots, heightDots, rows: Buffer.from(rows).toString('base64') };
}

/** The receipt as a job: logo, lines, QR code, cut. */
export function receiptJob(): Exclude<PrintJob, { kind: 'drawer' }> {
  const blocks = [
    logo(),
    ...receiptLines.map((line) => textBlock(line)),
    { kind: 'qr', data: qrText } as const,
    cutMarker,
  ];
  return {
    kind: 'receipt',
    jobId: '01900000-0000-7000-8000-000000000001' as JobId,
    document: { kind: 'receipt', language: 'en', direction: 'ltr', blocks },
    copyMark: null,
    expiresAt: null,
  };
}
