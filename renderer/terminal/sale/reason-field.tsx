import { type ReactElement, useState } from 'react';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { Choice } from '../../kit/choice.tsx';
import { useText } from '../../kit/text.tsx';

export interface ReasonChoice {
  readonly code: string;
  readonly problem: string | null;
  readonly choose: (code: string) => void;
  /** Is there one, or none to choose from? Says so beside the field when there is not. */
  readonly isChosen: () => boolean;
}

/** The reason a person gives. None is chosen for them, or the record would say what nobody said; a single one is. */
export function useReasonChoice(reasons: readonly Reason[]): ReasonChoice {
  const t = useText();
  const [code, setCode] = useState(reasons.length === 1 ? (reasons[0]?.code ?? '') : '');
  const [isMissing, setMissing] = useState(false);
  const isChosen = (): boolean => {
    const chosen = reasons.length === 0 || code !== '';
    setMissing(!chosen);
    return chosen;
  };
  const choose = (next: string): void => {
    setCode(next);
    setMissing(false);
  };
  return { code, problem: isMissing ? t('reason.missing') : null, choose, isChosen };
}

/** Where the reason is chosen; nothing where the store has none for this. */
export function ReasonField({
  code,
  choose,
  reasons,
}: Pick<ReasonChoice, 'code' | 'choose'> & { readonly reasons: readonly Reason[] }): ReactElement | null {
  const t = useText();
  if (reasons.length === 0) return null;
  return (
    <Choice
      label={t('reason')}
      value={code}
      placeholder={t('reason.choose')}
      onChange={choose}
      options={reasons.map(({ code: value, label }) => ({ value, label }))}
      testId="reason"
    />
  );
}
