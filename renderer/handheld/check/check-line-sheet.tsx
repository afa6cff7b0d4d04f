import { CircleCheck, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { quantityLabel } from '../app/quantity-label.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import { When } from '../app/when.tsx';
import type { CheckLineView } from '../engine/check-engine.ts';
import { ReasonChoice } from '../sale/reason-choice.tsx';
import { PendingMark } from './check-marks.tsx';

export interface CheckLineSheetProps {
  readonly line: CheckLineView;
  /** What the line comes to, minor units. */
  readonly amount: number;
  readonly now: number;
  readonly reasons: readonly Reason[];
  /** Why it can not be struck off now, in words; null when it can. */
  readonly barred: string | null;
  readonly mayServe: boolean;
  readonly problem: string | null;
  readonly onServe: () => void;
  readonly onVoid: (reasonCode: string) => void;
  readonly onClose: () => void;
}

function Facts({ line: view, amount, now }: CheckLineSheetProps): ReactElement {
  const { format } = useStoreMoney();
  const { line, addedAt, addedBy } = view;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex items-baseline justify-between gap-3 text-soft">
        <span>
          {quantityLabel(line.quantity, format.decimal)} × <MoneyText minor={line.unitPrice} />
        </span>
        <MoneyText minor={amount} className="text-2xl font-bold text-ink" />
      </p>
      {line.note === '' ? null : <p className="break-words">{line.note}</p>}
      <p className="flex flex-wrap gap-x-3 text-[15px] text-soft">
        <span>
          <When at={addedAt} now={now} />
          {addedBy === '' ? '' : ` · ${addedBy}`}
        </span>
        {view.isPending ? <PendingMark /> : null}
      </p>
    </div>
  );
}

/** One line of a check: brought, or struck off with a reason. It never changes: another quantity is another line. */
export function CheckLineSheet(props: CheckLineSheetProps): ReactElement {
  const t = useText();
  const { line, barred } = props;
  const [isVoiding, setVoiding] = useState(false);
  return (
    <BottomSheet title={line.line.name} closeLabel={t('close')} onClose={props.onClose} testId="check-line-sheet">
      <div className="flex flex-col gap-4 pb-2">
        <Facts {...props} />
        <Problem text={props.problem ?? barred} />
        {isVoiding ? (
          <>
            <p className="font-semibold">{t('line.why')}</p>
            <ReasonChoice reasons={props.reasons} value="" onChange={props.onVoid} />
          </>
        ) : (
          <div className="grid grid-cols-2 gap-2">
            <Button
              size="tall"
              isDisabled={line.served || !props.mayServe}
              icon={<CircleCheck size={20} aria-hidden="true" />}
              onPress={props.onServe}
              testId="serve"
            >
              {t('check.served')}
            </Button>
            <Button
              size="tall"
              tone="bad"
              isDisabled={barred !== null}
              icon={<Trash2 size={20} aria-hidden="true" />}
              onPress={() => setVoiding(true)}
              testId="strike"
            >
              {t('line.void')}
            </Button>
          </div>
        )}
      </div>
    </BottomSheet>
  );
}
