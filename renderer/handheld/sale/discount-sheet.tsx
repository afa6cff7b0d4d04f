import { type ReactElement, useState } from 'react';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { Segments } from '../../kit/choice.tsx';
import { KeyedFigure, Keypad, pressKey } from '../../kit/keypad.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { amountDigitsMax, minorOfDigits, ppmOfDigits } from '../app/keyed-figures.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import { useDigitKeys } from '../app/use-digit-keys.ts';
import type { DiscountWish } from '../engine/handheld-engine.ts';
import { ReasonChoice } from './reason-choice.tsx';

export interface DiscountSheetProps {
  /** Null: off the whole sale. */
  readonly name: string | null;
  readonly reasons: readonly Reason[];
  readonly problem: string | null;
  readonly onApply: (wish: DiscountWish) => void;
  readonly onClose: () => void;
}

/** A discount within the role, percent or amount, always with its reason. */
export function DiscountSheet({ name, reasons, problem, onApply, onClose }: DiscountSheetProps): ReactElement {
  const t = useText();
  const { currency } = useStoreMoney();
  const [kind, setKind] = useState<DiscountWish['kind']>('percent');
  const [digits, setDigits] = useState('');
  const [reasonCode, setReason] = useState(reasons.length === 1 ? (reasons[0]?.code ?? '') : '');
  const key = (pressed: string): void =>
    setDigits((now) => pressKey(now, pressed, kind === 'percent' ? 3 : amountDigitsMax));
  const isReady = Number(digits) > 0 && reasonCode !== '';
  const apply = (): void => {
    if (!isReady) return;
    const label = reasons.find(({ code }) => code === reasonCode)?.label ?? '';
    if (kind === 'percent') onApply({ kind, ratePpm: ppmOfDigits(digits), reasonCode, label });
    else onApply({ kind, amount: minorOfDigits(digits, currency), reasonCode, label });
  };
  useDigitKeys(key, apply);
  return (
    <BottomSheet
      title={name === null ? t('discount.title-sale') : t('discount.title-line', { name })}
      closeLabel={t('close')}
      onClose={onClose}
      testId="discount-sheet"
      footer={
        <Button tone="primary" size="giant" wide isDisabled={!isReady} onPress={apply} testId="apply">
          {t('discount.apply')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <KindChoice
          kind={kind}
          onKind={(chosen) => {
            setKind(chosen);
            setDigits('');
          }}
        />
        <KeyedFigure testId="sheet-value">
          {kind === 'percent' ? (
            `${ppmOfDigits(digits) / 10_000} %`
          ) : (
            <MoneyText minor={minorOfDigits(digits, currency)} />
          )}
        </KeyedFigure>
        <ReasonChoice reasons={reasons} value={reasonCode} onChange={setReason} />
        <Problem text={problem} />
        <Keypad onKey={key} backLabel={t('keypad.back')} withDoubleZero={kind === 'amount'} />
      </div>
    </BottomSheet>
  );
}

interface KindChoiceProps {
  readonly kind: DiscountWish['kind'];
  readonly onKind: (kind: DiscountWish['kind']) => void;
}
function KindChoice({ kind, onKind }: KindChoiceProps): ReactElement {
  const t = useText();
  return (
    <Segments
      label={t('discount.kind')}
      hideLabel
      value={kind}
      options={[
        { value: 'percent', label: t('discount.percent') },
        { value: 'amount', label: t('discount.amount') },
      ]}
      onChange={(value) => onKind(value === 'amount' ? 'amount' : 'percent')}
      testId="discount-kind"
    />
  );
}
