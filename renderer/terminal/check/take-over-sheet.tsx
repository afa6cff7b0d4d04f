import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { Holder } from './check-holder.tsx';
import type { CheckRow } from './check-list.tsx';

export interface TakeOverSheetProps {
  readonly row: Pick<CheckRow, 'table' | 'holder'>;
  readonly problem: string | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before a check leaves the device that has it. Enter leaves it there: two presses must not charge a guest twice. */
export function TakeOverSheet({ row, problem, onConfirm, onClose }: TakeOverSheetProps): ReactElement {
  const t = useText();
  const { table, holder } = row;
  const name = table === '' ? t('checks.no-table') : t('checks.table', { table });
  return (
    <Sheet
      title={t('checks.take-over-title', { name })}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <>
          <Button tone="bad" size="tall" onPress={onConfirm} testId="take-over-confirm">
            {t('checks.take-over')}
          </Button>
          <Button size="tall" hint="Enter" autoFocus onPress={onClose} testId="take-over-leave">
            {t('checks.take-over-leave')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {holder === null ? null : <Holder holder={holder} />}
        <p className="text-[15px]">
          {t('checks.take-over-text', { name: holder?.staffName ?? '', device: holder?.deviceName ?? '' })}
        </p>
        <Problem text={problem} />
      </div>
    </Sheet>
  );
}
