import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import type { CustomerDone } from '../../domain/customer-display/customer-scene.ts';
import { MoneyText, useMoneyFormat } from '../kit/money-text.tsx';
import { useText } from '../kit/text.tsx';
import { FitFigure } from './fit-figure.tsx';

/** The figure of the end: the change, what was given back, or what was paid when nothing is left over. */
function headline({ direction, change, total }: CustomerDone): { readonly label: string; readonly minor: number } {
  if (direction === 'refunded') return { label: 'display.given-back', minor: total };
  return change > 0 ? { label: 'display.change', minor: change } : { label: 'display.paid', minor: total };
}

function Pair({ label, minor }: { readonly label: string; readonly minor: number }): ReactElement {
  return (
    <div className="flex items-baseline gap-[0.6em]">
      <dt className="cd-soft">{label}</dt>
      <dd className="m-0">
        <MoneyText minor={minor} className="font-semibold" />
      </dd>
    </div>
  );
}

/** Thanks, with the change in the largest type on the screen and the number the receipt carries. */
export function DoneScene({
  done,
  storeName,
}: {
  readonly done: CustomerDone;
  readonly storeName: string;
}): ReactElement {
  const t = useText();
  const write = useMoneyFormat();
  const { label, minor } = headline(done);
  return (
    <div className="cd-panel flex h-full flex-col items-center justify-between gap-[1em] px-[3em] py-[2em] text-center">
      <p className="cd-soft w-full truncate text-[1.2em]">
        <bdi>{storeName}</bdi>
      </p>
      <div className="flex w-full flex-col items-center">
        <h1 className="flex items-center gap-[0.4em] text-[2.4em] font-semibold">
          <span className="flex size-[1.3em] items-center justify-center rounded-full bg-[var(--cd-good)] text-[var(--cd-panel-deep)]">
            <Check className="size-[0.85em]" strokeWidth={3} aria-hidden="true" />
          </span>
          {t('display.thanks')}
        </h1>
        <p className="cd-soft mt-[1.2em] mb-[0.3em] text-[1.6em]">{t(label)}</p>
        <FitFigure minor={minor} most="8.5em" testId="customer-change" />
        {done.change > 0 ? (
          <dl className="m-0 mt-[1.2em] flex flex-wrap justify-center gap-x-[2.4em] gap-y-[0.4em] text-[1.3em]">
            <Pair label={t('display.total')} minor={done.total} />
            <Pair label={t('display.received')} minor={done.received} />
          </dl>
        ) : null}
      </div>
      <p className="flex flex-wrap justify-center gap-x-[2em] gap-y-[0.3em] text-[1.2em]">
        <span className="cd-soft" data-testid="customer-receipt">
          {t('display.receipt', { number: done.transactionNumber })}
        </span>
        {done.savings > 0 ? (
          <span className="cd-good font-semibold">{t('display.saved-all', { amount: write(done.savings) })}</span>
        ) : null}
      </p>
    </div>
  );
}
