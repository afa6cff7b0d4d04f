import type { ReactElement } from 'react';
import type { Quantity } from '../../../domain/quantity/quantity.ts';
import { useTerminal } from '../app/terminal.tsx';
import { QuantitySheet } from './amount-sheets.tsx';
import { milliIn, ScaleReading } from './scale-reading.tsx';
import { useScale } from './use-scale.ts';

export interface MeasuredQuantityProps {
  readonly name: string;
  readonly unit: Quantity['unit'];
  readonly problem: string | null;
  /** Thousandths of the unit. */
  readonly onApply: (milli: number) => void;
  readonly onClose: () => void;
}

/** How much of something, keyed or taken from the scale where goods are sold by weight. */
export function MeasuredQuantity(props: MeasuredQuantityProps): ReactElement {
  const { client } = useTerminal();
  const { unit, onApply } = props;
  const now = useScale(client, unit === 'kg' || unit === 'g');
  const scale = <ScaleReading now={now} unit={unit} onTake={onApply} />;
  const weighedMilli = now?.ok === true ? milliIn(unit, now.weight) : null;
  return <QuantitySheet {...props} {...{ scale, weighedMilli }} />;
}
