import { Ban, Footprints, HandHelping, type LucideIcon, Undo2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { useText } from '../../kit/text.tsx';
import type { CheckView } from '../engine/check-engine.ts';

export interface CheckActsProps {
  readonly check: CheckView;
  readonly isOffline: boolean;
  readonly isBusy: boolean;
  /** Does the open sale pay this check? */
  readonly isInSale: boolean;
  readonly mayTakeOver: boolean;
  readonly onCheckOut: () => void;
  readonly onGiveBack: () => void;
  readonly onTakeOver: () => void;
  readonly onClose: () => void;
}

interface Act {
  readonly name: 'check-out' | 'give-back' | 'take-over' | 'close';
  readonly icon: LucideIcon;
  /** Does it need the counter? */
  readonly isOnline: boolean;
  readonly onPress: () => void;
}

/** What can be done with this check now, beside keying and paying; what makes no sense is not offered. */
function actsOf({ check, isInSale, mayTakeOver, ...on }: CheckActsProps): readonly Act[] {
  const { holder, lines } = check;
  if (isInSale) return [];
  const acts: Act[] = [];
  const isElsewhere = holder !== null && !holder.isHere;
  if (holder === null && lines.length > 0)
    acts.push({ name: 'check-out', icon: Footprints, isOnline: true, onPress: on.onCheckOut });
  if (holder?.isHere === true && holder.kind === 'checked-out')
    acts.push({ name: 'give-back', icon: Undo2, isOnline: false, onPress: on.onGiveBack });
  if (isElsewhere && holder.kind === 'checked-out' && mayTakeOver)
    acts.push({ name: 'take-over', icon: HandHelping, isOnline: true, onPress: on.onTakeOver });
  if (lines.length === 0 && !isElsewhere) acts.push({ name: 'close', icon: Ban, isOnline: true, onPress: on.onClose });
  return acts;
}

/** The rarer acts on a check, each with what it means; what needs the counter says so. */
export function CheckActs(props: CheckActsProps): ReactElement | null {
  const t = useText();
  const { check, isOffline, isBusy, mayTakeOver } = props;
  const acts = actsOf(props);
  const isAway = check.holder?.kind === 'checked-out' && !check.holder.isHere;
  if (isAway && !mayTakeOver) return <p className="text-[15px] text-soft">{t('check.take-over-who')}</p>;
  if (acts.length === 0) return null;
  return (
    <ul className="m-0 flex list-none flex-col gap-2 p-0">
      {acts.map(({ name, icon: Icon, isOnline, onPress }) => {
        const isOff = isOnline && isOffline;
        return (
          <li key={name}>
            <button
              type="button"
              disabled={isOff || isBusy}
              onClick={onPress}
              data-testid={`check-${name}`}
              className="flex min-h-14 w-full items-start gap-3 rounded-card border border-line bg-surface px-4 py-3 text-start enabled:cursor-pointer enabled:active:bg-accent-soft disabled:bg-transparent disabled:text-soft"
            >
              <Icon size={20} aria-hidden="true" className="mt-0.5 shrink-0" />
              <span className="flex min-w-0 flex-col">
                <span className="font-semibold">{t(`check.${name}`)}</span>
                <span className="text-[13px] text-soft">{t(`check.${name}-text`)}</span>
                {isOff ? <span className="text-[13px] text-warn">{t('check.needs-counter')}</span> : null}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
