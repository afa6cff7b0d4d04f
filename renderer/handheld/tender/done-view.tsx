import { CircleCheck, Printer } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { QrFigure } from '../../kit/qr-figure.tsx';
import { Banner, type StateTone } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { HandPage } from '../app/hand-page.tsx';
import type { DoneSale, SafePlace } from '../engine/handheld-state.ts';
import type { ReceiptQr } from './receipt-qr.ts';

export interface DoneViewProps {
  readonly done: Pick<DoneSale, 'number' | 'direction' | 'total' | 'received' | 'change'>;
  /** Null when the receipt can not be made here. */
  readonly qr: ReceiptQr | null;
  readonly safe: SafePlace;
  readonly isOffline: boolean;
  /** What became of the wish to print, in words. */
  readonly printed: { readonly tone: StateTone; readonly text: string } | null;
  readonly onPrint: () => void;
  readonly onNext: () => void;
}

function Figures({ done }: Pick<DoneViewProps, 'done'>): ReactElement {
  const t = useText();
  const isBack = done.direction === 'refunded';
  return (
    <div className="flex flex-col items-center gap-1 text-center">
      <p className="text-lg text-soft">{t(isBack ? 'done.give-back' : 'done.change')}</p>
      <MoneyText minor={isBack ? done.total : done.change} scale="display" testId="change" />
      <p className="text-[15px] text-soft">
        {t('done.total')} <MoneyText minor={done.total} /> · {t(isBack ? 'done.given' : 'done.received')}{' '}
        <MoneyText minor={done.received} />
      </p>
    </div>
  );
}

/** The sale is on this phone's disk, and so is done. The change in giant type, the receipt for the customer's phone. */
export function DoneView(props: DoneViewProps): ReactElement {
  const t = useText();
  const { done, qr, printed } = props;
  const footer = (
    <div className="grid grid-cols-[auto_1fr] gap-2">
      <Button size="giant" icon={<Printer size={22} aria-hidden="true" />} onPress={props.onPrint} testId="print">
        {t('done.print')}
      </Button>
      <Button tone="primary" size="giant" wide autoFocus onPress={props.onNext} testId="next-sale">
        {t('done.next')}
      </Button>
    </div>
  );
  return (
    <HandPage title={t('done.title', { number: done.number })} footer={footer} testId="done">
      <p className="flex items-center justify-center gap-2 text-lg font-semibold text-ok">
        <CircleCheck size={24} aria-hidden="true" />
        <span data-testid="safe-at" data-safe={props.safe}>
          {t(`safe.done-${props.safe}`)}
        </span>
      </p>
      <Figures done={done} />
      {qr === null ? null : (
        <figure className="m-0 flex flex-col items-center gap-2">
          <div className="w-full max-w-72">
            <QrFigure modules={qr.modules} label={t('done.qr')} testId="receipt-qr" />
          </div>
          <figcaption className="text-center text-[15px] text-soft">
            {t(qr.isWhole ? 'done.qr-text' : 'done.qr-part')}
          </figcaption>
        </figure>
      )}
      {printed === null ? null : <Banner tone={printed.tone} title={printed.text} testId="print-state" />}
      {printed === null && props.isOffline ? (
        <p className="text-center text-[15px] text-soft">{t('done.print-near')}</p>
      ) : null}
    </HandPage>
  );
}
