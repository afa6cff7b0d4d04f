import type { ReactElement } from 'react';
import type { Quantity } from '../../../domain/quantity/quantity.ts';
import { Button } from '../../kit/button.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { useStoreMoney } from '../store/store-text.tsx';
import { quantityLabel } from './quantity-label.ts';
import type { ScaleNow } from './use-scale.ts';

export interface ScaleReadingProps {
  readonly now: ScaleNow;
  /** Unit the goods are sold by. */
  readonly unit: Quantity['unit'];
  /** Thousandths of that unit. */
  readonly onTake: (milli: number) => void;
}

/** Thousandths of the unit the goods are sold by; null when the scale's unit does not become it. */
export function milliIn(
  unit: Quantity['unit'],
  weight: { readonly milli: number; readonly unit: 'kg' | 'g' },
): number | null {
  if (unit === weight.unit) return weight.milli;
  if (unit === 'g' && weight.unit === 'kg') return weight.milli * 1_000;
  return null;
}

/** What lies on the scale: a weight to take, or why there is none. Never a weight of 0. */
export function ScaleReading({ now, unit, onTake }: ScaleReadingProps): ReactElement | null {
  const t = useText();
  const { format } = useStoreMoney();
  if (now !== null && !now.ok && now.refusal === 'no-scale') return null;
  if (now === null) return <Banner tone="idle" title={t('scale.asking')} testId="scale-state" />;
  if (!now.ok) return <Banner tone="info" title={t(`weigh.${now.refusal}`)} testId="scale-state" />;
  const milli = milliIn(unit, now.weight);
  if (milli === null) return <Banner tone="info" title={t('scale.other')} testId="scale-state" />;
  return (
    <Button tone="primary" size="tall" onPress={() => onTake(milli)} testId="take-weight">
      {t('scale.take', { weight: quantityLabel({ milli, unit }, format.decimal) })}
    </Button>
  );
}
