import type { ReactElement } from 'react';
import { Keypad, pressKey } from '../../kit/keypad.tsx';
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
      <div
        role="img"
        aria-label={t('pin.entered', { label, count: pin.length })}
        className="flex min-h-12 items-center justify-center gap-3 rounded-control border border-edge bg-surface"
        data-testid="pin-dots"
        data-length={pin.length}
      >
        {pin === '' ? <span className="text-soft">{label}</span> : null}
        {Array.from(pin, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: dots have no identity but their place
          <span key={index} className="size-3.5 rounded-full bg-ink" />
        ))}
      </div>
      <Keypad onKey={key} backLabel={t('keypad.back')} />
    </>
  );
}
