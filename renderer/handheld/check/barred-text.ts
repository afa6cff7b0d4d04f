import type { Translate } from '../../kit/text.tsx';
import { refusalText } from '../app/refusal-text.ts';
import type { CheckView } from '../engine/check-engine.ts';

/** Why nothing can be put on a check now, in words; null when it can. */
export function addBarredText(t: Translate, { addBarred }: Pick<CheckView, 'addBarred'>): string | null {
  return addBarred === null ? null : refusalText(t, { code: addBarred });
}

/** Why a check can not be paid here now, in words; null when it can. */
export function payBarredText(t: Translate, { payBarred }: Pick<CheckView, 'payBarred'>): string | null {
  if (payBarred === null) return null;
  return payBarred === 'hub-away' ? t('check.pay-needs-counter') : refusalText(t, { code: payBarred });
}
