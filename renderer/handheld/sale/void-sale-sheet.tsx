import type { ReactElement } from 'react';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { ReasonChoice } from './reason-choice.tsx';

export interface VoidSaleSheetProps {
  readonly reasons: readonly Reason[];
  readonly problem: string | null;
  readonly onVoid: (reasonCode: string) => void;
  readonly onClose: () => void;
}

/** Striking a sale can not be undone: it asks why, and that is the asking. */
export function VoidSaleSheet({ reasons, problem, onVoid, onClose }: VoidSaleSheetProps): ReactElement {
  const t = useText();
  return (
    <BottomSheet title={t('void.title')} closeLabel={t('close')} onClose={onClose} testId="void-sheet">
      <div className="flex flex-col gap-4 pb-4">
        <p>{t('void.text')}</p>
        <Problem text={problem} />
        <ReasonChoice reasons={reasons} value="" onChange={onVoid} />
      </div>
    </BottomSheet>
  );
}
