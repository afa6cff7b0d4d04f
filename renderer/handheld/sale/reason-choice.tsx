import type { ReactElement } from 'react';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { useText } from '../../kit/text.tsx';

export interface ReasonChoiceProps {
  readonly reasons: readonly Reason[];
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** Why: one tap, all in sight. */
export function ReasonChoice({ reasons, value, onChange }: ReasonChoiceProps): ReactElement {
  const t = useText();
  return (
    <fieldset className="m-0 flex min-w-0 flex-wrap gap-2 border-0 p-0">
      <legend className="sr-only">{t('reason')}</legend>
      {reasons.map(({ code, label }) => (
        <button
          key={code}
          type="button"
          aria-pressed={code === value}
          onClick={() => onChange(code)}
          data-testid={`reason-${code}`}
          className={`min-h-11 cursor-pointer rounded-full border px-4 text-[15px] ${code === value ? 'border-accent bg-accent text-on-accent' : 'border-line bg-surface'}`}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

/** Reasons that justify an act; all of them where the store names none for it. */
export function reasonsFor(reasons: readonly Reason[], permission: string): readonly Reason[] {
  const own = reasons.filter((reason) => reason.for.includes(permission));
  return own.length > 0 ? own : reasons;
}
