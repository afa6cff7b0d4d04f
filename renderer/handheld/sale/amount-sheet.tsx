import { type ReactElement, useState } from 'react';
import type { Minor } from '../../../domain/money/minor.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { KeyedFigure, Keypad, pressKey } from '../../kit/keypad.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { amountDigitsMax, minorOfDigits } from '../app/keyed-figures.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import { useDigitKeys } from '../app/use-digit-keys.ts';

export interface AmountSheetProps {
  readonly title: string;
  readonly text: string;
  readonly act: string;
  readonly problem: string | null;
  readonly onApply: (amount: Minor) => void;
  readonly onClose: () => void;
}

/** An amount of money, keyed: an open price, the float of a shift. Nothing keyed is nothing. */
export function AmountSheet({ title, text, act, problem, onApply, onClose }: AmountSheetProps): ReactElement {
  const t = useText();
  const { currency } = useStoreMoney();
  const [digits, setDigits] = useState('');
  const amount = minorOfDigits(digits, currency);
  const key = (pressed: string): void => setDigits((now) => pressKey(now, pressed, amountDigitsMax));
  const apply = (): void => {
    if (digits !== '') onApply(amount);
  };
  useDigitKeys(key, apply);
  return (
    <BottomSheet
      title={title}
      closeLabel={t('close')}
      onClose={onClose}
      testId="amount-sheet"
      footer={
        <Button tone="primary" size="giant" wide isDisabled={digits === ''} onPress={apply} testId="apply">
          {act}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-[15px] text-soft">{text}</p>
        <KeyedFigure testId="sheet-value">
          <MoneyText minor={amount} />
        </KeyedFigure>
        <Problem text={problem} />
        <Keypad onKey={key} backLabel={t('keypad.back')} withDoubleZero />
      </div>
    </BottomSheet>
  );
}
