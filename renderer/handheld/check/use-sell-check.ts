import type { CheckId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import type { CheckView } from '../engine/check-engine.ts';
import type { Done, HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { addBarredText } from './barred-text.ts';
import { checkName } from './check-name.ts';
import { saleCheckOf } from './sale-check.ts';
import type { SellCheck } from './sale-strip.tsx';
import { useOnce } from './use-once.ts';

export interface SellCheckUse {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  /** The check goods are keyed for; null when they are for an ordinary sale. */
  readonly ordering: CheckView | null;
  /** To the check, which has what was keyed. */
  readonly onCheck: (checkId: CheckId) => void;
  /** What was done, or why not, in words. */
  readonly onSaid: (tone: 'ok' | 'warn', text: string) => void;
}

/** Why the check in the open sale may not be paid any more, in words; null while it may, or there is none. */
export function useLostText(state: Pick<HandheldState, 'sale' | 'checks'>): string | null {
  const t = useText();
  const refusalText = useRefusalText();
  const paid = saleCheckOf(state);
  if (paid === null || paid.lost === null) return null;
  const { lost, isGone } = paid;
  if (isGone) return t('check.lost-gone');
  return lost === 'hub-away' ? t('check.pay-needs-counter') : refusalText({ code: lost });
}

/** What the screen that sells has to do with a check: the one its sale pays, else the one goods are keyed for. */
export function useSellCheck({ engine, state, ordering, onCheck, onSaid }: SellCheckUse): SellCheck | null {
  const t = useText();
  const refusalText = useRefusalText();
  const { isBusy, run } = useOnce();
  const lost = useLostText(state);
  const paid = saleCheckOf(state);
  const act = (does: () => Promise<Done>, then: () => void): void =>
    run(async () => {
      const done = await does();
      if (done.ok) then();
      else onSaid('warn', refusalText(done.refusal));
    });
  if (paid !== null) {
    const name = paid.check === null ? t('check.this') : checkName(t, paid.check.table);
    const { checkId, isGone } = paid;
    const then = (): void => (isGone ? onSaid('ok', t('check.let-go-done')) : onCheck(checkId));
    return { kind: 'paying', name, lost, isGone, isBusy, onPutBack: () => act(engine.putBackCheck, then) };
  }
  if (ordering === null) return null;
  const { checkId, table } = ordering;
  return {
    kind: 'ordering',
    name: checkName(t, table),
    barred: addBarredText(t, ordering),
    isBusy,
    onPut: () =>
      act(
        () => engine.addToCheck(checkId),
        () => onCheck(checkId),
      ),
    onLeave: () => onCheck(checkId),
  };
}
