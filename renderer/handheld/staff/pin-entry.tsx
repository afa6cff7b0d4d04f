import type { ReactElement } from 'react';
import { Keypad, pressKey } from '../../kit/keypad.tsx';
import { PinDots } from '../../kit/pin-dots.tsx';
import { useText } from '../../kit/text.tsx';
import { useDigitKeys } from '../app/use-digit-keys.ts';

/** Longest PIN in digits. */
export const pinDigitsMax = 8;

export interface PinEntryProps {
  readonly pin: string;
  readonly label: string;
  /** Changes what is keyed so far: keys may come faster than the screen is drawn. */
  readonly onPin: (change: (pin: string) => string) => void;
  readonly onEnter: () => void;
}

/** Keys a PIN: a dot for each digit, never the digit. */
export function PinEntry({ pin, label, onPin, onEnter }: PinEntryProps): ReactElement {
  const t = useText();
  const key = (pressed: string): void => onPin((now) => pressKey(now, pressed, pinDigitsMax));
  useDigitKeys(key, onEnter);
  return (
    <>
      <PinDots length={pin.length} label={label} spoken={t('pin.entered', { label, count: pin.length })} />
      <Keypad onKey={key} backLabel={t('keypad.back')} />
    </>
  );
}
