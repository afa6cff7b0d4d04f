import { ReceiptText, ScanBarcode } from 'lucide-react';
import type { ReactElement } from 'react';
import type { LineId } from '../../../domain/id.ts';
import type { ReturnableLine } from '../../../domain/sale/returnable.ts';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Check } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Banner, EmptyState } from '../../kit/state.tsx';
import { Stepper } from '../../kit/stepper.tsx';
import { useText } from '../../kit/text.tsx';
import { HandPage } from '../app/hand-page.tsx';
import { quantityLabel } from '../app/quantity-label.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import { When } from '../app/when.tsx';
import type { ReturnableSale } from '../engine/handheld-engine.ts';
import { ReasonChoice } from '../sale/reason-choice.tsx';

export interface ReturnViewProps {
  readonly number: string;
  readonly found: ReturnableSale | null;
  readonly picks: ReadonlyMap<LineId, number>;
  readonly restock: boolean;
  readonly reasonCode: string;
  readonly reasons: readonly Reason[];
  readonly problem: string | null;
  /** Refunds are over until the hub was heard, or the role may not: says so instead of a form. */
  readonly barred: string | null;
  readonly isOffline: boolean;
  readonly isBusy: boolean;
  readonly now: number;
  readonly onNumber: (text: string) => void;
  readonly onFind: () => void;
  readonly onScan: () => void;
  readonly onPick: (lineId: LineId, milli: number) => void;
  readonly onRestock: (restock: boolean) => void;
  readonly onReason: (code: string) => void;
  readonly onAdd: () => void;
  readonly onBack: () => void;
}

function Line({
  row,
  picked,
  onPick,
}: {
  readonly row: ReturnableLine;
  readonly picked: number;
  readonly onPick: ReturnViewProps['onPick'];
}): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const { line, leftMilli } = row;
  const { unit } = line.quantity;
  const step = unit === 'each' ? 1_000 : leftMilli;
  const label = (milli: number): string => quantityLabel({ milli, unit }, format.decimal);
  const set = (milli: number): void => onPick(line.lineId, Math.min(leftMilli, Math.max(0, milli)));
  return (
    <li
      className="flex min-h-16 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2 last:border-b-0"
      data-testid="return-line"
    >
      <span className="min-w-28 flex-1">
        <bdi className="block break-words font-medium leading-snug">{line.name}</bdi>
        <span className="text-[13px] text-soft">
          {leftMilli === 0 ? t('return.none-left') : t('return.left', { left: label(leftMilli) })}
        </span>
      </span>
      {leftMilli === 0 ? null : (
        <Stepper
          text={label(picked)}
          lessLabel={t('line.less')}
          moreLabel={t('line.more')}
          onLess={() => set(picked - step)}
          onMore={() => set(picked + step)}
        />
      )}
    </li>
  );
}

function Form({ found, ...props }: ReturnViewProps & { readonly found: ReturnableSale }): ReactElement {
  const t = useText();
  return (
    <>
      <p className="text-[15px] text-soft">
        <span className="money font-semibold text-ink">{found.number}</span> ·{' '}
        <When at={found.completedAt} now={props.now} />
      </p>
      <ul
        aria-label={t('return.lines')}
        className="m-0 list-none rounded-card border border-line bg-surface p-0"
        data-testid="return-lines"
      >
        {found.lines.map((row) => (
          <Line key={row.line.lineId} row={row} picked={props.picks.get(row.line.lineId) ?? 0} onPick={props.onPick} />
        ))}
      </ul>
      <Check isOn={props.restock} onChange={props.onRestock} testId="restock">
        {t('return.restock')}
      </Check>
      <p className="font-semibold">{t('return.why')}</p>
      <ReasonChoice reasons={props.reasons} value={props.reasonCode} onChange={props.onReason} />
    </>
  );
}

function Empty(): ReactElement {
  const t = useText();
  return (
    <EmptyState
      icon={<ReceiptText size={48} strokeWidth={1.25} aria-hidden="true" />}
      title={t('return.empty')}
      text={t('return.empty-text')}
    />
  );
}

function Finder(props: ReturnViewProps): ReactElement {
  const t = useText();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
      <Field
        label={t('return.number')}
        value={props.number}
        onChange={props.onNumber}
        onEnter={props.onFind}
        maxLength={40}
        testId="receipt-number"
      />
      <Button icon={<ScanBarcode size={20} aria-hidden="true" />} onPress={props.onScan} testId="return-scan">
        {t('scan.open')}
      </Button>
    </div>
  );
}

/** Goods come back on their receipt. What needs the hub is said before anybody counts money. */
export function ReturnView(props: ReturnViewProps): ReactElement {
  const t = useText();
  const { found } = props;
  const isPicked = [...props.picks.values()].some((milli) => milli > 0) && props.reasonCode !== '';
  const isFinding = found === null;
  const isOff = props.isBusy || props.barred !== null || (isFinding ? props.number.trim() === '' : !isPicked);
  const footer = (
    <Button
      tone="primary"
      size="giant"
      wide
      isDisabled={isOff}
      onPress={isFinding ? props.onFind : props.onAdd}
      testId={isFinding ? 'find-receipt' : 'add-return'}
    >
      {t(isFinding ? 'return.find' : 'return.add')}
    </Button>
  );
  return (
    <HandPage title={t('return.title')} onBack={props.onBack} footer={footer} testId="return">
      {props.barred === null ? null : <Banner tone="warn" title={props.barred} testId="return-barred" />}
      {props.barred === null && props.isOffline ? (
        <Banner tone="info" title={t('return.offline')} text={t('return.offline-text')} testId="return-offline" />
      ) : null}
      <Finder {...props} />
      {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="return-problem" />}
      {found === null ? <Empty /> : <Form {...props} found={found} />}
    </HandPage>
  );
}
