import { type ReactElement, useState, useSyncExternalStore } from 'react';
import type { ShiftId } from '../../../domain/id.ts';
import { denominationsOf } from '../../../domain/money/denominations.ts';
import { amountDue } from '../../../domain/tender/amount-due.ts';
import { quickCash } from '../../../domain/tender/quick-cash.ts';
import { useTerminal } from '../app/terminal.tsx';
import { useDigitKeys } from '../sale/use-digit-keys.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { useConsent } from '../staff/use-consent.tsx';
import { amountDigitsMax, minorOfKeyed } from '../store/amount-entry.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { useKeyed } from '../store/use-keyed.ts';
import { TenderView } from './tender-view.tsx';
import { type DoneSale, useTaking } from './use-taking.ts';

export interface TenderScreenProps {
  readonly shiftId: ShiftId;
  readonly onDone: (done: DoneSale) => void;
  readonly onBack: () => void;
}

/** The money: cash, card, any split, by touch or keys. */
export function TenderScreen({ shiftId, onDone, onBack }: TenderScreenProps): ReactElement {
  const { desk } = useTerminal();
  const { currency } = useStoreMoney();
  const consent = useConsent();
  const taking = useTaking(shiftId, consent, onDone);
  const { sale, settled } = useSyncExternalStore(desk.subscribe, desk.state);
  const keyed = useKeyed({ wholeMax: amountDigitsMax, decimals: currency.shownDigits });
  const [reference, setReference] = useState('');
  const due = amountDue(settled, sale.tenders, desk.policy);
  const entered = minorOfKeyed(keyed.text, currency);
  const take = async (kind: 'cash' | 'card-manual', amount: number): Promise<void> => {
    if (!(await taking.take(kind, amount, kind === 'cash' ? '' : reference))) return;
    keyed.set('');
    setReference('');
  };
  const cash = (): void => void take('cash', keyed.text === '' ? due.cash : entered);
  const card = (): void => void take('card-manual', keyed.text === '' ? due.exact : entered);
  const quick = due.direction === 'taken' ? quickCash(due.cash, denominationsOf(currency)) : [];
  const quickKeys = quick.map((amount, index) => [`Alt+${index + 1}`, () => void take('cash', amount)]);
  useDigitKeys(keyed.press, cash);
  useTillKeys({ F2: card, Escape: onBack, ...Object.fromEntries(quickKeys) }, consent.sheet === null);
  return (
    <>
      <TenderView
        {...{
          reference,
          problem: taking.problem ?? keyed.problem,
          isBusy: taking.isBusy,
          tenders: sale.tenders,
          quickCash: quick,
          onBack,
        }}
        direction={due.direction}
        dueCash={due.cash}
        dueExact={due.exact}
        cashRounding={due.cashRounding}
        total={due.direction === 'refunded' ? settled.refund : settled.collect}
        entered={keyed.text === '' ? 0 : entered}
        onKey={keyed.press}
        onCash={(amount) => void take('cash', amount)}
        onCard={card}
        onReference={setReference}
        onRemove={(tenderId) => desk.act({ kind: 'removeTender', tenderId })}
      />
      {consent.sheet}
    </>
  );
}
