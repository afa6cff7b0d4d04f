import { type ReactElement, useState } from 'react';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface CardSheetProps {
  readonly amount: number;
  readonly direction: 'taken' | 'refunded';
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onTaken: (reference: string) => void;
  readonly onClose: () => void;
}

/** The card was taken on a terminal of its own: the app books it, with the number on the slip. */
export function CardSheet({ amount, direction, problem, isBusy, onTaken, onClose }: CardSheetProps): ReactElement {
  const t = useText();
  const [reference, setReference] = useState('');
  const taken = (): void => {
    if (!isBusy) onTaken(reference.trim());
  };
  const isBack = direction === 'refunded';
  return (
    <BottomSheet
      title={t('card.title')}
      closeLabel={t('close')}
      onClose={onClose}
      testId="card-sheet"
      footer={
        <Button tone="primary" size="giant" wide isDisabled={isBusy} onPress={taken} testId="card-taken">
          {t(isBack ? 'card.refunded' : 'card.taken')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-center">
          <MoneyText minor={amount} scale="display" testId="card-amount" />
        </p>
        <p>{t(isBack ? 'card.refund-text' : 'card.text')}</p>
        <Field
          label={t('card.reference')}
          help={t('card.reference-help')}
          value={reference}
          onChange={setReference}
          onEnter={taken}
          maxLength={40}
          testId="card-reference"
        />
        <Problem text={problem} />
      </div>
    </BottomSheet>
  );
}
