import type { CompletedSale, SaleLine, SettledLine } from './sale.ts';

/** What can still come back of one line of a completed sale, thousandths of its unit. */
export interface ReturnableLine {
  readonly line: SaleLine;
  readonly settled: SettledLine;
  readonly returnedMilli: number;
  readonly leftMilli: number;
}

/** How much of a line is left to return; nothing of a voided line or of one that itself was a return (SA22). */
export function returnableMilli(line: SaleLine, returnedMilli: number): number {
  if (line.voided !== null || line.direction === 'return') return 0;
  return Math.max(0, line.quantity.milli - returnedMilli);
}

/** Can anything of this line still come back? */
export function isReturnable(line: SaleLine, returnedMilli: number): boolean {
  return returnableMilli(line, returnedMilli) > 0;
}

/** The sold lines of a completed sale with what is left of each; `returnedMilli` tells what the record knows. */
export function returnableLines(
  sale: CompletedSale,
  returnedMilli: (lineId: SaleLine['lineId']) => number,
): ReturnableLine[] {
  return sale.lines.flatMap((line) => {
    const settled = sale.settled.lines.find(({ lineId }) => lineId === line.lineId);
    if (!settled || line.direction === 'return') return [];
    const returned = returnedMilli(line.lineId);
    return [{ line, settled, returnedMilli: returned, leftMilli: returnableMilli(line, returned) }];
  });
}
