import { RotateCcw } from 'lucide-react';
import { memo, type ReactElement, type RefObject, useLayoutEffect, useRef } from 'react';
import type { CustomerLine } from '../../domain/customer-display/customer-scene.ts';
import { formatQuantity } from '../../domain/quantity/quantity-text.ts';
import { MoneyText, useMoneyFormat } from '../kit/money-text.tsx';
import { useText } from '../kit/text.tsx';
import { useNumberFormat } from './customer-text.tsx';

function Details({ line }: { readonly line: CustomerLine }): ReactElement | null {
  const t = useText();
  const write = useMoneyFormat();
  const numbers = useNumberFormat();
  const { quantity, unitPrice } = line;
  const isOne = quantity.unit === 'each' && quantity.milli === 1000;
  const unit = quantity.unit === 'each' ? '' : ` ${quantity.unit}`;
  const price = unitPrice === null ? '' : ` × ${write(unitPrice)}${unit === '' ? '' : ` /${unit}`}`;
  if (isOne && line.saving === 0 && line.direction === 'sale') return null;
  return (
    <span className="mt-[0.1em] flex flex-wrap items-baseline gap-x-[1em] text-[0.82em] text-soft">
      {isOne ? null : (
        <span className="money" dir="ltr">
          {`${formatQuantity(quantity, numbers)}${unit}${price}`}
        </span>
      )}
      {line.direction === 'return' ? (
        <span className="inline-flex items-center gap-[0.35em] font-medium text-warn">
          <RotateCcw className="size-[0.9em]" aria-hidden="true" />
          {t('display.return')}
        </span>
      ) : null}
      {line.saving > 0 ? (
        <span className="font-semibold text-ok">{t('display.saved', { amount: write(line.saving) })}</span>
      ) : null}
    </span>
  );
}

/** What the line comes to; with a saving, what it would have been stands struck under it. */
function Amount({ line }: { readonly line: CustomerLine }): ReactElement {
  const tone = line.amount < 0 ? 'text-warn' : '';
  return (
    <span className="flex flex-col items-end">
      <MoneyText minor={line.amount} className={`leading-[1.25] font-semibold ${tone}`} />
      {line.saving === 0 ? null : (
        <del className="mt-[0.1em] text-[0.82em] text-soft">
          <MoneyText minor={line.amount + line.saving} />
        </del>
      )}
    </span>
  );
}

function Row({ line, isTouched }: { readonly line: CustomerLine; readonly isTouched: boolean }): ReactElement {
  return (
    <li
      data-testid="customer-line"
      data-touched={isTouched}
      className={`grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-[1.2em] rounded-[0.5em] px-[0.8em] py-[0.5em] text-[1.2em] ${isTouched ? 'cd-ring bg-accent-soft' : ''}`}
    >
      <span className="min-w-0">
        <span className="line-clamp-2 leading-[1.25] font-medium break-words hyphens-auto">
          <bdi>{line.name}</bdi>
        </span>
        <Details line={line} />
      </span>
      <Amount line={line} />
    </li>
  );
}
const MemoRow = memo(Row);

/** Keeps the line that changed in sight, and tells which edges hide more. The effect measures what the browser laid out. */
function useNewestInSight(lines: readonly CustomerLine[], touched: number | null): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines are the reason to look again
  useLayoutEffect(() => {
    const box = frame.current;
    if (box === null) return;
    const place = (): void => {
      box.scrollTop = box.scrollHeight;
      if (touched !== null) box.querySelector('[data-touched="true"]')?.scrollIntoView({ block: 'nearest' });
      box.dataset['above'] = String(box.scrollTop > 1);
      box.dataset['below'] = String(box.scrollTop + box.clientHeight < box.scrollHeight - 1);
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(box);
    return () => observer.disconnect();
  }, [lines, touched]);
  return frame;
}

/** The lines, newest at the bottom; a sale longer than the screen shows its newest part. */
export function LineList(props: {
  readonly lines: readonly CustomerLine[];
  readonly touched: number | null;
}): ReactElement {
  const { lines, touched } = props;
  const t = useText();
  const frame = useNewestInSight(lines, touched);
  return (
    <div ref={frame} className="cd-lines flex min-h-0 flex-1 flex-col overflow-hidden px-[0.64em] pb-[1em]">
      <ol className="m-0 flex list-none flex-col gap-[0.1em] p-0" aria-label={t('display.lines')}>
        {lines.map((line) => (
          <MemoRow key={line.no} line={line} isTouched={line.no === touched} />
        ))}
      </ol>
    </div>
  );
}
