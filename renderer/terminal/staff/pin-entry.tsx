import type { ReactElement } from 'react';
import { Keypad, pressKey } from '../../kit/keypad.tsx';
import { useText } from '../../kit/text.tsx';
import { useDigitKeys } from '../sale/use-digit-keys.ts';

/** Longest PIN in digits. */
export const pinDigitsMax = 8;

/** A dot for each digit keyed; the PIN itself is never shown. */
export function PinDots({ pin, label }: { readonly pin: string; readonly label: string }): ReactElement {
  const t = useText();
  return (
    <div
      role="img"
      aria-label={t('pin.entered', { label, count: pin.length })}
      className="flex min-h-14 items-center justify-center gap-3 rounded-control border border-edge bg-surface"
      data-testid="pin-dots"
      data-length={pin.length}
    >
      {pin === '' ? <span className="text-soft">{label}</span> : null}
      {Array.from(pin, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dots have no identity but their place
        <span key={index} className="size-3.5 rounded-full bg-ink" />
      ))}
    </div>
  );
}

export interface PinKeypadProps {
  readonly pin: string;
  readonly onPin: (pin: string) => void;
  readonly onEnter: () => void;
}

/** Keys a PIN by touch or keyboard. */
export function PinKeypad({ pin, onPin, onEnter }: PinKeypadProps): ReactElement {
  const t = useText();
  const key = (pressed: string): void => onPin(pressKey(pin, pressed, pinDigitsMax));
  useDigitKeys(key, onEnter);
  return <Keypad onKey={key} backLabel={t('keypad.back')} />;
}
