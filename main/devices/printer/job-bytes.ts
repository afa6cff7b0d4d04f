import type { PrinterProfile, PrintJob } from '../../../contracts/device.ts';
import { type LaidOutLine, layOutReceipt } from '../../../domain/receipt/lay-out.ts';
import {
  blankLine,
  largeStyle,
  type ReceiptBlock,
  type ReceiptDocument,
  textBlock,
} from '../../../domain/receipt/receipt-document.ts';
import type { DrawLine } from '../protocols/printer-protocol.ts';
import { protocolOf } from '../protocols/protocol-of.ts';

/** A job ready for one printer model: its bytes and, for paper, the lines they stand for. */
export interface JobBytes {
  readonly bytes: Uint8Array;
  readonly lines: readonly LaidOutLine[];
}

/** Lays out and encodes a job. A drawer job is nothing but its pulse, with explicit times and no reset before it. */
export function encodeJob(job: PrintJob, profile: PrinterProfile, drawLine: DrawLine): JobBytes {
  const protocol = protocolOf(profile);
  if (job.kind === 'drawer') return { bytes: protocol.encodePulse(profile.drawer), lines: [] };
  const lines = layOutReceipt(marked(job.document, job.copyMark), profile.columns);
  const { language } = job.document;
  const bytes = protocol.encodePaper(lines, profile, (line, model) => drawLine(line, model, language));
  return { bytes, lines };
}

/** A paper that may be a second print says so at the top, and at the end before the cut. */
function marked(document: ReceiptDocument, mark: string | null): ReceiptDocument {
  if (mark === null) return document;
  const stamp: ReceiptBlock[] = [textBlock(mark, 'center', largeStyle), blankLine];
  const end = document.blocks.findLastIndex((block) => block.kind === 'cut');
  const last = end < 0 ? document.blocks.length : end;
  const blocks = [...stamp, ...document.blocks.slice(0, last), ...stamp, ...document.blocks.slice(last)];
  return { ...document, blocks };
}
