import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { KeyedFigure, Keypad, pressKey } from '../../kit/keypad.tsx';
import { useText } from '../../kit/text.tsx';
import { milliOfDigits } from '../app/keyed-figures.ts';
import { quantityLabel } from '../app/quantity-label.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import { useDigitKeys } from '../app/use-digit-keys.ts';

export interface CountSheetProps {
  readonly name: string;
  readonly unit: Item['unit'];
  /** Thousandths that were counted, also none, with what there is to say about it. */
  readonly onCount: (milli: number, note: string) => void;
  readonly onClose: () => void;
}

/** What is on the shelf now, counted without seeing what should be there. */
export function CountSheet({ name, unit, onCount, onClose }: CountSheetProps): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const [digits, setDigits] = useState('');
  const [note, setNote] = useState('');
  const isWhole = unit === 'each';
  const milli = milliOfDigits(digits, isWhole);
  const key = (pressed: string): void => setDigits((now) => pressKey(now, pressed, isWhole ? 5 : 8));
  const apply = (): void => {
    if (digits !== '') onCount(milli, note.trim());
  };
  useDigitKeys(key, apply);
  return (
    <BottomSheet
      title={t('count.title', { name })}
      closeLabel={t('close')}
      onClose={onClose}
      testId="count-sheet"
      footer={
        <Button tone="primary" size="giant" wide isDisabled={digits === ''} onPress={apply} testId="apply">
          {t('count.apply')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-[15px] text-soft">{t(isWhole ? 'count.pieces' : 'count.weigh', { unit })}</p>
        <KeyedFigure testId="sheet-value">{quantityLabel({ milli, unit }, format.decimal)}</KeyedFigure>
        <Keypad onKey={key} backLabel={t('keypad.back')} />
        <Field label={t('count.note')} value={note} onChange={setNote} maxLength={200} testId="count-note" />
      </div>
    </BottomSheet>
  );
}
