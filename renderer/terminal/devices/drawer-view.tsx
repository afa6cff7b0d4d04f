import { type ReactElement, useState } from 'react';
import type { DeviceBinding } from '../../../domain/device/device-binding.ts';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { useText } from '../../kit/text.tsx';
import { placeText } from './device-place.ts';

export interface DrawerViewProps {
  readonly printers: readonly DeviceBinding[];
  readonly problem: string | null;
  readonly onSave: (printer: string, pin: 2 | 5) => void;
  readonly onClose: () => void;
}

/** A drawer is plugged into a printer: which one, and into which of its two connectors. */
export function DrawerView({ printers, problem, onSave, onClose }: DrawerViewProps): ReactElement {
  const t = useText();
  const [printer, setPrinter] = useState(printers[0]?.name ?? '');
  const [pin, setPin] = useState<2 | 5>(2);
  return (
    <Sheet
      title={t('device.drawer-title')}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <SheetFooter problem={problem}>
          <Button
            tone="primary"
            size="tall"
            isDisabled={printer === ''}
            onPress={() => onSave(printer, pin)}
            testId="drawer-save"
          >
            {t('device.bind')}
          </Button>
        </SheetFooter>
      }
    >
      <div className="flex flex-col gap-4">
        <Choice
          label={t('device.drawer-printer')}
          value={printer}
          options={printers.map(({ name, address }) => ({ value: name, label: `${name} · ${placeText(t, address)}` }))}
          onChange={setPrinter}
          testId="drawer-printer"
        />
        <Segments
          label={t('device.drawer-pin')}
          value={String(pin)}
          options={[
            { value: '2', label: t('device.drawer-pin-2') },
            { value: '5', label: t('device.drawer-pin-5') },
          ]}
          onChange={(value) => setPin(value === '5' ? 5 : 2)}
          testId="drawer-pin"
        />
      </div>
    </Sheet>
  );
}
