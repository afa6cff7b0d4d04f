import type { ReactElement } from 'react';
import { Choice } from '../../kit/choice.tsx';
import { Card } from '../../kit/panel.tsx';
import { Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import type { ImportPreview, TaxClassOption } from './import-view.tsx';

export interface TaxNamesProps {
  readonly names: ImportPreview['taxNames'];
  readonly classes: readonly TaxClassOption[];
  readonly onTaxName: (text: string, taxCategory: string) => void;
}

/** Stands for no decision: a list that opens needs a value. */
const undecided = '';

/** Names of taxes the store does not have as such: which class is meant? Undecided ones are sold with the first. */
export function TaxNames({ names, classes, onTaxName }: TaxNamesProps): ReactElement | null {
  const t = useText();
  if (names.length === 0) return null;
  const open = { value: undecided, label: t('import.tax-undecided', { name: classes[0]?.label ?? '' }) };
  return (
    <Card title={t('import.tax-names')}>
      <p className="mb-3 text-[15px] text-soft">{t('import.tax-names-text')}</p>
      <ul className="m-0 list-none p-0" data-testid="import-tax-names">
        {names.map(({ text, rows, taxCategory, source }) => (
          <li
            key={text}
            className="grid grid-cols-[1fr_7rem_1.4fr] items-center gap-4 border-b border-line py-2 last:border-0"
          >
            <span className="selectable min-w-0 break-words font-medium">{text}</span>
            {source === 'unknown' ? (
              <span>
                <Chip tone="warn">{t('import.rows', { count: rows })}</Chip>
              </span>
            ) : (
              <span className="text-[13px] text-soft">{t('import.rows', { count: rows })}</span>
            )}
            <Choice
              label={t('import.tax-means', { text })}
              hideLabel
              value={taxCategory ?? undecided}
              options={taxCategory === null ? [open, ...classes] : classes}
              onChange={(code) => code !== undecided && onTaxName(text, code)}
              testId={`tax-name-${text}`}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
