import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { useText } from '../../kit/text.tsx';

export interface RemoveViewProps {
  readonly name: string;
  readonly isPrinter: boolean;
  /** Drawers that hang on it and go with it. */
  readonly drawers: readonly string[];
  readonly problem: string | null;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** Asks once: a device that is in use is needed by somebody. */
export function RemoveView({ name, isPrinter, drawers, problem, onRemove, onClose }: RemoveViewProps): ReactElement {
  const t = useText();
  return (
    <Sheet
      title={t('device.remove-title', { name })}
      closeLabel={t('close')}
      onClose={onClose}
      size="small"
      footer={
        <SheetFooter problem={problem}>
          <Button size="tall" hint="Esc" onPress={onClose} testId="remove-cancel">
            {t('device.keep')}
          </Button>
          <Button tone="bad" size="tall" onPress={onRemove} testId="remove-confirm">
            {t('device.remove')}
          </Button>
        </SheetFooter>
      }
    >
      <p className="text-[15px]">{t(isPrinter ? 'device.remove-text' : 'device.remove-text-other')}</p>
      {drawers.length === 0 ? null : (
        <p className="mt-3 text-[15px] font-semibold" data-testid="remove-drawers">
          {t('device.remove-drawers', { names: drawers.join(', ') })}
        </p>
      )}
    </Sheet>
  );
}
