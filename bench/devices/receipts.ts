// Are all lines of a receipt right, and how many of them a second? Beside receipt-printer-encoder's automatic code page,
// with the same lines, logo and QR code, in the same run.
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { laidOutText } from '../../domain/receipt/lay-out.ts';
import { LineDrawer } from '../../main/devices/line-drawer.ts';
import { paperOf } from '../../main/devices/paper-shelf.ts';
import { encodeJob } from '../../main/devices/printer/job-bytes.ts';
import { loadPrinterProfile } from '../../main/devices/printer-profiles.ts';
import { resourcesDir } from '../../tests/devices/paper-samples.ts';
import { type Figure, median } from '../report.ts';
import { isLogoDark, logoSize, qrText, receiptJob, receiptLines } from './receipt-lines.ts';

/** Rounds of both encoders in turn, and how long each lasts, in milliseconds. */
const rounds = 5;
const roundMs = 400;

/** Goes a second of one round. */
function rateOf(go: () => void): number {
  const from = performance.now();
  let goes = 0;
  while (performance.now() - from < roundMs) {
    go();
    goes += 1;
  }
  return (goes * 1_000) / (performance.now() - from);
}

function logoPixels(): { data: Uint8ClampedArray; width: number; height: number } {
  const { width, height } = logoSize;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (isLogoDark(x, y)) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width, height };
}

function otherEncoder(): () => void {
  const logo = logoPixels();
  return () => {
    const encoder = new ReceiptPrinterEncoder({ printerModel: 'epson-tm-t88v', columns: 42 } as never);
    encoder.initialize().codepage('auto').align('center');
    encoder.image(logo as never, logo.width, logo.height, 'threshold').align('left');
    for (const line of receiptLines) encoder.line(line);
    encoder
      .align('center')
      .qrcode(qrText, 2 as never, 6 as never, 'm' as never)
      .align('left')
      .newline(2)
      .cut();
    encoder.encode();
  };
}

/** `lines-right` (goal 1), `receipts-per-s` (goal 300), `vs-rpe-auto` (goal 30). */
export function measureReceipts(): { readonly figures: readonly Figure[]; readonly note: string } {
  const drawer = new LineDrawer(resourcesDir);
  const profile = loadPrinterProfile(resourcesDir, 'epson-tm-t88v');
  const job = receiptJob();
  const encode = () => encodeJob(job, profile, (line, model, language) => drawer.draw(line, model, language));
  const encoded = encode();
  const paper = paperOf(job.jobId, { ...encoded, at: 0, profile }, resourcesDir);
  const wanted = laidOutText(encoded.lines).split('\n');
  const printed = paper.preview.split('\n');
  const right = wanted.filter((line) => printed.includes(line)).length;
  const other = otherEncoder();
  const rates = Array.from({ length: rounds }, () => [rateOf(encode), rateOf(other)] as const);
  const perSecond = median(rates.map(([ours]) => ours));
  const ratio = median(rates.map(([ours, theirs]) => ours / theirs));
  const isRight = paper.faults.length === 0 && right === wanted.length;
  return {
    figures: [
      { name: 'lines-right', value: isRight ? 1 : right / (wanted.length + 1), goal: 1, better: 'higher' },
      { name: 'receipts-per-s', value: Math.round(perSecond), goal: 300, better: 'higher' },
      { name: 'vs-rpe-auto', value: Math.round(ratio * 10) / 10, goal: 30, better: 'higher' },
    ],
    note: `a receipt of ${wanted.length} lines with logo and QR is ${encoded.bytes.length} bytes; receipt-printer-encoder: ${Math.round(perSecond / ratio)} a second`,
  };
}
