import { Banknote, CreditCard, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { TenderId } from '../../../domain/id.ts';
import type { Tender } from '../../../domain/sale/sale.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Keypad } from '../../kit/keypad.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Page } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface TenderViewProps {
  readonly direction: 'taken' | 'refunded';
  /** What is left when the rest is settled in cash, and exactly. */
  readonly dueCash: number;
  readonly dueExact: number;
  readonly cashRounding: number;
  readonly total: number;
  readonly tenders: readonly Tender[];
  /** What was keyed; 0 means the whole rest. */
  readonly entered: number;
  readonly quickCash: readonly number[];
  readonly reference: string;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onKey: (key: string) => void;
  readonly onCash: (amount: number) => void;
  readonly onCard: () => void;
  readonly onReference: (text: string) => void;
  readonly onRemove: (tenderId: TenderId) => void;
  readonly onBack: () => void;
}

/** What cash rounding does to the rest, and what is due without it. */
function Rounding({ cashRounding, dueExact }: TenderViewProps): ReactElement | null {
  const t = useText();
  if (cashRounding === 0) return null;
  return (
    <p className="text-[15px] text-soft">
      {t('tender.rounding')} <MoneyText minor={cashRounding} signed /> · {t('tender.exact')}{' '}
      <MoneyText minor={dueExact} />
    </p>
  );
}

function Due(props: TenderViewProps): ReactElement {
  const t = useText();
  const back = props.direction === 'refunded';
  return (
    <div className="flex flex-col gap-2">
      <p className="text-lg font-medium text-soft">{t(back ? 'tender.to-refund' : 'tender.due')}</p>
      <p className="flex h-22 items-center">
        <MoneyText minor={props.dueCash} scale="giant" testId="amount-due" />
      </p>
      <Rounding {...props} />
    </div>
  );
}

function TakenRow({
  tender,
  onRemove,
}: {
  readonly tender: Tender;
  readonly onRemove: TenderViewProps['onRemove'];
}): ReactElement {
  const t = useText();
  const Icon = tender.kind === 'cash' ? Banknote : CreditCard;
  return (
    <li className="flex min-h-12 items-center gap-3 border-t border-line ps-4 pe-1">
      <Icon size={20} aria-hidden="true" className="shrink-0 text-soft" />
      <span className="min-w-0 flex-1 truncate">
        {t(`tender.kind.${tender.kind}`)}
        {tender.reference === '' ? '' : ` · ${tender.reference}`}
      </span>
      <MoneyText minor={tender.amount} className="font-semibold" />
      <IconButton
        label={t('tender.remove')}
        icon={<X size={18} aria-hidden="true" />}
        onPress={() => onRemove(tender.tenderId)}
      />
    </li>
  );
}

/** What was paid of the total so far; a sale paid in one go has nothing to tell here. */
function Taken({ tenders, onRemove, total }: TenderViewProps): ReactElement | null {
  const t = useText();
  if (tenders.length === 0) return null;
  return (
    <ul className="m-0 list-none rounded-card border border-line bg-surface p-0" data-testid="tenders">
      <li className="flex min-h-12 items-center justify-between ps-4 pe-15 text-soft">
        <span>{t('tender.total')}</span>
        <MoneyText minor={total} />
      </li>
      {tenders.map((tender) => (
        <TakenRow key={tender.tenderId} tender={tender} onRemove={onRemove} />
      ))}
    </ul>
  );
}

/** Sums people are likely to hand over. */
function QuickCash({ quickCash, isBusy, onCash }: TenderViewProps): ReactElement {
  return (
    <div className="grid grid-cols-3 gap-2.5">
      {quickCash.map((amount, index) => (
        <Button
          key={amount}
          size="huge"
          align="stack"
          hint={`Alt ${index + 1}`}
          isDisabled={isBusy}
          onPress={() => onCash(amount)}
          testId={`quick-${index}`}
        >
          <MoneyText minor={amount} scale="key" />
        </Button>
      ))}
    </div>
  );
}

/** How the money goes over the counter. */
function TenderButtons(props: TenderViewProps & { readonly amount: number }): ReactElement {
  const t = useText();
  const back = props.direction === 'refunded';
  return (
    <div className="grid grid-cols-2 gap-2">
      <Button
        tone="primary"
        size="giant"
        align={back ? 'stack' : 'center'}
        hint="Enter"
        isDisabled={props.isBusy}
        icon={back ? null : <Banknote size={24} aria-hidden="true" />}
        onPress={() => props.onCash(props.amount)}
        testId="pay-cash"
      >
        {t(back ? 'tender.refund-cash' : 'tender.cash')}
      </Button>
      <Button
        size="giant"
        align={back ? 'stack' : 'center'}
        hint="F2"
        isDisabled={props.isBusy}
        icon={back ? null : <CreditCard size={24} aria-hidden="true" />}
        onPress={props.onCard}
        testId="pay-card"
      >
        {t(back ? 'tender.refund-card' : 'tender.card')}
      </Button>
    </div>
  );
}

function Entry(props: TenderViewProps): ReactElement {
  const t = useText();
  const amount = props.entered === 0 ? props.dueCash : props.entered;
  const back = props.direction === 'refunded';
  return (
    <div className="flex flex-col gap-3">
      <div className="flex min-h-16 items-center justify-between gap-3 rounded-control border border-edge bg-surface px-4">
        <span className="text-[15px] text-soft">{t(back ? 'tender.give' : 'tender.handed')}</span>
        <MoneyText
          minor={amount}
          className={`text-[1.75rem] font-semibold ${props.entered === 0 ? 'text-soft' : ''}`}
          testId="entered"
        />
      </div>
      <Keypad onKey={props.onKey} backLabel={t('keypad.back')} withDoubleZero isTall />
      {props.dueExact === 0 && props.tenders.length > 0 ? (
        <Button
          tone="primary"
          size="giant"
          wide
          hint="Enter"
          isDisabled={props.isBusy}
          onPress={() => props.onCash(0)}
          testId="complete-sale"
        >
          {t('tender.complete')}
        </Button>
      ) : (
        <TenderButtons {...props} amount={amount} />
      )}
      <label className="flex items-center gap-3 text-[15px] text-soft">
        <span className="shrink-0">{t('tender.reference')}</span>
        <input
          value={props.reference}
          data-testid="reference"
          maxLength={40}
          onChange={(event) => props.onReference(event.target.value)}
          className="min-h-11 min-w-0 flex-1 rounded-control border border-edge bg-surface px-3 text-ink outline-none focus:ring-2 focus:ring-accent"
        />
      </label>
    </div>
  );
}

/** Taking the money: what is due in the largest type, the likely notes one tap away, any split. */
export function TenderView(props: TenderViewProps): ReactElement {
  const t = useText();
  return (
    <Page
      title={t(props.direction === 'refunded' ? 'tender.title-refund' : 'tender.title')}
      backLabel={t('tender.back')}
      onBack={props.onBack}
    >
      <div className="grid h-full min-h-fit grid-cols-[1fr_26rem] gap-10" data-testid="tender-view">
        <section className="flex min-w-0 flex-col gap-6">
          <Due {...props} />
          {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="tender-problem" />}
          <QuickCash {...props} />
          <Taken {...props} />
        </section>
        <Entry {...props} />
      </div>
    </Page>
  );
}
