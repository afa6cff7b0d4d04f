import type { ReactElement } from 'react';
import type { RestoredFacts } from '../../../contracts/backup.ts';
import { useText } from '../../kit/text.tsx';
import { When } from './when.tsx';

export type LostNumbersProps = Pick<RestoredFacts, 'lost' | 'knownUntil'>;
type Range = RestoredFacts['lost'][number];

const counterDigits = 6;

/** As it stands on the paper: `A1-000004`. */
function numberText(series: string, counter: number): string {
  return `${series}-${String(counter).padStart(counterDigits, '0')}`;
}

function rangeText({ series, from, to }: Range): string {
  return from === to ? numberText(series, from) : `${numberText(series, from)} – ${numberText(series, to)}`;
}

/** The receipts of the counter that a backup does not hold, number by number, and until when that is certain. */
export function LostNumbers({ lost, knownUntil }: LostNumbersProps): ReactElement {
  const t = useText();
  if (knownUntil === null) return <p className="text-[15px]">{t('backup.lost-unknown')}</p>;
  const count = lost.reduce((all, { from, to }) => all + to - from + 1, 0);
  return (
    <div className="flex flex-col gap-2 text-[15px]" data-testid="lost-numbers">
      <p className="font-semibold">{t('backup.lost-count', { count })}</p>
      {lost.length === 0 ? null : (
        <ul className="money m-0 flex list-none flex-wrap gap-x-6 gap-y-1 p-0 select-text">
          {lost.map((range) => (
            <li key={`${range.series} ${range.from}`}>{rangeText(range)}</li>
          ))}
        </ul>
      )}
      <p className="text-[13px] text-soft">
        {t('backup.lost-known-until')} <When at={knownUntil} />
      </p>
    </div>
  );
}
