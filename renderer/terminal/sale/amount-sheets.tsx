import { type ReactElement, useState } from 'react';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Segments } from '../../kit/choice.tsx';
import { BesideKeypad, KeyedFigure, Keypad } from '../../kit/keypad.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { amountDigitsMax, minorOfKeyed, scaledOfKeyed } from '../store/amount-entry.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { useKeyed } from '../store/use-keyed.ts';
import { ReasonField, useReasonChoice } from './reason-field.tsx';
import { useDigitKeys } from './use-digit-keys.ts';

export interface DiscountSheetProps {
  readonly target: 'line' | 'sale';
  readonly name: string;
  readonly reasons: readonly Reason[];
  readonly problem: string | null;
  readonly onApply: (discount: { kind: 'amount' | 'percent'; value: number; reasonCode: string }) => void;
  readonly onClose: () => void;
}

/** Percent as keyed, `12` or `12.5`, in ppm; never above the whole. */
function ppmOfKeyed(text: string): number {
  const hundredths = scaledOfKeyed(text, percentLimits.decimals) ?? Number(text === '' ? '0' : text) * 100;
  return Math.min(hundredths * 100, 1_000_000);
}

const percentLimits = { wholeMax: 3, decimals: 2 } as const;

function Shown({ kind, digits }: { readonly kind: 'amount' | 'percent'; readonly digits: string }): ReactElement {
  const { currency, format } = useStoreMoney();
  return (
    <KeyedFigure testId="sheet-value">
      {kind === 'percent' ? (
        `${digits === '' ? '0' : digits.replace('.', format.decimal)} %`
      ) : (
        <MoneyText minor={minorOfKeyed(digits, currency)} />
      )}
    </KeyedFigure>
  );
}

/** A discount on one line or the whole sale: percent or amount, always with its reason. */
export function DiscountSheet(props: DiscountSheetProps): ReactElement {
  const t = useText();
  const { currency } = useStoreMoney();
  const [kind, setKind] = useState<'amount' | 'percent'>('percent');
  const keyed = useKeyed(
    kind === 'percent' ? percentLimits : { wholeMax: amountDigitsMax, decimals: currency.shownDigits },
  );
  const reason = useReasonChoice(props.reasons);
  const value = kind === 'percent' ? ppmOfKeyed(keyed.text) : minorOfKeyed(keyed.text, currency);
  const apply = (): void => {
    if (value > 0 && reason.isChosen()) props.onApply({ kind, value, reasonCode: reason.code });
  };
  useDigitKeys(keyed.press, apply);
  return (
    <Sheet
      title={t(props.target === 'line' ? 'discount.title-line' : 'discount.title-sale', { name: props.name })}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="keypad"
      footer={
        <Button tone="primary" size="tall" hint="Enter" isDisabled={value === 0} onPress={apply} testId="apply">
          {t('discount.apply')}
        </Button>
      }
    >
      <BesideKeypad
        keypad={<Keypad onKey={keyed.press} backLabel={t('keypad.back')} withDoubleZero={kind === 'amount'} />}
      >
        <Segments
          label={t('discount.kind')}
          hideLabel
          value={kind}
          testId="discount-kind"
          options={[
            { value: 'percent', label: t('discount.percent') },
            { value: 'amount', label: t('discount.amount') },
          ]}
          onChange={(value) => {
            setKind(value === 'amount' ? 'amount' : 'percent');
            keyed.set('');
          }}
        />
        <Shown kind={kind} digits={keyed.text} />
        {kind === 'percent' ? (
          <div className="grid grid-cols-4 gap-2">
            {['5', '10', '20', '50'].map((percent) => (
              <Button key={percent} size="tall" onPress={() => keyed.set(percent)} testId={`percent-${percent}`}>
                {percent} %
              </Button>
            ))}
          </div>
        ) : null}
        <ReasonField {...reason} reasons={props.reasons} />
        <Problem text={props.problem ?? keyed.problem ?? reason.problem} />
      </BesideKeypad>
    </Sheet>
  );
}

