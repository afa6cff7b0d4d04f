import { Boxes, ClipboardCheck } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Banner, EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { HandPage } from '../app/hand-page.tsx';
import { quantityLabel } from '../app/quantity-label.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import type { StockView as StockFigure } from '../engine/handheld-state.ts';

export interface StockViewProps {
  readonly query: string;
  readonly hits: readonly Item[];
  readonly item: Item | null;
  readonly stock: StockFigure | null;
  readonly mayCount: boolean;
  /** What was done last, or why not. */
  readonly said: { readonly tone: 'ok' | 'warn'; readonly text: string } | null;
  readonly onQuery: (text: string) => void;
  readonly onItem: (item: Item | null) => void;
  readonly onScan: () => void;
  readonly onCount: () => void;
  readonly onBack: () => void;
}

/** The figure with what it is worth: today's, the last one known, or none. Unknown is said, not shown as nothing. */
function Figure({ stock, item }: { readonly stock: StockFigure; readonly item: Item }): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  if (!stock.tracked) return <p className="text-soft">{t('stock.untracked')}</p>;
  if (stock.onHandMilli === null) return <p className="text-lg font-semibold">{t('stock.unknown')}</p>;
  return (
    <div className="flex flex-col gap-1" data-testid="on-hand" data-live={stock.isLive}>
      <span className="money text-5xl font-bold">
        {quantityLabel({ milli: stock.onHandMilli, unit: item.unit }, format.decimal)}
      </span>
      <span className="text-[15px] text-soft">{t(stock.isLive ? 'stock.live' : 'stock.last-known')}</span>
      {stock.onHandMilli < 0 ? <span className="text-[15px] text-warn">{t('stock.negative')}</span> : null}
    </div>
  );
}

function Chosen({ item, stock, onItem }: StockViewProps & { readonly item: Item }): ReactElement {
  const t = useText();
  return (
    <section className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4" data-testid="stock-item">
      <div>
        <h2 className="break-words text-xl font-semibold leading-snug">
          <bdi>{item.name}</bdi>
        </h2>
        <p className="text-[15px] text-soft">
          {item.sku} · <MoneyText minor={item.unitPrice} />
        </p>
      </div>
      {stock === null ? null : <Figure stock={stock} item={item} />}
      <Button tone="quiet" onPress={() => onItem(null)} testId="other-item">
        {t('stock.other')}
      </Button>
    </section>
  );
}

function Hits({ hits, query, onItem }: StockViewProps): ReactElement {
  const t = useText();
  if (hits.length === 0)
    return (
      <EmptyState
        icon={<Boxes size={48} strokeWidth={1.25} aria-hidden="true" />}
        title={query === '' ? t('stock.empty') : t('search.none', { text: query })}
        text={t(query === '' ? 'stock.empty-text' : 'search.none-text')}
      />
    );
  return (
    <ul className="m-0 list-none rounded-card border border-line bg-surface p-0" aria-label={t('catalog.items')}>
      {hits.map((item) => (
        <li key={item.itemId} className="border-b border-line last:border-b-0">
          <button
            type="button"
            onClick={() => onItem(item)}
            data-testid="stock-hit"
            className="flex min-h-14 w-full cursor-pointer items-center gap-3 px-4 py-2 text-start active:bg-accent-soft"
          >
            <bdi className="min-w-0 flex-1 break-words">{item.name}</bdi>
            <span className="text-[13px] text-soft">{item.sku}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** How much is there: found by name, number or scan; counted by who may. */
export function StockView(props: StockViewProps): ReactElement {
  const t = useText();
  const { item, said } = props;
  const isCountable = item !== null && props.mayCount && props.stock?.tracked === true;
  const footer =
    item === null ? (
      <Button tone="primary" size="giant" wide onPress={props.onScan} testId="stock-scan">
        {t('stock.scan')}
      </Button>
    ) : (
      <Button
        tone="primary"
        size="giant"
        wide
        isDisabled={!isCountable}
        icon={<ClipboardCheck size={22} aria-hidden="true" />}
        onPress={props.onCount}
        testId="stock-count"
      >
        {t(props.mayCount ? 'stock.count' : 'stock.may-not')}
      </Button>
    );
  return (
    <HandPage title={t('stock.title')} onBack={props.onBack} footer={footer} testId="stock">
      {said === null ? null : <Banner tone={said.tone} title={said.text} testId="stock-said" />}
      {item === null ? (
        <>
          <Field
            label={t('search.label')}
            value={props.query}
            onChange={props.onQuery}
            inputMode="search"
            placeholder={t('search.placeholder')}
            testId="stock-search"
          />
          <Hits {...props} />
        </>
      ) : (
        <Chosen {...props} item={item} />
      )}
    </HandPage>
  );
}
