import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { KeyedFigure, Keypad, pressKey } from '../../kit/keypad.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { milliOfDigits } from '../app/keyed-figures.ts';
import { quantityLabel } from '../app/quantity-label.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import { useDigitKeys } from '../app/use-digit-keys.ts';

export interface QuantitySheetProps {
  readonly name: string;
  readonly unit: Item['unit'];
  readonly problem: string | null;
  /** Thousandths of the unit. */
  readonly onApply: (milli: number) => void;
  readonly onClose: () => void;
}

/** How many, or what the scale shows: goods by weight are keyed in thousandths, grams of a kilogram. */
export function QuantitySheet({ name, unit, problem, onApply, onClose }: QuantitySheetProps): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const [digits, setDigits] = useState('');
  const isWhole = unit === 'each';
  const milli = milliOfDigits(digits, isWhole);
  const key = (pressed: string): void => setDigits((now) => pressKey(now, pressed, isWhole ? 5 : 8));
  const apply = (): void => {
    if (milli > 0) onApply(milli);
  };
  useDigitKeys(key, apply);
  return (
    <BottomSheet
      title={name}
      closeLabel={t('close')}
      onClose={onClose}
      testId="quantity-sheet"
      footer={
        <Button tone="primary" size="giant" wide isDisabled={milli === 0} onPress={apply} testId="apply">
          {t('quantity.apply')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-[15px] text-soft">{t(isWhole ? 'quantity.pieces' : 'quantity.weigh', { unit })}</p>
        <KeyedFigure testId="sheet-value">{quantityLabel({ milli, unit }, format.decimal)}</KeyedFigure>
        <Problem text={problem} />
        <Keypad onKey={key} backLabel={t('keypad.back')} />
      </div>
    </BottomSheet>
  );
}