export interface PriceSheetProps {
  readonly name: string;
  readonly now: number;
  readonly reasons: readonly Reason[];
  readonly problem: string | null;
  readonly onApply: (unitPrice: number, reasonCode: string) => void;
  readonly onClose: () => void;
}

/** Another price for one line, with the reason; what the catalog says stays in sight. */
export function PriceSheet(props: PriceSheetProps): ReactElement {
  const t = useText();
  const { currency } = useStoreMoney();
  const keyed = useKeyed({ wholeMax: amountDigitsMax, decimals: currency.shownDigits });
  const reason = useReasonChoice(props.reasons);
  const apply = (): void => {
    if (keyed.text !== '' && reason.isChosen()) props.onApply(minorOfKeyed(keyed.text, currency), reason.code);
  };
  useDigitKeys(keyed.press, apply);
  return (
    <Sheet
      title={t('price.title', { name: props.name })}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="keypad"
      footer={
        <Button tone="primary" size="tall" hint="Enter" isDisabled={keyed.text === ''} onPress={apply} testId="apply">
          {t('price.apply')}
        </Button>
      }
    >
      <BesideKeypad keypad={<Keypad onKey={keyed.press} backLabel={t('keypad.back')} withDoubleZero />}>
        <p className="flex justify-between text-[15px] text-soft">
          <span>{t('price.now')}</span>
          <MoneyText minor={props.now} />
        </p>
        <Shown kind="amount" digits={keyed.text} />
        <ReasonField {...reason} reasons={props.reasons} />
        <Problem text={props.problem ?? keyed.problem ?? reason.problem} />
      </BesideKeypad>
    </Sheet>
  );
}

export interface QuantitySheetProps {
  readonly name: string;
  readonly unit: string;
  readonly problem: string | null;
  /** What lies on the scale, for goods sold by weight. */
  readonly scale?: ReactElement | null;
  /** The settled weight on it, thousandths of the unit; Enter takes it while nothing is keyed (WG12). */
  readonly weighedMilli?: number | null;
  /** Thousandths of the unit. */
  readonly onApply: (milli: number) => void;
  readonly onClose: () => void;
}

const pieceLimits = { wholeMax: 10, decimals: null } as const;
const measureLimits = { wholeMax: 8, decimals: 3 } as const;

/** How many, or how much: pieces are whole, measured goods are keyed in thousandths (grams of a kilogram). */
export function QuantitySheet(props: QuantitySheetProps): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const whole = props.unit === 'each';
  const limits = whole ? pieceLimits : measureLimits;
  const keyed = useKeyed(limits, whole ? 'quantity-not-whole' : 'quantity-too-many-decimals');
  const digits = Number(keyed.text === '' ? '0' : keyed.text);
  const milli = whole ? digits * 1000 : (scaledOfKeyed(keyed.text, 3) ?? digits);
  const apply = (): void => props.onApply(keyed.text === '' ? (props.weighedMilli ?? milli) : milli);
  useDigitKeys(keyed.press, apply);
  const shown = whole
    ? String(milli / 1000)
    : `${Math.floor(milli / 1000)}${format.decimal}${String(milli % 1000).padStart(3, '0')} ${props.unit}`;
  return (
    <Sheet
      title={t('quantity.title', { name: props.name })}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="keypad"
      footer={
        <Button tone="primary" size="tall" hint="Enter" onPress={apply} testId="apply">
          {t('quantity.apply')}
        </Button>
      }
    >
      <BesideKeypad
        keypad={<Keypad onKey={keyed.press} point={whole ? '' : format.decimal} backLabel={t('keypad.back')} />}
      >
        <KeyedFigure testId="sheet-value">{shown}</KeyedFigure>
        {props.scale ?? null}
        <Problem text={props.problem ?? keyed.problem} />
      </BesideKeypad>
    </Sheet>
  );
}
