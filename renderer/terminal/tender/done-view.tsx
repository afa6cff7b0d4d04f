import { CircleCheck, Printer } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Banner, Chip, type StateTone } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { useEnterPause } from './use-enter-pause.ts';

export interface DoneViewProps {
  readonly transactionNumber: string;
  readonly total: number;
  readonly direction: 'taken' | 'refunded';
  readonly change: number;
  readonly received: number;
  /** How the receipt fares, as a text key under `job.`; null when none was asked for. */
  readonly receipt: { readonly state: string; readonly tone: StateTone; readonly reason: string } | null;
  /** Why the drawer did not open, in words; null when it did, or nothing is known against it. */
  readonly drawerReason: string | null;
  /** Printers a receipt that waits could come out of instead. */
  readonly otherPrinters: readonly string[];
  readonly onReroute: (printer: string) => void;
  readonly onPrint: () => void;
  readonly onNext: () => void;
}

/** Spare printers offered here; all of them stand in the tray. */
const othersShownMax = 2;

function Figures({ total, received, direction }: DoneViewProps): ReactElement {
  const t = useText();
  return (
    <dl className="m-0 grid grid-cols-[auto_auto] justify-center gap-x-8 gap-y-1 text-lg text-soft">
      <dt className="text-start">{t(direction === 'refunded' ? 'done.refunded' : 'done.total')}</dt>
      <dd className="m-0 text-end">
        <MoneyText minor={total} />
      </dd>
      <dt className="text-start">{t(direction === 'refunded' ? 'done.given' : 'done.received')}</dt>
      <dd className="m-0 text-end">
        <MoneyText minor={received} />
      </dd>
    </dl>
  );
}

/** The sale is in the record. The change in giant type; the next scan starts the next sale. */
export function DoneView(props: DoneViewProps): ReactElement {
  const t = useText();
  useEnterPause();
  const back = props.direction === 'refunded';
  return (
    <main
      className="flex h-full flex-col items-center justify-center gap-7 bg-paper p-6 text-center"
      data-testid="done"
    >
      <h1 className="flex items-center gap-2 text-xl font-semibold text-ok">
        <CircleCheck size={28} aria-hidden="true" />
        {t('done.title')}
        <span className="money font-normal text-soft" data-testid="transaction-number">
          {props.transactionNumber}
        </span>
      </h1>
      <div className="flex flex-col items-center gap-3">
        <p className="text-2xl text-soft">{t(back ? 'done.give-back' : 'done.change')}</p>
        <MoneyText minor={back ? props.total : props.change} scale="colossal" testId="change" />
      </div>
      <Figures {...props} />
      {props.drawerReason === null ? null : (
        <Banner tone="bad" title={t('print.drawer-failed-text')} text={props.drawerReason} testId="drawer-state" />
      )}
      <div
        className="flex min-h-8 max-w-4xl flex-wrap items-center justify-center gap-3"
        data-testid="receipt-state"
        data-state={props.receipt?.state ?? 'none'}
      >
        {props.receipt === null ? (
          <Chip tone="idle">{t('done.no-receipt')}</Chip>
        ) : (
          <>
            <Chip tone={props.receipt.tone}>{t(`job.${props.receipt.state}`)}</Chip>
            <span className="text-[15px] text-soft">{props.receipt.reason}</span>
          </>
        )}
        {props.otherPrinters.slice(0, othersShownMax).map((name) => (
          <Button key={name} onPress={() => props.onReroute(name)} testId={`reroute-${name}`}>
            {t('print.reroute', { printer: name })}
          </Button>
        ))}
      </div>
      <div className="flex gap-3">
        <Button
          size="giant"
          hint="P"
          icon={<Printer size={22} aria-hidden="true" />}
          onPress={props.onPrint}
          testId="print-receipt"
        >
          {t(props.receipt === null ? 'done.print' : 'done.print-copy')}
        </Button>
        <Button tone="primary" size="giant" hint="Enter" autoFocus onPress={props.onNext} testId="next-sale">
          {t('done.next')}
        </Button>
      </div>
      <p className="text-[15px] text-soft">{t('done.scan-next')}</p>
    </main>
  );
}
