import { Banknote, CreditCard, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { TenderId } from '../../../domain/id.ts';
import type { Tender } from '../../../domain/sale/sale.ts';
import type { AmountDue } from '../../../domain/tender/amount-due.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Keypad } from '../../kit/keypad.tsx';
import { MoneyText, useMoneyFormat } from '../../kit/money-text.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { HandPage } from '../app/hand-page.tsx';

export interface TenderViewProps {
  readonly due: AmountDue;
  readonly tenders: readonly Tender[];
  /** What was keyed, minor units; 0 means the whole rest. */
  readonly entered: number;
  readonly quickCash: readonly number[];
  readonly isOffline: boolean;
  /** Why the last step was not done, in words. */
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onKey: (key: string) => void;
  readonly onCash: (amount: number) => void;
  readonly onCard: () => void;
  readonly onRemove: (tenderId: TenderId) => void;
  readonly onBack: () => void;
}

function Due({ due }: Pick<TenderViewProps, 'due'>): ReactElement {
  const t = useText();
  return (
    <div className="flex flex-col items-center gap-1 py-1 text-center">
      <p className="font-medium text-soft">{t(due.direction === 'refunded' ? 'tender.to-refund' : 'tender.due')}</p>
      <MoneyText minor={due.cash} scale="display" testId="amount-due" />
      {due.cashRounding === 0 ? null : (
        <p className="text-[13px] text-soft">
          {t('tender.rounding')} <MoneyText minor={due.cashRounding} signed /> · {t('tender.exact')}{' '}
          <MoneyText minor={due.exact} />
        </p>
      )}
    </div>
  );
}

function Taken({ tenders, isBusy, onRemove }: TenderViewProps): ReactElement | null {
  const t = useText();
  if (tenders.length === 0) return null;
  return (
    <ul className="m-0 list-none rounded-card border border-line bg-surface p-0" data-testid="tenders">
      {tenders.map(({ tenderId, kind, reference, amount }) => (
        <li key={tenderId} className="flex min-h-12 items-center gap-3 border-b border-line ps-4 pe-1 last:border-b-0">
          <span className="min-w-0 flex-1 truncate">
            {t(`tender.kind.${kind}`)}
            {reference === '' ? '' : ` · ${reference}`}
          </span>
          <MoneyText minor={amount} className="font-semibold" />
          <IconButton
            label={t('tender.remove')}
            isDisabled={isBusy}
            icon={<X size={18} aria-hidden="true" />}
            onPress={() => onRemove(tenderId)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Sums stay on one line: the longer they are, the fewer stand side by side. */
function columnsFor(length: number): string {
  if (length <= 7) return 'grid-cols-3';
  return length <= 11 ? 'grid-cols-2 md:grid-cols-3' : 'grid-cols-1 md:grid-cols-2';
}

function QuickCash({ quickCash, isBusy, onCash }: TenderViewProps): ReactElement {
  const t = useText();
  const format = useMoneyFormat();
  const columns = columnsFor(Math.max(0, ...quickCash.map((amount) => format(amount).length)));
  return (
    <fieldset className={`m-0 grid min-w-0 gap-2 border-0 p-0 ${columns}`}>
      <legend className="sr-only">{t('tender.handed')}</legend>
      {quickCash.map((amount, index) => (
        <Button key={amount} size="tall" isDisabled={isBusy} onPress={() => onCash(amount)} testId={`quick-${index}`}>
          <MoneyText minor={amount} />
        </Button>
      ))}
    </fieldset>
  );
}

function Acts(props: TenderViewProps): ReactElement {
  const t = useText();
  const { due, isBusy } = props;
  const isBack = due.direction === 'refunded';
  if (due.exact === 0)
    return (
      <Button tone="primary" size="giant" wide isDisabled={isBusy} onPress={() => props.onCash(0)} testId="complete">
        {t('tender.complete')}
      </Button>
    );
  return (
    <div className="grid grid-cols-2 gap-2">
      <Button
        size="giant"
        isDisabled={isBusy}
        icon={<CreditCard size={22} aria-hidden="true" />}
        onPress={props.onCard}
        testId="pay-card"
      >
        {t('tender.card')}
      </Button>
      <Button
        tone="primary"
        size="giant"
        isDisabled={isBusy}
        icon={<Banknote size={22} aria-hidden="true" />}
        onPress={() => props.onCash(props.entered === 0 ? due.cash : props.entered)}
        testId="pay-cash"
      >
        {t(isBack ? 'tender.give-cash' : 'tender.cash')}
      </Button>
    </div>
  );
}

/** Taking the money: what is due in the largest type, the likely notes one tap away, any split. */
export function TenderView(props: TenderViewProps): ReactElement {
  const t = useText();
  const { due, entered } = props;
  const isBack = due.direction === 'refunded';
  return (
    <HandPage
      title={t(isBack ? 'tender.title-refund' : 'tender.title')}
      onBack={props.onBack}
      testId="tender"
      footer={<Acts {...props} />}
    >
      <Due due={due} />
      {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="tender-problem" />}
      {props.isOffline ? <p className="text-center text-[15px] text-soft">{t('tender.offline')}</p> : null}
      <Taken {...props} />
      {due.exact === 0 ? null : (
        <div className="mt-auto flex flex-col gap-2.5">
          {isBack ? null : <QuickCash {...props} />}
          <p className="flex min-h-12 items-center justify-between gap-3 rounded-control border border-edge bg-surface px-4">
            <span className="text-[15px] text-soft">{t(isBack ? 'tender.give' : 'tender.handed')}</span>
            <MoneyText
              minor={entered === 0 ? due.cash : entered}
              scale="bar"
              className={`ms-auto ${entered === 0 ? 'text-soft' : ''}`}
              testId="entered"
            />
          </p>
          <Keypad onKey={props.onKey} backLabel={t('keypad.back')} withDoubleZero />
        </div>
      )}
    </HandPage>
  );
}
