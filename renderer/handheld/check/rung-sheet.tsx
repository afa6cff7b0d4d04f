import type { ReactElement } from 'react';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface RungSheetProps {
  readonly name: string;
  /** Lines that are rung already, for whomever; 0: the sale pays another check. */
  readonly count: number;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onPut: () => void;
  readonly onSale: () => void;
  readonly onClose: () => void;
}

/** A sale is open already: are its goods for this table? Nothing is mixed without a word. */
export function RungSheet({ name, count, problem, isBusy, ...acts }: RungSheetProps): ReactElement {
  const t = useText();
  const isOther = count === 0;
  return (
    <BottomSheet
      title={isOther ? t('check.other-title') : t('check.rung-title', { count })}
      closeLabel={t('close')}
      onClose={acts.onClose}
      testId="rung-sheet"
      footer={
        <>
          {isOther ? null : (
            <Button tone="primary" size="giant" wide isDisabled={isBusy} onPress={acts.onPut} testId="rung-put">
              <bdi className="line-clamp-2">{t('check.rung-put', { name })}</bdi>
            </Button>
          )}
          <Button size="tall" wide onPress={acts.onSale} testId="rung-sale">
            {t('check.rung-sale')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Problem text={problem} />
        <p>{t(isOther ? 'check.other-text' : 'check.rung-text')}</p>
      </div>
    </BottomSheet>
  );
}
