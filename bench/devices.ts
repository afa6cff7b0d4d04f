// The counter's hardware: receipts, the way to the printer, status, scans while printing.
import { measureArrival } from './devices/arrival.ts';
import { measureFirstByte } from './devices/first-byte.ts';
import { measureReceipts } from './devices/receipts.ts';
import { measureScans } from './devices/scans.ts';
import { measureStatus } from './devices/status.ts';
import { report } from './report.ts';

const receipts = measureReceipts();
const firstByte = await measureFirstByte();
const arrival = await measureArrival();
const status = await measureStatus();
const scans = await measureScans();
report({
  bench: 'devices',
  figures: [...receipts.figures, ...firstByte, ...arrival, ...status, ...scans.figures],
  notes: [receipts.note, `${scans.printedBytes} bytes were printed while the scans came`],
});
// The virtual devices keep their timers.
process.exit();
