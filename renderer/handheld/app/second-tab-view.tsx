import { Layers, RefreshCw } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import type { HandheldState } from '../engine/handheld-state.ts';
import { SaleLines } from '../sale/sale-lines.tsx';
import { HandPage } from './hand-page.tsx';

export interface SecondTabViewProps {
  /** As the tab that sells shows it. */
  readonly state: HandheldState;
  readonly onTakeOver: () => void;
}

/** The sale that is rung in the other tab, as it grows; nothing of it can be touched here. */
function Mirrored({ state }: Pick<SecondTabViewProps, 'state'>): ReactElement {
  const t = useText();
  const { sale, staff } = state;
  const isRung = sale !== null && sale.open.lines.length > 0;
  return (
    <section
      aria-label={t('sale.title')}
      className="overflow-hidden rounded-card border border-line bg-surface"
      data-testid="mirrored"
      inert
    >
      <header className="flex min-h-14 items-center justify-between gap-3 border-b border-line px-4">
        <span className="min-w-0 flex-1 truncate font-semibold">{staff?.name ?? t('second-tab.nobody')}</span>
        {isRung ? <MoneyText minor={sale.settled.collect - sale.settled.refund} className="text-xl font-bold" /> : null}
      </header>
      {isRung ? (
        <SaleLines sale={sale} onLine={() => undefined} />
      ) : (
        <p className="p-4 text-soft">{t('second-tab.no-sale')}</p>
      )}
    </section>
  );
}

/** Only one tab sells; the others show what it shows, and can take over when it hangs. */
export function SecondTabView({ state, onTakeOver }: SecondTabViewProps): ReactElement {
  const t = useText();
  const pending = state.outbox.counts.here;
  const footer = (
    <Button
      tone="primary"
      size="giant"
      wide
      icon={<RefreshCw size={20} aria-hidden="true" />}
      onPress={onTakeOver}
      testId="standing-act"
    >
      {t('standing.take-over')}
    </Button>
  );
  return (
    <HandPage title={state.device?.name ?? 'Kaunter'} footer={footer} testId="second-tab">
      <div data-testid="standing" data-standing="second-tab" className="contents">
        <Banner
          tone="info"
          title={t('standing.second-tab')}
          text={t('standing.second-tab.text')}
          testId="second-tab-said"
        />
        <Mirrored state={state} />
        {pending === 0 ? null : (
          <p className="flex items-center gap-2 text-[15px] text-soft" data-testid="standing-pending">
            <Layers size={18} aria-hidden="true" className="shrink-0" />
            {t('second-tab.pending', { count: pending })}
          </p>
        )}
      </div>
    </HandPage>
  );
}
