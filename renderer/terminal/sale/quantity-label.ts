import type { Quantity } from '../../../domain/quantity/quantity.ts';

/** A quantity as the line shows it: `2`, `1,250 kg`; the decimal sign is the language's. */
export function quantityLabel({ milli, unit }: Quantity, decimal: string): string {
  const whole = Math.floor(milli / 1000);
  const rest = milli % 1000;
  if (unit === 'each' && rest === 0) return String(whole);
  const fraction = String(rest).padStart(3, '0');
  return `${whole}${decimal}${unit === 'each' ? fraction.replace(/0+$/, '') : fraction}${unit === 'each' ? '' : ` ${unit}`}`;
}
