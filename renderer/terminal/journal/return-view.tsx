import { RotateCcw } from 'lucide-react';
import type { ReactElement } from 'react';
import type { LineId } from '../../../domain/id.ts';
import type { ReturnableLine } from '../../../domain/sale/returnable.ts';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Page } from '../../kit/panel.tsx';
import { Banner, EmptyState } from '../../kit/state.tsx';
import { Stepper } from '../../kit/stepper.tsx';
import { useText } from '../../kit/text.tsx';
import { quantityLabel } from '../sale/quantity-label.ts';
import { useStoreMoney } from '../store/store-text.tsx';

/** How much of which line comes back. */
export type ReturnPicks = ReadonlyMap<LineId, number>;
export interface ReturnViewProps {
  readonly number: string;
  readonly onNumber: (text: string) => void;
  readonly onFind: () => void;
  readonly transactionNumber: string | null;
  readonly lines: readonly ReturnableLine[];
  readonly picks: ReturnPicks;
  readonly refund: number;
  readonly restock: boolean;
  readonly reasonCode: string;
  readonly reasons: readonly Reason[];
  readonly problem: string | null;
  readonly onPick: (lineId: LineId, milli: number) => void;
  readonly onRestock: (restock: boolean) => void;
  readonly onReason: (code: string) => void;
  readonly onAdd: () => void;
  readonly onBack: () => void;
}

function Line({
  returnable,
  picked,
  onPick,
}: {
  readonly returnable: ReturnableLine;
  readonly picked: number;
  readonly onPick: (lineId: LineId, milli: number) => void;
}): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const { line, settled, leftMilli, returnedMilli } = returnable;
  // Measured goods come back as a whole: nobody weighs half an apple.
  const step = line.quantity.unit === 'each' ? Math.min(1000, leftMilli) : leftMilli;
  return (
    <li
      className={`flex min-h-16 items-center gap-4 border-b border-line px-4 py-2 last:border-0 ${picked > 0 ? 'bg-accent-soft' : ''}`}
      data-testid="return-line"
      data-name={line.name}
    >
      <span className="min-w-0 flex-1">
        <bdi className="block truncate font-medium">{line.name}</bdi>
        <span className="text-[13px] text-soft">
          {t('return.left', {
            left: quantityLabel({ milli: leftMilli, unit: line.quantity.unit }, format.decimal),
            sold: quantityLabel(line.quantity, format.decimal),
          })}
          {returnedMilli > 0 ? ` · ${t('return.already')}` : ''}
        </span>
      </span>
      <MoneyText minor={settled.gross} className="text-soft" />
      <Stepper
        text={quantityLabel({ milli: picked, unit: line.quantity.unit }, format.decimal)}
        lessLabel={t('line.less')}
        moreLabel={t('line.more')}
        isDisabled={leftMilli === 0}
        onLess={() => onPick(line.lineId, Math.max(0, picked - step))}
        onMore={() => onPick(line.lineId, Math.min(leftMilli, picked + step))}
      />
    </li>
  );
}

function Side(props: ReturnViewProps): ReactElement {
  const t = useText();
  return (
    <aside className="flex flex-col gap-4 rounded-card border border-line bg-surface p-5">
      <Choice
        label={t('reason')}
        value={props.reasonCode}
        onChange={props.onReason}
        options={props.reasons.map(({ code, label }) => ({ value: code, label }))}
        testId="return-reason"
      />
      <Segments
        label={t('return.goods')}
        testId="return-goods"
        value={props.restock ? 'shelf' : 'off'}
        onChange={(value) => props.onRestock(value === 'shelf')}
        options={[
          { value: 'shelf', label: t('return.to-shelf') },
          { value: 'off', label: t('return.not-to-shelf') },
        ]}
      />
      <div className="mt-auto">
        <p className="text-soft">{t('return.refund')}</p>
        <p className="mt-1 flex h-14 items-center">
          <MoneyText minor={props.refund} scale="display" testId="return-amount" />
        </p>
      </div>
      <Button
        tone="primary"
        size="giant"
        wide
        hint="F12"
        isDisabled={props.picks.size === 0}
        onPress={props.onAdd}
        testId="return-add"
      >
        {t('return.add')}
      </Button>
      <p className="text-[13px] text-soft">{t('return.exchange-hint')}</p>
    </aside>
  );
}

/** Goods come back: by receipt number or a scan of the receipt; never more than is left. */
export function ReturnView(props: ReturnViewProps): ReactElement {
  const t = useText();
  return (
    <Page title={t('return.title')} backLabel={t('back')} onBack={props.onBack}>
      <div className="flex h-full flex-col gap-4">
        <div className="flex items-end gap-3">
          <Field
            label={t('return.number')}
            value={props.number}
            onChange={props.onNumber}
            onEnter={props.onFind}
            placeholder={t('return.placeholder')}
            autoFocus
            testId="return-number"
          />
          <Button tone="primary" hint="Enter" onPress={props.onFind} testId="return-find">
            {t('return.find')}
          </Button>
        </div>
        {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="return-problem" />}
        {props.transactionNumber === null ? (
          <EmptyState
            icon={<RotateCcw size={56} strokeWidth={1.25} aria-hidden="true" />}
            title={t('return.empty-title')}
            text={t('return.empty-text')}
          />
        ) : (
          <div className="grid min-h-0 flex-1 grid-cols-[1fr_22rem] gap-5">
            <ul className="m-0 list-none overflow-auto rounded-card border border-line bg-surface p-0">
              {props.lines.map((each) => (
                <Line
                  key={each.line.lineId}
                  returnable={each}
                  picked={props.picks.get(each.line.lineId) ?? 0}
                  onPick={props.onPick}
                />
              ))}
            </ul>
            <Side {...props} />
          </div>
        )}
      </div>
    </Page>
  );
}
