import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';

export interface UnsavedSheetProps {
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly onClose: () => void;
}

/** Changes that are not saved: keep them or let them go; Esc goes on changing. */
export function UnsavedSheet({ onSave, onDiscard, onClose }: UnsavedSheetProps): ReactElement {
  const t = useText();
  return (
    <Sheet
      title={t('settings.unsaved')}
      closeLabel={t('close')}
      onClose={onClose}
      size="small"
      footer={
        <>
          <Button tone="bad" size="tall" onPress={onDiscard} testId="discard-settings">
            {t('settings.discard')}
          </Button>
          <Button tone="primary" size="tall" hint="Enter" autoFocus onPress={onSave} testId="save-and-leave">
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <p className="text-[15px]">{t('settings.unsaved-text')}</p>
    </Sheet>
  );
}
