import { RotateCcw } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import type { LineId } from '../../../domain/id.ts';
import { multiplyByQuantity } from '../../../domain/quantity/quantity-arithmetic.ts';
import type { SaleLine, SettledLine } from '../../../domain/sale/sale.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Chip } from '../../kit/state.tsx';
import { Stepper } from '../../kit/stepper.tsx';
import { useText } from '../../kit/text.tsx';
import { useStoreMoney } from '../store/store-text.tsx';
import { quantityLabel } from './quantity-label.ts';

export interface LineActions {
  readonly onSelect: (lineId: LineId) => void;
  readonly onLess: (lineId: LineId) => void;
  readonly onMore: (lineId: LineId) => void;
  readonly onQuantity: () => void;
  readonly onDiscount: () => void;
  readonly onPrice: () => void;
  readonly onVoid: () => void;
}
export interface SaleLineRowProps {
  readonly line: SaleLine;
  readonly gross: number;
  readonly discount: number;
  readonly isSelected: boolean;
  readonly actions: LineActions;
}

function Details({ line, discount }: Pick<SaleLineRowProps, 'line' | 'discount'>): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  return (
    <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-soft">
      {line.labelAmount === null ? (
        <span className="money" dir="ltr">
          {quantityLabel(line.quantity, format.decimal)} × <MoneyText minor={line.unitPrice} />
        </span>
      ) : (
        <span className="money" dir="ltr">
          {quantityLabel(line.quantity, format.decimal)}
        </span>
      )}
      {line.direction === 'return' ? <Chip tone="warn">{t('line.return')}</Chip> : null}
      {line.priceSource === 'override' ? <Chip tone="info">{t('line.price-changed')}</Chip> : null}
      {line.priceSource === 'label' ? <Chip tone="idle">{t('line.from-label')}</Chip> : null}
      {discount > 0 ? (
        <Chip tone="info">
          {t('line.discount')} <MoneyText minor={-discount} />
        </Chip>
      ) : null}
      {line.voided === null ? null : <Chip tone="bad">{t('line.voided')}</Chip>}
      {line.note === '' ? null : <span className="truncate">{line.note}</span>}
    </span>
  );
}

function Tools({ line, actions }: Pick<SaleLineRowProps, 'line' | 'actions'>): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const fixed = line.direction === 'return' || line.labelAmount !== null;
  const figure = {
    label: t('line.quantity'),
    hint: 'F3',
    isDisabled: fixed,
    onPress: actions.onQuantity,
    testId: 'line-quantity',
  };
  return (
    <div className="flex flex-wrap items-center gap-0.5 px-3 pb-3 xl:gap-1">
      {line.quantity.unit === 'each' ? (
        <Stepper
          text={quantityLabel(line.quantity, format.decimal)}
          lessLabel={t('line.less')}
          moreLabel={t('line.more')}
          isDisabled={fixed}
          onLess={() => actions.onLess(line.lineId)}
          onMore={() => actions.onMore(line.lineId)}
          figure={figure}
        />
      ) : (
        // What is weighed has no next piece: only the figure, which leaves the others their room.
        <Button
          size="compact"
          hint={figure.hint}
          label={figure.label}
          isDisabled={fixed}
          onPress={figure.onPress}
          testId={figure.testId}
        >
          {quantityLabel(line.quantity, format.decimal)}
        </Button>
      )}
      <Button tone="quiet" size="compact" hint="F4" onPress={actions.onDiscount} testId="line-discount">
        {t('line.discount')}
      </Button>
      <Button tone="quiet" size="compact" hint="F5" isDisabled={fixed} onPress={actions.onPrice} testId="line-price">
        {t('line.price')}
      </Button>
      <Button tone="quiet" size="compact" hint="Del" onPress={actions.onVoid} testId="line-void">
        {t('line.void')}
      </Button>
    </div>
  );
}

/** What a struck line would have come to: it stays on the screen, with a line through it. */
function struckAmount({ labelAmount, unitPrice, quantity }: SaleLine): number {
  return labelAmount ?? multiplyByQuantity(unitPrice, quantity, 'half_up');
}

function Row({ line, gross, discount, isSelected, actions }: SaleLineRowProps): ReactElement {
  const struck = line.voided === null ? '' : 'line-through text-soft';
  const isReturn = line.direction === 'return';
  const amount = line.voided === null ? gross : struckAmount(line);
  return (
    <li
      data-testid="sale-line"
      data-line={line.lineId}
      data-voided={line.voided !== null}
      className={`border-b border-line border-s-4 ${isSelected ? 'border-s-accent bg-accent-soft' : 'border-s-transparent [contain-intrinsic-size:auto_61px] [content-visibility:auto]'}`}
    >
      <button
        type="button"
        aria-pressed={isSelected}
        onClick={() => actions.onSelect(line.lineId)}
        className="flex min-h-14 w-full cursor-pointer items-start gap-3 py-2 ps-2.5 pe-3.5 text-start"
      >
        <span className="min-w-0 flex-1">
          <span className={`flex items-center gap-1.5 text-[15px] font-medium ${struck}`}>
            {isReturn ? <RotateCcw size={15} aria-hidden="true" className="shrink-0 text-warn" /> : null}
            <bdi className="line-clamp-2 min-w-0 break-words">{line.name}</bdi>
          </span>
          <Details line={line} discount={discount} />
        </span>
        <MoneyText
          minor={isReturn ? -amount : amount}
          className={`pt-px text-base font-semibold ${struck}`}
          testId="line-gross"
        />
      </button>
      {isSelected && line.voided === null ? <Tools line={line} actions={actions} /> : null}
    </li>
  );
}

/**
 * One line of the sale; memoised, so that a scan draws one row and not two hundred, and left out of layout and paint by
 * the browser while it is out of sight (`content-visibility`), yet there for screen readers.
 */
export const SaleLineRow = memo(Row);

/** What a row shows of the settled figures: the customer's price after the line's own discounts. */
export function rowFigures(settled: SettledLine | undefined): { readonly gross: number; readonly discount: number } {
  if (settled === undefined) return { gross: 0, discount: 0 };
  return { gross: settled.extended - settled.discount, discount: settled.discount };
}
