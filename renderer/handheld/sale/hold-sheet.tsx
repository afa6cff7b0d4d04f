import { type ReactElement, useState } from 'react';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface HoldSheetProps {
  readonly isOffline: boolean;
  readonly problem: string | null;
  readonly onHold: (label: string) => void;
  readonly onClose: () => void;
}

/** Puts the sale aside under a name everybody finds it by: a table, a person. */
export function HoldSheet({ isOffline, problem, onHold, onClose }: HoldSheetProps): ReactElement {
  const t = useText();
  const [label, setLabel] = useState('');
  return (
    <BottomSheet
      title={t('hold.title')}
      closeLabel={t('close')}
      onClose={onClose}
      testId="hold-sheet"
      footer={
        <Button tone="primary" size="giant" wide onPress={() => onHold(label.trim())} testId="hold-apply">
          {t('hold.apply')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Field
          label={t('hold.label')}
          value={label}
          onChange={setLabel}
          onEnter={() => onHold(label.trim())}
          maxLength={40}
          testId="hold-label"
        />
        <p className="text-[15px] text-soft">{t(isOffline ? 'hold.offline' : 'hold.shared')}</p>
        <Problem text={problem} />
      </div>
    </BottomSheet>
  );
}
