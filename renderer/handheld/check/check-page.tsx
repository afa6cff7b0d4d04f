import { Pencil, ReceiptText } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, IconButton } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Banner, Chip, EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { HandPage } from '../app/hand-page.tsx';
import { When } from '../app/when.tsx';
import type { CheckView } from '../engine/check-engine.ts';
import { addBarredText, payBarredText } from './barred-text.ts';
import { CheckActs, type CheckActsProps } from './check-acts.tsx';
import { Guests, HolderNote } from './check-marks.tsx';
import { checkName } from './check-name.ts';
import { CheckRounds, type CheckRoundsProps } from './check-rounds.tsx';

export interface CheckPageProps extends CheckActsProps, Omit<CheckRoundsProps, 'lines' | 'isOpen'> {
  /** Lines rung in the open sale that are on no check yet. */
  readonly rung: number;
  /** Why the last act was not done, in words. */
  readonly problem: string | null;
  readonly onEdit: () => void;
  readonly onAdd: () => void;
  readonly onPay: () => void;
  /** What is rung already goes onto this check. */
  readonly onPutRung: () => void;
  /** The open sale pays this check: on with it, or back. */
  readonly onGoOn: () => void;
  readonly onPutBack: () => void;
  readonly onBack: () => void;
}

function Facts({ check, now }: { readonly check: CheckView; readonly now: number }): ReactElement {
  const t = useText();
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[15px] text-soft">
        <Guests guests={check.guests} />
        {check.openedAt === null ? null : (
          <span>
            {check.openedBy === '' ? t('check.opened') : t('check.opened-by', { name: check.openedBy })}{' '}
            <When at={check.openedAt} now={now} />
          </span>
        )}
        {check.ofTable > 1 ? <Chip tone="warn">{t('check.of-table', { count: check.ofTable })}</Chip> : null}
      </p>
      {check.note === '' ? null : (
        <p className="break-words font-medium">
          <bdi>{check.note}</bdi>
        </p>
      )}
      <HolderNote check={check} now={now} />
    </div>
  );
}

/** One sentence for each thing that can not be done now, above the buttons it bars. */
function Barred({ check }: { readonly check: CheckView }): ReactElement | null {
  const t = useText();
  const pay = check.payBarred === 'sale-open' || check.lines.length === 0 ? null : payBarredText(t, check);
  const texts = new Set([addBarredText(t, check), pay].filter((text) => text !== null));
  if (texts.size === 0) return null;
  return (
    <div className="flex flex-col gap-1 text-[15px] text-warn" role="status" data-testid="check-barred">
      {[...texts].map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}

function InSale({ isBusy, onPutBack, onGoOn }: CheckPageProps): ReactElement {
  const t = useText();
  return (
    <div className="grid grid-cols-2 gap-2">
      <Button size="giant" isDisabled={isBusy} onPress={onPutBack} testId="put-back">
        {t('check.put-back')}
      </Button>
      <Button tone="primary" size="giant" onPress={onGoOn} testId="go-on">
        {t('check.go-on')}
      </Button>
    </div>
  );
}

function Footer(props: CheckPageProps): ReactElement {
  const t = useText();
  const { check, isBusy } = props;
  const isEmpty = check.lines.length === 0;
  const mayPay = check.payBarred === null || check.payBarred === 'sale-open';
  return (
    <>
      {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="check-problem" />}
      <Rung {...props} />
      <Barred check={check} />
      <p className="flex items-baseline justify-between gap-3">
        <span className="text-soft">{t('check.unpaid')}</span>
        <MoneyText minor={check.total} scale="total" testId="check-total" />
      </p>
      {props.isInSale ? (
        <InSale {...props} />
      ) : (
        <div className={isEmpty ? 'grid' : 'grid grid-cols-2 gap-2'}>
          <Button
            tone={isEmpty ? 'primary' : 'plain'}
            size="giant"
            isDisabled={isBusy || check.addBarred !== null}
            onPress={props.onAdd}
            testId="check-add"
          >
            {t('check.add')}
          </Button>
          {isEmpty ? null : (
            <Button tone="primary" size="giant" isDisabled={isBusy || !mayPay} onPress={props.onPay} testId="check-pay">
              {t('sale.pay')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** What is rung and on no check: said where it may be missing. */
function Rung({ rung, isBusy, onPutRung }: CheckPageProps): ReactElement | null {
  const t = useText();
  if (rung === 0) return null;
  return (
    <Banner
      tone="info"
      title={t('check.rung-title', { count: rung })}
      testId="check-rung"
      action={
        <Button size="compact" isDisabled={isBusy} onPress={onPutRung} testId="put-rung">
          {t('check.put')}
        </Button>
      }
    />
  );
}

/** One check: what was ordered, by whom, what is still to be carried, and what it comes to. */
export function CheckPage(props: CheckPageProps): ReactElement {
  const t = useText();
  const { check } = props;
  // Goods are brought also while somebody takes the money for them.
  const isOpen = check.addBarred !== 'lease-no-sales';
  return (
    <HandPage
      title={checkName(t, check.table)}
      onBack={props.onBack}
      testId="check"
      footer={<Footer {...props} />}
      actions={
        <IconButton
          label={t('check.edit')}
          icon={<Pencil size={20} aria-hidden="true" />}
          isDisabled={check.addBarred === 'lease-no-sales'}
          onPress={props.onEdit}
          testId="check-edit"
        />
      }
    >
      <Facts {...props} />
      {check.holder === null ? null : <CheckActs {...props} />}
      {check.lines.length === 0 ? (
        <EmptyState
          icon={<ReceiptText size={48} strokeWidth={1.25} aria-hidden="true" />}
          title={t('check.empty')}
          text={t('check.empty-text')}
        />
      ) : (
        <CheckRounds {...props} lines={check.lines} isOpen={isOpen} />
      )}
      {check.holder === null ? <CheckActs {...props} /> : null}
    </HandPage>
  );
}

/** It was paid or closed while somebody looked at it. */
export function GoneCheckPage({ onBack }: { readonly onBack: () => void }): ReactElement {
  const t = useText();
  return (
    <HandPage title={t('open.title')} onBack={onBack} testId="check-gone">
      <EmptyState
        icon={<ReceiptText size={48} strokeWidth={1.25} aria-hidden="true" />}
        title={t('check.gone')}
        text={t('check.gone-text')}
        action={
          <Button tone="primary" size="tall" onPress={onBack} testId="gone-back">
            {t('open.title')}
          </Button>
        }
      />
    </HandPage>
  );
}
