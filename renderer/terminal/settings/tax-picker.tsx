import { ArrowUp } from 'lucide-react';
import type { ReactElement } from 'react';
import type { TaxTable } from '../../../domain/tax/tax-table.ts';
import { IconButton } from '../../kit/button.tsx';
import { Check } from '../../kit/choice.tsx';
import { useText } from '../../kit/text.tsx';
import { taxNameOn } from '../store/tax-label.ts';

export interface TaxPickerProps {
  readonly label: string;
  readonly table: TaxTable;
  /** `YYYY-MM-DD`, the day whose names are shown. */
  readonly businessDate: string;
  /** Chosen tax ids in the order they are reckoned. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly testId: string;
}

function earlier(chosen: readonly string[], taxId: string): string[] {
  const at = chosen.indexOf(taxId);
  const others = chosen.filter((each) => each !== taxId);
  return [...others.slice(0, at - 1), taxId, ...others.slice(at - 1)];
}

/** Which taxes a class carries, and in which order; the order counts only where one tax is taken of another. */
export function TaxPicker({ label, table, businessDate, chosen, onChange, testId }: TaxPickerProps): ReactElement {
  const t = useText();
  const ids = [...new Set([...chosen, ...table.rates.map(({ taxId }) => taxId)])];
  const nameOf = (taxId: string): string => taxNameOn(table, taxId, businessDate);
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0" data-testid={testId}>
      <legend className="mb-1.5 text-sm font-medium text-soft">{label}</legend>
      <ul className="m-0 list-none rounded-control border border-edge p-1">
        {ids.map((taxId) => {
          const place = chosen.indexOf(taxId);
          return (
            <li key={taxId} className="flex min-h-11 items-center gap-2">
              <Check
                isOn={place !== -1}
                onChange={(on) => onChange(on ? [...chosen, taxId] : chosen.filter((each) => each !== taxId))}
                testId={`${testId}-${taxId}`}
              >
                {nameOf(taxId)}
              </Check>
              {place > 0 ? (
                <IconButton
                  label={t('tax.earlier', { name: nameOf(taxId) })}
                  icon={<ArrowUp size={18} aria-hidden="true" />}
                  onPress={() => onChange(earlier(chosen, taxId))}
                />
              ) : null}
              {place !== -1 && chosen.length > 1 ? <span className="money pe-2 text-soft">{place + 1}</span> : null}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
