import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { useText } from '../../kit/text.tsx';

export interface RemoveViewProps {
  readonly name: string;
  readonly problem: string | null;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** Asks once: a device that is in use is needed by somebody. */
export function RemoveView({ name, problem, onRemove, onClose }: RemoveViewProps): ReactElement {
  const t = useText();
  return (
    <Sheet
      title={t('device.remove-title', { name })}
      closeLabel={t('close')}
      onClose={onClose}
      size="small"
      footer={
        <SheetFooter problem={problem}>
          <Button tone="bad" size="tall" onPress={onRemove} testId="remove-confirm">
            {t('device.remove')}
          </Button>
        </SheetFooter>
      }
    >
      <p className="text-[15px]">{t('device.remove-text')}</p>
    </Sheet>
  );
}
