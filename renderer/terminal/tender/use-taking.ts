import { useState } from 'react';
import type { OpResult } from '../../../contracts/op.ts';
import type { CustomerDone } from '../../../domain/customer-display/customer-scene.ts';
import { doneScene } from '../../../domain/customer-display/scene-of-sale.ts';
import { brandId, type ShiftId, type TenderId } from '../../../domain/id.ts';
import { minor } from '../../../domain/money/minor.ts';
import type { OpenSale, SettledSale, TenderKind } from '../../../domain/sale/sale.ts';
import { amountDue, coversBalance } from '../../../domain/tender/amount-due.ts';
import { handedOver } from '../../../domain/tender/handed-over.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import type { Consent } from '../staff/use-consent.tsx';

/** A sale that is in the record, as the next screen shows it. */
export interface DoneSale {
  readonly saleId: OpenSale['saleId'];
  readonly transactionNumber: string;
  readonly direction: 'taken' | 'refunded';
  readonly total: number;
  readonly received: number;
  readonly change: number;
  readonly printed: boolean;
  /** What the customer's display says to it. */
  readonly forCustomer: CustomerDone;
}
export interface Taking {
  readonly take: (kind: TenderKind, amount: number, reference: string) => Promise<boolean>;
  readonly problem: string | null;
  readonly isBusy: boolean;
}

function numberOf(result: OpResult): string {
  return 'refs' in result ? String(result.refs['transactionNumber'] ?? '') : '';
}

function doneOf(sale: OpenSale, settled: SettledSale, transactionNumber: string): Omit<DoneSale, 'printed'> {
  const { direction, total, received, change } = handedOver(sale, settled);
  const forCustomer = doneScene(sale, settled, transactionNumber);
  return { saleId: sale.saleId, transactionNumber, direction, total, received, change, forCustomer };
}

/** Sends the finished sale; null when it is in the record, else the code of the refusal. */
function useComplete(shiftId: ShiftId, onDone: (done: DoneSale) => void): () => Promise<string | null> {
  const { client, desk, ambient, sender, settings } = useTerminal();
  return async () => {
    const { sale, settled } = desk.state();
    const printed = settings.receiptPrinting === 'always';
    const result = await sender.send('sale.completed', {
      sale,
      settled,
      policy: desk.policy,
      shiftId,
      completedAt: ambient.now(),
      cashRounding: handedOver(sale, settled).cashRounding,
      receipt: printed ? 'print' : 'none',
      transactionNumber: null,
    });
    const refused = refusalOfResult(result);
    // An answer that was lost for good: the sale is in the record already, so it is shown as what it is.
    if (refused !== null && refused !== 'sale-exists') return refused;
    const number =
      refused === null ? numberOf(result) : (await client.sale.get({ saleId: sale.saleId })).transactionNumber;
    onDone({ ...doneOf(sale, settled, number), printed });
    desk.clear();
    return null;
  };
}

/** Asks for consent when the refund is above this person's limit, once for the sale. */
function useRefundConsent(consent: Consent): () => Promise<boolean> {
  const { desk } = useTerminal();
  return async () => {
    const { sale, settled } = desk.state();
    if (settled.refund === 0 || sale.overrides.some(({ permission }) => permission === 'sale.return')) return true;
    const answer = await consent.ask({ permission: 'sale.return', objectId: sale.saleId, figure: settled.refund });
    if (answer.ok && answer.use !== null) desk.act({ kind: 'recordOverride', use: answer.use });
    return answer.ok;
  };
}

/** Takes money, and completes the sale as soon as it is covered. Completed is shown only after the hub's answer. */
export function useTaking(shiftId: ShiftId, consent: Consent, onDone: (done: DoneSale) => void): Taking {
  const { desk, ambient } = useTerminal();
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const complete = useComplete(shiftId, onDone);
  const consented = useRefundConsent(consent);
  const isCovered = (): boolean => {
    const { sale, settled } = desk.state();
    return coversBalance(amountDue(settled, sale.tenders, desk.policy));
  };
  const attempt = async (kind: TenderKind, amount: number, reference: string): Promise<string | null> => {
    if (isCovered()) return await complete();
    if (!(await consented())) return 'permission-missing';
    const tenderId = brandId<TenderId>(ambient.newId());
    const done = desk.act({ kind: 'addTender', input: { tenderId, kind, amount: minor(amount), reference } });
    if (!done.ok) return done.refusal.code;
    if (!isCovered()) return null;
    const refused = await complete();
    if (refused !== null) desk.act({ kind: 'removeTender', tenderId });
    return refused;
  };
  const take: Taking['take'] = async (kind, amount, reference) => {
    if (isBusy) return false;
    setBusy(true);
    // A line that broke for good leaves the tender on the sale: the hub may have booked it, and the same op is safe to repeat.
    const refused = await attempt(kind, amount, reference).catch(refusalCodeOf);
    setProblem(refused === null ? null : refusalText(refused));
    setBusy(false);
    return refused === null;
  };
  return { take, problem, isBusy };
}
