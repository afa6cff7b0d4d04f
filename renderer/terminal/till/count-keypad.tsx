import { CornerDownLeft } from 'lucide-react';
import type { ReactElement } from 'react';
import { Keypad, pressKey } from '../../kit/keypad.tsx';
import { useText } from '../../kit/text.tsx';
import { useStoreMoney } from '../store/store-text.tsx';
import { focusNextCount } from './cash-count.tsx';

/** The keypad of a count: writes into the marked field, so that a till without a keyboard can count. */
export function CountKeypad({
  text,
  digitsMax,
  withPoint = false,
  onText,
}: {
  readonly text: string;
  readonly digitsMax: number;
  /** Is it an amount, which may have decimals? */
  readonly withPoint?: boolean;
  readonly onText: (text: string) => void;
}): ReactElement {
  const t = useText();
  const { currency, format } = useStoreMoney();
  const point = withPoint && currency.digits > 0 ? format.decimal : '';
  return (
    <div className="flex flex-col gap-2" data-testid="count-keypad">
      <Keypad onKey={(key) => onText(pressKey(text, key, digitsMax))} point={point} backLabel={t('keypad.back')} />
      <button
        type="button"
        // The focus stays in the field that is being counted.
        onMouseDown={(event) => event.preventDefault()}
        onClick={focusNextCount}
        data-testid="count-next"
        className="flex min-h-14 cursor-pointer items-center justify-center gap-2 rounded-control border border-line bg-raised text-[15px] font-medium hover:bg-sunken active:bg-accent-soft"
      >
        <CornerDownLeft size={18} aria-hidden="true" />
        {t('count.next')}
      </button>
    </div>
  );
}
