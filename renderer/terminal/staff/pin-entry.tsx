import type { ReactElement } from 'react';
import { Keypad, pressKey } from '../../kit/keypad.tsx';
import { PinDots as KitPinDots } from '../../kit/pin-dots.tsx';
import { useText } from '../../kit/text.tsx';
import { useDigitKeys } from '../sale/use-digit-keys.ts';

/** Longest PIN in digits. */
export const pinDigitsMax = 8;

/** A dot for each digit keyed; the PIN itself is never shown. */
export function PinDots({ pin, label }: { readonly pin: string; readonly label: string }): ReactElement {
  const t = useText();
  return <KitPinDots length={pin.length} label={label} spoken={t('pin.entered', { label, count: pin.length })} />;
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
