import type { ReactElement } from 'react';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import { useDigitKeys } from './use-digit-keys.ts';

export interface ReasonSheetProps {
  readonly title: string;
  readonly text?: string;
  readonly reasons: readonly Reason[];
  readonly onPick: (reasonCode: string) => void;
  readonly onClose: () => void;
}

/** Why? One tap, or the number beside it. */
export function ReasonSheet({ title, text, reasons, onPick, onClose }: ReasonSheetProps): ReactElement {
  const t = useText();
  const pick = (digit: string): void => {
    const reason = reasons[Number(digit) - 1];
    if (reason !== undefined) onPick(reason.code);
  };
  useDigitKeys(pick, null);
  return (
    <Sheet title={title} closeLabel={t('close')} onClose={onClose} size="small">
      <div className="flex flex-col gap-2">
        {text === undefined ? null : <p className="mb-2 text-[15px] text-soft">{text}</p>}
        {reasons.map(({ code, label }, index) => (
          <Button
            key={code}
            size="tall"
            align="start"
            wide
            hint={index < 9 ? String(index + 1) : undefined}
            autoFocus={index === 0}
            onPress={() => onPick(code)}
            testId={`reason-${code}`}
          >
            {label}
          </Button>
        ))}
      </div>
    </Sheet>
  );
}
