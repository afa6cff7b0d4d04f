import type { ReactElement } from 'react';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { ReasonChoice } from '../sale/reason-choice.tsx';

export interface CloseCheckSheetProps {
  readonly name: string;
  readonly reasons: readonly Reason[];
  readonly problem: string | null;
  readonly onApply: (reasonCode: string) => void;
  readonly onClose: () => void;
}

/** Closing without money asks why, and that is the asking. */
export function CloseCheckSheet({ name, reasons, problem, onApply, onClose }: CloseCheckSheetProps): ReactElement {
  const t = useText();
  return (
    <BottomSheet
      title={t('check.close-title', { name })}
      closeLabel={t('close')}
      onClose={onClose}
      testId="close-check-sheet"
    >
      <div className="flex flex-col gap-4 pb-4">
        <p>{t('check.close-why')}</p>
        <Problem text={problem} />
        <ReasonChoice reasons={reasons} value="" onChange={onApply} />
      </div>
    </BottomSheet>
  );
}
