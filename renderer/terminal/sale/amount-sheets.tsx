import { type ReactElement, useState } from 'react';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { BesideKeypad, KeyedFigure, Keypad, pressKey } from '../../kit/keypad.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { amountDigitsMax, minorOfKeyed } from '../store/amount-entry.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { useDigitKeys } from './use-digit-keys.ts';

export interface DiscountSheetProps {
  readonly target: 'line' | 'sale';
  readonly name: string;
  readonly reasons: readonly Reason[];
  readonly problem: string | null;
  readonly onApply: (discount: { kind: 'amount' | 'percent'; value: number; reasonCode: string }) => void;
  readonly onClose: () => void;
}

/** Percent keyed with two decimals: `1250` is 12.5 %. Value in ppm. */
function ppmOfKeyed(digits: string): number {
  return Math.min(Number(digits === '' ? '0' : digits) * 10_000, 1_000_000);
}

function Shown({ kind, digits }: { readonly kind: 'amount' | 'percent'; readonly digits: string }): ReactElement {
  const { currency } = useStoreMoney();
  return (
    <KeyedFigure testId="sheet-value">
      {kind === 'percent' ? `${digits === '' ? '0' : digits} %` : <MoneyText minor={minorOfKeyed(digits, currency)} />}
    </KeyedFigure>
  );
}

/** A discount on one line or the whole sale: percent or amount, always with its reason. */
export function DiscountSheet(props: DiscountSheetProps): ReactElement {
  const t = useText();
  const { currency } = useStoreMoney();
  const [kind, setKind] = useState<'amount' | 'percent'>('percent');
  const [digits, setDigits] = useState('');
  const [reasonCode, setReason] = useState(props.reasons[0]?.code ?? '');
  const key = (pressed: string): void =>
    setDigits((now) => pressKey(now, pressed, kind === 'percent' ? 3 : amountDigitsMax));
  const apply = (): void =>
    props.onApply({
      kind,
      value: kind === 'percent' ? ppmOfKeyed(digits) : minorOfKeyed(digits, currency),
      reasonCode,
    });
  useDigitKeys(key, apply);
  return (
    <Sheet
      title={t(props.target === 'line' ? 'discount.title-line' : 'discount.title-sale', { name: props.name })}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="keypad"
      footer={
        <Button
          tone="primary"
          size="tall"
          hint="Enter"
          isDisabled={Number(digits) === 0}
          onPress={apply}
          testId="apply"
        >
          {t('discount.apply')}
        </Button>
      }
    >
      <BesideKeypad keypad={<Keypad onKey={key} backLabel={t('keypad.back')} withDoubleZero={kind === 'amount'} />}>
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
            setDigits('');
          }}
        />
        <Shown kind={kind} digits={digits} />
        {kind === 'percent' ? (
          <div className="grid grid-cols-4 gap-2">
            {['5', '10', '20', '50'].map((percent) => (
              <Button key={percent} size="tall" onPress={() => setDigits(percent)} testId={`percent-${percent}`}>
                {percent} %
              </Button>
            ))}
          </div>
        ) : null}
        <Choice
          label={t('reason')}
          value={reasonCode}
          onChange={setReason}
          options={props.reasons.map(({ code, label }) => ({ value: code, label }))}
          testId="reason"
        />
        {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="sheet-problem" />}
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
  const [digits, setDigits] = useState('');
  const [reasonCode, setReason] = useState(props.reasons[0]?.code ?? '');
  const key = (pressed: string): void => setDigits((now) => pressKey(now, pressed, amountDigitsMax));
  const apply = (): void => props.onApply(minorOfKeyed(digits, currency), reasonCode);
  useDigitKeys(key, apply);
  return (
    <Sheet
      title={t('price.title', { name: props.name })}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="keypad"
      footer={
        <Button tone="primary" size="tall" hint="Enter" isDisabled={digits === ''} onPress={apply} testId="apply">
          {t('price.apply')}
        </Button>
      }
    >
      <BesideKeypad keypad={<Keypad onKey={key} backLabel={t('keypad.back')} withDoubleZero />}>
        <p className="flex justify-between text-[15px] text-soft">
          <span>{t('price.now')}</span>
          <MoneyText minor={props.now} />
        </p>
        <Shown kind="amount" digits={digits} />
        {props.reasons.length === 0 ? null : (
          <Choice
            label={t('reason')}
            value={reasonCode}
            onChange={setReason}
            options={props.reasons.map(({ code, label }) => ({ value: code, label }))}
            testId="reason"
          />
        )}
        {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="sheet-problem" />}
      </BesideKeypad>
    </Sheet>
  );
}

export interface QuantitySheetProps {
  readonly name: string;
  readonly unit: string;
  readonly problem: string | null;
  /** Thousandths of the unit. */
  readonly onApply: (milli: number) => void;
  readonly onClose: () => void;
}

/** How many, or how much: pieces are whole, measured goods are keyed in thousandths (grams of a kilogram). */
export function QuantitySheet(props: QuantitySheetProps): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const [digits, setDigits] = useState('');
  const whole = props.unit === 'each';
  const milli = Number(digits === '' ? '0' : digits) * (whole ? 1000 : 1);
  const key = (pressed: string): void => setDigits((now) => pressKey(now, pressed, whole ? 10 : 8));
  const apply = (): void => props.onApply(milli);
  useDigitKeys(key, apply);
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
      <BesideKeypad keypad={<Keypad onKey={key} backLabel={t('keypad.back')} />}>
        <KeyedFigure testId="sheet-value">{shown}</KeyedFigure>
        {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="sheet-problem" />}
      </BesideKeypad>
    </Sheet>
  );
}
