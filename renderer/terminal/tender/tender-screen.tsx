import { type ReactElement, useState, useSyncExternalStore } from 'react';
import { brandId, type ShiftId, type TenderId } from '../../../domain/id.ts';
import { denominationsOf } from '../../../domain/money/denominations.ts';
import { minor } from '../../../domain/money/minor.ts';
import type { OpenSale, SettledSale, TenderKind } from '../../../domain/sale/sale.ts';
import { amountDue, coversBalance } from '../../../domain/tender/amount-due.ts';
import { quickCash } from '../../../domain/tender/quick-cash.ts';
import { pressKey } from '../../kit/keypad.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import { useDigitKeys } from '../sale/use-digit-keys.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { useConsent } from '../staff/use-consent.tsx';
import { amountDigitsMax, minorOfKeyed } from '../store/amount-entry.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { TenderView } from './tender-view.tsx';

/** A sale that is in the record, as the next screen shows it. */
export interface DoneSale {
  readonly saleId: OpenSale['saleId'];
  readonly transactionNumber: string;
  readonly direction: 'taken' | 'refunded';
  readonly total: number;
  readonly received: number;
  readonly change: number;
  readonly printed: boolean;
}
export interface TenderScreenProps {
  readonly shiftId: ShiftId;
  readonly onDone: (done: DoneSale) => void;
  readonly onBack: () => void;
}

/** What cash rounding did to the whole sale, signed: refunds count the other way. */
function cashRoundingOf(sale: OpenSale): number {
  return sale.tenders.reduce(
    (all, tender) => all + (tender.direction === 'taken' ? tender.cashRounding : -tender.cashRounding),
    0,
  );
}

function doneOf(sale: OpenSale, settled: SettledSale, transactionNumber: string): Omit<DoneSale, 'printed'> {
  const back = settled.refund > 0;
  const given = sale.tenders.reduce((all, tender) => all + tender.tendered, 0);
  return {
    saleId: sale.saleId,
    transactionNumber,
    direction: back ? 'refunded' : 'taken',
    total: back ? given : sale.tenders.reduce((all, tender) => all + tender.amount, 0),
    received: given,
    change: sale.tenders.reduce((all, tender) => all + tender.change, 0),
  };
}

/** Takes the money and completes the sale as soon as it is covered. Completed is shown only after the hub's answer. */
export function TenderScreen({ shiftId, onDone, onBack }: TenderScreenProps): ReactElement {
  const { desk, ambient, sender, settings } = useTerminal();
  const refusalText = useRefusalText();
  const { currency } = useStoreMoney();
  const consent = useConsent();
  const { sale, settled } = useSyncExternalStore(desk.subscribe, desk.state);
  const [digits, setDigits] = useState('');
  const [reference, setReference] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const due = amountDue(settled, sale.tenders, desk.policy);

  const complete = async (): Promise<void> => {
    const now = desk.state();
    const printed = settings.receiptPrinting === 'always';
    const result = await sender.send('sale.completed', {
      sale: now.sale,
      settled: now.settled,
      policy: desk.policy,
      shiftId,
      completedAt: ambient.now(),
      cashRounding: minor(cashRoundingOf(now.sale)),
      receipt: printed ? 'print' : 'none',
    });
    const refused = refusalOfResult(result);
    if (refused !== null) {
      const last = now.sale.tenders.at(-1);
      if (last !== undefined) desk.act({ kind: 'removeTender', tenderId: last.tenderId });
      setProblem(refusalText(refused));
      return;
    }
    const number = 'refs' in result ? String(result.refs['transactionNumber'] ?? '') : '';
    onDone({ ...doneOf(now.sale, now.settled, number), printed });
    desk.clear();
  };
  const refundConsent = async (): Promise<boolean> => {
    if (
      due.direction !== 'refunded' ||
      desk.state().sale.overrides.some(({ permission }) => permission === 'sale.return')
    )
      return true;
    const answer = await consent.ask({ permission: 'sale.return', objectId: sale.saleId, figure: settled.refund });
    if (answer.ok && answer.use !== null) desk.act({ kind: 'recordOverride', use: answer.use });
    return answer.ok;
  };
  const take = async (kind: TenderKind, amount: number): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setProblem(null);
    try {
      if (!(await refundConsent())) return setProblem(refusalText('permission-missing'));
      const input = {
        tenderId: brandId<TenderId>(ambient.newId()),
        kind,
        amount: minor(amount),
        reference: kind === 'cash' ? '' : reference,
      };
      const done = desk.act({ kind: 'addTender', input });
      if (!done.ok) return setProblem(refusalText(done.refusal.code));
      setDigits('');
      setReference('');
      const now = desk.state();
      if (coversBalance(amountDue(now.settled, now.sale.tenders, desk.policy))) await complete();
    } catch (error) {
      setProblem(refusalText(refusalCodeOf(error)));
    } finally {
      setBusy(false);
    }
  };
  const entered = minorOfKeyed(digits, currency);
  const key = (pressed: string): void => setDigits((now) => pressKey(now, pressed, amountDigitsMax));
  const cash = (): void => void take('cash', digits === '' ? due.cash : entered);
  const card = (): void => void take('card-manual', digits === '' ? due.exact : entered);
  const quick = due.direction === 'taken' ? quickCash(due.cash, denominationsOf(currency)) : [];
  useDigitKeys(key, cash);
  useTillKeys(
    {
      F2: card,
      Escape: onBack,
      ...Object.fromEntries(quick.map((amount, index) => [`Alt+${index + 1}`, () => void take('cash', amount)])),
    },
    consent.sheet === null,
  );
  return (
    <>
      <TenderView
        direction={due.direction}
        dueCash={due.cash}
        dueExact={due.exact}
        cashRounding={due.cashRounding}
        total={due.direction === 'refunded' ? settled.refund : settled.collect}
        tenders={sale.tenders}
        entered={digits === '' ? 0 : entered}
        quickCash={quick}
        reference={reference}
        problem={problem}
        isBusy={isBusy}
        onKey={key}
        onCash={(amount) => void take('cash', amount)}
        onCard={card}
        onReference={setReference}
        onRemove={(tenderId) => desk.act({ kind: 'removeTender', tenderId })}
        onBack={onBack}
      />
      {consent.sheet}
    </>
  );
}
