import { Banknote, CreditCard } from 'lucide-react';
import type { ReactElement } from 'react';
import type { CustomerTender } from '../../domain/customer-display/customer-scene.ts';
import { MoneyText, useMoneyFormat } from '../kit/money-text.tsx';
import { useText } from '../kit/text.tsx';
import { FitFigure } from './fit-figure.tsx';
import type { OpenScene, SaleSceneProps } from './sale-scene.tsx';

interface FigureProps {
  readonly label: string;
  readonly minor: number;
  /** Does it add up what stands above it? */
  readonly isSum?: boolean;
}
function Figure({ label, minor, isSum = false }: FigureProps): ReactElement {
  const rule = isSum ? 'border-t border-[var(--cd-panel-line)] pt-[0.45em] first:border-0 first:pt-0' : '';
  return (
    <div className={`flex items-baseline justify-between gap-[1em] ${rule}`}>
      <dt className="cd-soft min-w-0">{label}</dt>
      <dd className="m-0">
        <MoneyText minor={minor} />
      </dd>
    </div>
  );
}

/** How the total comes about; a sale whose lines are the total has nothing to tell here. */
function Steps({ scene }: { readonly scene: OpenScene }): ReactElement | null {
  const t = useText();
  const { saleDiscount, taxOnTop, subtotal } = scene;
  if (saleDiscount === 0 && taxOnTop === 0) return null;
  return (
    <>
      <Figure label={t('display.subtotal')} minor={subtotal} />
      {saleDiscount === 0 ? null : <Figure label={t('display.discount')} minor={-saleDiscount} />}
      {taxOnTop === 0 ? null : (
        <Figure label={t(taxOnTop > 0 ? 'display.tax' : 'display.tax-spared')} minor={taxOnTop} />
      )}
    </>
  );
}

function TenderRow({ tender }: { readonly tender: CustomerTender }): ReactElement {
  const t = useText();
  const Icon = tender.kind === 'cash' ? Banknote : CreditCard;
  return (
    <div className="flex items-center justify-between gap-[1em]" data-testid="customer-tender">
      <dt className="cd-soft flex min-w-0 items-center gap-[0.5em]">
        <Icon className="size-[1.1em]" aria-hidden="true" />
        {t(`display.tender.${tender.kind}`)}
      </dt>
      <dd className="m-0">
        <MoneyText minor={-tender.amount} />
      </dd>
    </div>
  );
}

/** While the money is taken the total steps back, and what is left to pay takes its place. */
function Paying({ scene }: { readonly scene: Extract<OpenScene, { readonly kind: 'payment' }> }): ReactElement | null {
  const t = useText();
  if (scene.tenders.length === 0) return null;
  return (
    <>
      <Figure label={t('display.total')} minor={scene.total} isSum />
      {scene.tenders.map((tender, index) => (
        // Tenders are only ever added or taken off at the end, and have no name of their own here.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what identifies them
        <TenderRow key={index} tender={tender} />
      ))}
    </>
  );
}

function headline(scene: OpenScene): { readonly label: string; readonly minor: number } {
  const isRefund = scene.direction === 'refunded';
  if (scene.kind === 'sale') return { label: isRefund ? 'display.refund' : 'display.total', minor: scene.total };
  return { label: isRefund ? 'display.refund-due' : 'display.due', minor: scene.due };
}

/** What it comes to, in the largest type on the screen. */
export function MoneyPanel({ scene, storeName }: SaleSceneProps): ReactElement {
  const t = useText();
  const write = useMoneyFormat();
  const { label, minor } = headline(scene);
  const isRounded = scene.kind === 'payment' && scene.dueCash !== scene.due;
  return (
    <section
      className="cd-panel flex min-h-0 min-w-0 flex-col justify-between gap-[1.2em] px-[1.8em] pt-[1.35em] pb-[1.8em]"
      aria-label={t(label)}
    >
      <p className="cd-soft truncate text-[1.1em] portrait:hidden">
        <bdi>{storeName}</bdi>
      </p>
      <div className="flex min-h-0 flex-col gap-[1em]">
        <dl className="m-0 flex flex-col gap-[0.35em] text-[1.15em] empty:hidden">
          <Steps scene={scene} />
          {scene.kind === 'payment' ? <Paying scene={scene} /> : null}
        </dl>
        <div>
          <p className="cd-soft mb-[0.2em] text-[1.5em] font-medium">{t(label)}</p>
          <FitFigure minor={minor} most="5.6em" testId="customer-total" />
          {isRounded ? (
            <p className="cd-soft mt-[0.5em] text-[1.2em]">{t('display.due-cash', { amount: write(scene.dueCash) })}</p>
          ) : null}
          {scene.savings > 0 ? (
            <p className="cd-good mt-[0.6em] text-[1.3em] font-semibold" data-testid="customer-savings">
              {t('display.saved', { amount: write(scene.savings) })}
            </p>
          ) : null}
        </div>
      </div>
    </section>
  );
}
