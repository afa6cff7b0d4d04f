import type { Quantity } from '../../../domain/quantity/quantity.ts';

/** A quantity as a line shows it: `2`, `1,250 kg`; the decimal sign is the language's. */
export function quantityLabel({ milli, unit }: Quantity, decimal: string): string {
  const whole = Math.trunc(milli / 1_000);
  const rest = Math.abs(milli % 1_000);
  const fraction = String(rest).padStart(3, '0');
  if (unit === 'each') return rest === 0 ? String(whole) : `${whole}${decimal}${fraction.replace(/0+$/, '')}`;
  return `${whole}${decimal}${fraction} ${unit}`;
}
