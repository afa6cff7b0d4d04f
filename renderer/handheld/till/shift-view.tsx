import { ContactRound, Fingerprint } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Banner, EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { HandPage } from '../app/hand-page.tsx';
import { When } from '../app/when.tsx';
import type { ShiftView as Shift } from '../engine/handheld-state.ts';

export interface ShiftViewProps {
  readonly shift: Shift | null;
  readonly openedBy: string;
  readonly staffName: string;
  readonly deviceName: string;
  readonly version: string;
  readonly problem: string | null;
  readonly now: number;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onLock: () => void;
  /** Null for a role that consents to nothing. */
  readonly onPasskeys: (() => void) | null;
  readonly onBack: () => void;
}

/** What this phone took and gave back in the shift. */
function Totals({ totals }: Pick<Shift, 'totals'>): ReactElement {
  const t = useText();
  const rows = [
    ['shift.cash-taken', totals.cashTaken],
    ['shift.cash-refunded', -totals.cashRefunded],
    ['shift.card-taken', totals.cardTaken],
    ['shift.card-refunded', -totals.cardRefunded],
  ] as const;
  return (
    <dl className="m-0 rounded-card border border-line bg-surface" data-testid="shift-totals">
      <div className="flex min-h-12 items-center justify-between gap-3 border-b border-line px-4">
        <dt>{t('shift.receipts')}</dt>
        <dd className="money m-0 font-semibold">
          {t('shift.counts', { sales: totals.sales, returns: totals.returns })}
        </dd>
      </div>
      {rows.map(([key, amount]) => (
        <div
          key={key}
          className="flex min-h-12 items-center justify-between gap-3 border-b border-line px-4 last:border-b-0"
        >
          <dt>{t(key)}</dt>
          <dd className="m-0 font-semibold">
            <MoneyText minor={amount === 0 ? 0 : amount} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** My shift on this phone. */
export function ShiftView(props: ShiftViewProps): ReactElement {
  const t = useText();
  const { shift } = props;
  const footer = (
    <div className="grid grid-cols-[auto_1fr] gap-2">
      <Button size="giant" onPress={props.onLock} testId="shift-lock">
        {t('lock')}
      </Button>
      {shift === null ? (
        <Button tone="primary" size="giant" wide onPress={props.onOpen} testId="open-shift">
          {t('shift.open')}
        </Button>
      ) : (
        <Button tone="primary" size="giant" wide onPress={props.onClose} testId="close-shift">
          {t('shift.close')}
        </Button>
      )}
    </div>
  );
  return (
    <HandPage title={t('shift.title')} onBack={props.onBack} footer={footer} testId="shift">
      <p className="text-xl font-semibold">{props.staffName}</p>
      {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="shift-problem" />}
      {shift === null ? (
        <EmptyState
          icon={<ContactRound size={48} strokeWidth={1.25} aria-hidden="true" />}
          title={t('shift.none')}
          text={t('shift.none-text')}
        />
      ) : (
        <>
          <p className="text-soft">
            {t('shift.since', { name: props.openedBy })} <When at={shift.openedAt} now={props.now} /> · {shift.series}
          </p>
          <Totals totals={shift.totals} />
        </>
      )}
      {props.onPasskeys === null ? null : (
        <Button
          wide
          size="touch"
          icon={<Fingerprint size={20} aria-hidden="true" />}
          onPress={props.onPasskeys}
          testId="open-passkeys"
        >
          {t('passkey.title')}
        </Button>
      )}
      <p className="mt-auto text-[13px] text-soft">
        {props.deviceName} · {props.version}
      </p>
    </HandPage>
  );
}
