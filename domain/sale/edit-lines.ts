import type { LineId } from '../id.ts';
import { accept, type Outcome, refuse } from '../outcome.ts';
import { lineFault, saleLinesMax } from './line-limits.ts';
import type { OpenSale, SaleLine } from './sale.ts';
import type { ActionOf } from './sale-action.ts';
import { type SaleRefusal, saleRefusal } from './sale-refusal.ts';

type Edited = Outcome<OpenSale, SaleRefusal>;

/** Rings a line; equal goods grow in quantity instead of taking a second line (SA10). */
export function addLine(sale: OpenSale, { line }: ActionOf<'addLine'>): Edited {
  const fault = lineFault(line);
  if (fault) return refuse(fault);
  const equal = sale.lines.findLast((each) => isSameGoods(each, line));
  return equal ? growLine(sale, equal, line.quantity.milli) : appendLine(sale, line);
}

/** Brings goods back. Against an earlier line never more than is left of it, in one line of this sale (SA22, SA23). */
export function addReturnLine(sale: OpenSale, { line }: ActionOf<'addReturnLine'>): Edited {
  if (line.direction !== 'return') return refuse(saleRefusal('return-unlinked'));
  const fault = lineFault(line);
  if (fault) return refuse(fault);
  const before = sale.lines.find((each) => isSameOriginal(each, line));
  if (before) return setMilli(sale, before, before.quantity.milli + line.quantity.milli);
  return returnFault(line) ?? appendLine(sale, line);
}

/** Changes how many; a label that carries its own amount and a voided line stay as they are (SA11). */
export function setQuantity(sale: OpenSale, { lineId, milli }: ActionOf<'setQuantity'>): Edited {
  return withActiveLine(sale, lineId, (line) => setMilli(sale, line, milli));
}

/** Charges another price per whole unit; the catalog's price stays on the line beside it (SA12). */
export function overridePrice(sale: OpenSale, { lineId, unitPrice, reasonCode }: ActionOf<'overridePrice'>): Edited {
  return withActiveLine(sale, lineId, (line) => {
    if (line.returnOf) return refuse(saleRefusal('line-is-return'));
    return replaceLine(sale, { ...line, unitPrice, reasonCode, priceSource: 'override', labelAmount: null });
  });
}

/** Strikes a line; it stays in the record with who, when and why, and counts for nothing (SA13). */
export function voidLine(sale: OpenSale, { lineId, mark }: ActionOf<'voidLine'>): Edited {
  return withActiveLine(sale, lineId, (line) => replaceLine(sale, { ...line, voided: mark }));
}

/** Puts other taxes on a line: eaten here instead of taken away. A return keeps the taxes of its original. */
export function setLineTaxes(sale: OpenSale, { lineId, taxes }: ActionOf<'setLineTaxes'>): Edited {
  return withActiveLine(sale, lineId, (line) => {
    if (line.returnOf) return refuse(saleRefusal('line-is-return'));
    return replaceLine(sale, { ...line, taxes });
  });
}

/** Finds a line that still counts and hands it on. */
export function withActiveLine(sale: OpenSale, lineId: LineId, edit: (line: SaleLine) => Edited): Edited {
  const line = sale.lines.find((each) => each.lineId === lineId);
  if (!line) return refuse(saleRefusal('line-unknown'));
  return line.voided ? refuse(saleRefusal('line-voided')) : edit(line);
}

/** Puts a changed line in the place of the old one, when it may stand. */
export function replaceLine(sale: OpenSale, line: SaleLine): Edited {
  const fault = line.voided ? null : lineFault(line);
  if (fault) return refuse(fault);
  return accept({ ...sale, lines: sale.lines.map((each) => (each.lineId === line.lineId ? line : each)) });
}

/** Why more would come back than is left of the original line, or null. */
export function returnFault(line: SaleLine): { readonly ok: false; readonly refusal: SaleRefusal } | null {
  if (!line.returnOf) return null;
  const left = line.returnOf.originalMilli - line.returnOf.returnedMilli;
  return line.quantity.milli > left ? refuse(saleRefusal('return-above-left', Math.max(0, left))) : null;
}

function setMilli(sale: OpenSale, line: SaleLine, milli: number): Edited {
  if (line.labelAmount !== null && !line.returnOf) return refuse(saleRefusal('quantity-on-label'));
  const changed = { ...line, quantity: { ...line.quantity, milli } };
  return returnFault(changed) ?? replaceLine(sale, changed);
}

function growLine(sale: OpenSale, line: SaleLine, milli: number): Edited {
  return replaceLine(sale, { ...line, quantity: { ...line.quantity, milli: line.quantity.milli + milli } });
}

function appendLine(sale: OpenSale, line: SaleLine): Edited {
  if (sale.lines.some((each) => each.lineId === line.lineId)) return refuse(saleRefusal('line-exists'));
  if (sale.lines.length >= saleLinesMax) return refuse(saleRefusal('lines-full', saleLinesMax));
  return accept({ ...sale, lines: [...sale.lines, line] });
}

function isSameOriginal({ voided, returnOf }: SaleLine, { returnOf: other }: SaleLine): boolean {
  if (voided || !returnOf || !other) return false;
  return returnOf.saleId === other.saleId && returnOf.lineId === other.lineId;
}

/** Whole pieces of one item at its list price, without discount, note or other mark of its own. */
function isSameGoods(before: SaleLine, line: SaleLine): boolean {
  if (line.itemId === null || before.itemId !== line.itemId || before.voided) return false;
  const plain = [before, line].every(
    (each) =>
      each.direction === 'sale' &&
      each.quantity.unit === 'each' &&
      each.priceSource === 'list' &&
      each.discounts.length === 0 &&
      each.note === '',
  );
  return plain && before.unitPrice === line.unitPrice && sameTaxes(before, line);
}

function sameTaxes(a: SaleLine, b: SaleLine): boolean {
  const key = ({ taxes }: SaleLine): string => taxes.map((rate) => `${rate.taxId}@${rate.ratePpm}`).join(' ');
  return key(a) === key(b);
}
