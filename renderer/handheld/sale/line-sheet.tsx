import { Percent, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { SaleLine } from '../../../domain/sale/sale.ts';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Problem } from '../../kit/state.tsx';
import { Stepper } from '../../kit/stepper.tsx';
import { useText } from '../../kit/text.tsx';
import { quantityLabel } from '../app/quantity-label.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import { ReasonChoice } from './reason-choice.tsx';

export interface LineSheetProps {
  readonly line: SaleLine;
  /** What the line comes to, minor units. */
  readonly gross: number;
  readonly reasons: readonly Reason[];
  readonly mayDiscount: boolean;
  readonly problem: string | null;
  readonly onMilli: (milli: number) => void;
  readonly onKeyQuantity: () => void;
  readonly onDiscount: () => void;
  readonly onRemoveDiscount: (discountId: string) => void;
  readonly onVoid: (reasonCode: string) => void;
  readonly onClose: () => void;
}

function Quantity({ line, onMilli, onKeyQuantity }: LineSheetProps): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const { milli, unit } = line.quantity;
  const isWhole = unit === 'each';
  return (
    <div className="flex items-center gap-3">
      {isWhole ? (
        <Stepper
          text={quantityLabel(line.quantity, format.decimal)}
          lessLabel={t('line.less')}
          moreLabel={t('line.more')}
          onLess={() => {
            if (milli > 1_000) onMilli(milli - 1_000);
          }}
          onMore={() => onMilli(milli + 1_000)}
        />
      ) : (
        <span className="money text-xl font-semibold">{quantityLabel(line.quantity, format.decimal)}</span>
      )}
      <Button wide onPress={onKeyQuantity} testId="quantity">
        {t(isWhole ? 'line.quantity' : 'line.weigh')}
      </Button>
    </div>
  );
}

function Discounts({ line, onRemoveDiscount }: LineSheetProps): ReactElement | null {
  const t = useText();
  if (line.discounts.length === 0) return null;
  return (
    <ul className="m-0 flex list-none flex-col gap-1 p-0">
      {line.discounts.map((discount) => (
        <li key={discount.discountId} className="flex items-center gap-2 text-[15px]">
          <span className="min-w-0 flex-1">
            {discount.label} ·{' '}
            {discount.kind === 'percent' ? `${discount.ratePpm / 10_000} %` : <MoneyText minor={discount.amount} />}
          </span>
          <Button tone="quiet" onPress={() => onRemoveDiscount(discount.discountId)} testId="remove-discount">
            {t('line.remove-discount')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** One line of the sale: more, less, cheaper, off. */
export function LineSheet(props: LineSheetProps): ReactElement {
  const t = useText();
  const { line } = props;
  const [isVoiding, setVoiding] = useState(false);
  return (
    <BottomSheet
      title={line.name}
      closeLabel={t('close')}
      onClose={props.onClose}
      testId="line-sheet"
      footer={
        <Button tone="primary" size="giant" wide onPress={props.onClose} testId="line-done">
          {t('line.done')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="flex items-baseline justify-between text-soft">
          <MoneyText minor={line.unitPrice} />
          <MoneyText minor={props.gross} className="text-2xl font-bold text-ink" />
        </p>
        {line.direction === 'sale' && line.labelAmount === null ? <Quantity {...props} /> : null}
        <Discounts {...props} />
        <Problem text={props.problem} />
        {isVoiding ? (
          <>
            <p className="font-semibold">{t('line.why')}</p>
            <ReasonChoice reasons={props.reasons} value="" onChange={props.onVoid} />
          </>
        ) : (
          <div className="grid grid-cols-2 gap-2">
            <Button
              size="tall"
              isDisabled={!props.mayDiscount || line.direction === 'return'}
              icon={<Percent size={20} aria-hidden="true" />}
              onPress={props.onDiscount}
              testId="line-discount"
            >
              {t('line.discount')}
            </Button>
            <Button
              size="tall"
              tone="bad"
              icon={<Trash2 size={20} aria-hidden="true" />}
              onPress={() => setVoiding(true)}
              testId="void-line"
            >
              {t('line.void')}
            </Button>
          </div>
        )}
      </div>
    </BottomSheet>
  );
}
