import { type ReactElement, useState } from 'react';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { BesideKeypad, KeyedFigure, Keypad } from '../../kit/keypad.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { ReasonField, useReasonChoice } from '../sale/reason-field.tsx';
import { useDigitKeys } from '../sale/use-digit-keys.ts';
import { amountDigitsMax, minorOfKeyed } from '../store/amount-entry.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { useKeyed } from '../store/use-keyed.ts';

export interface CashMoveSheetProps {
  readonly title: string;
  readonly reasons: readonly Reason[];
  readonly problem: string | null;
  readonly onMove: (move: { amount: number; reasonCode: string; note: string }) => void;
  readonly onClose: () => void;
}

/** Cash in or out without a sale: how much and why. */
export function CashMoveSheet(props: CashMoveSheetProps): ReactElement {
  const t = useText();
  const { currency } = useStoreMoney();
  const keyed = useKeyed({ wholeMax: amountDigitsMax, decimals: currency.shownDigits });
  const [note, setNote] = useState('');
  const reason = useReasonChoice(props.reasons);
  const amount = minorOfKeyed(keyed.text, currency);
  const move = (): void => {
    if (amount > 0 && reason.isChosen()) props.onMove({ amount, reasonCode: reason.code, note });
  };
  useDigitKeys(keyed.press, move);
  return (
    <Sheet
      title={props.title}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="keypad"
      footer={
        <Button tone="primary" size="tall" hint="Enter" isDisabled={amount === 0} onPress={move} testId="apply">
          {t('cash-move.apply')}
        </Button>
      }
    >
      <BesideKeypad keypad={<Keypad onKey={keyed.press} backLabel={t('keypad.back')} withDoubleZero />}>
        <KeyedFigure>
          <MoneyText minor={amount} testId="sheet-value" />
        </KeyedFigure>
        <ReasonField {...reason} reasons={props.reasons} />
        <Field label={t('note')} value={note} onChange={setNote} testId="note" />
        <Problem text={props.problem ?? keyed.problem ?? reason.problem} />
      </BesideKeypad>
    </Sheet>
  );
}
