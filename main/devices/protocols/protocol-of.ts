import type { PrinterDialect } from '../../../contracts/device.ts';
import { escpos } from './escpos/escpos-protocol.ts';
import type { PrinterProtocol } from './printer-protocol.ts';
import { starLine } from './star-line/star-line-protocol.ts';
import { starprnt } from './starprnt/starprnt-protocol.ts';

const protocols: Readonly<Record<PrinterDialect, PrinterProtocol>> = { escpos, 'star-line': starLine, starprnt };

/** The protocol a profile speaks; the only place that knows all dialects. */
export function protocolOf({ dialect }: { readonly dialect: PrinterDialect }): PrinterProtocol {
  return protocols[dialect];
}
