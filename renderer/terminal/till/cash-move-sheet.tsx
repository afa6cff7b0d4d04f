import { type ReactElement, useState } from 'react';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { BesideKeypad, KeyedFigure, Keypad, pressKey } from '../../kit/keypad.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { useDigitKeys } from '../sale/use-digit-keys.ts';
import { amountDigitsMax, minorOfKeyed } from '../store/amount-entry.ts';
import { useStoreMoney } from '../store/store-text.tsx';

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
  const [digits, setDigits] = useState('');
  const [note, setNote] = useState('');
  const [reasonCode, setReason] = useState(props.reasons[0]?.code ?? '');
  const key = (pressed: string): void => setDigits((now) => pressKey(now, pressed, amountDigitsMax));
  const move = (): void => props.onMove({ amount: minorOfKeyed(digits, currency), reasonCode, note });
  useDigitKeys(key, move);
  return (
    <Sheet
      title={props.title}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="keypad"
      footer={
        <Button tone="primary" size="tall" hint="Enter" isDisabled={Number(digits) === 0} onPress={move} testId="apply">
          {t('cash-move.apply')}
        </Button>
      }
    >
      <BesideKeypad keypad={<Keypad onKey={key} backLabel={t('keypad.back')} withDoubleZero />}>
        <KeyedFigure>
          <MoneyText minor={minorOfKeyed(digits, currency)} testId="sheet-value" />
        </KeyedFigure>
        <Choice
          label={t('reason')}
          value={reasonCode}
          onChange={setReason}
          options={props.reasons.map(({ code, label }) => ({ value: code, label }))}
          testId="reason"
        />
        <Field label={t('note')} value={note} onChange={setNote} testId="note" />
        {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="sheet-problem" />}
      </BesideKeypad>
    </Sheet>
  );
}
