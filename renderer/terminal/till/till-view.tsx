import { ArrowDownToLine, ArrowUpFromLine, ClipboardList, DoorOpen, LockOpen, PackageCheck, Vault } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Card, Page } from '../../kit/panel.tsx';
import { EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';

export type TillAct = 'paid-in' | 'paid-out' | 'safe-drop' | 'no-sale' | 'x-report' | 'count' | 'z-reports';
export interface TillViewProps {
  readonly shift: {
    readonly series: string;
    readonly openedAt: number;
    readonly openedByName: string;
    readonly startingAmount: number;
  } | null;
  readonly acts: readonly TillAct[];
  readonly onAct: (act: TillAct) => void;
  readonly onOpenShift: () => void;
  readonly onBack: () => void;
}

const faces: Record<TillAct, { readonly icon: ReactNode; readonly key: string }> = {
  'paid-in': { icon: <ArrowDownToLine size={22} aria-hidden="true" />, key: '1' },
  'paid-out': { icon: <ArrowUpFromLine size={22} aria-hidden="true" />, key: '2' },
  'safe-drop': { icon: <Vault size={22} aria-hidden="true" />, key: '3' },
  'no-sale': { icon: <LockOpen size={22} aria-hidden="true" />, key: '4' },
  'x-report': { icon: <ClipboardList size={22} aria-hidden="true" />, key: '5' },
  count: { icon: <PackageCheck size={22} aria-hidden="true" />, key: '6' },
  'z-reports': { icon: <ClipboardList size={22} aria-hidden="true" />, key: '7' },
};
/** The key that does each act on this screen. */
export const tillKeys: Readonly<Record<string, TillAct>> = Object.fromEntries(
  Object.entries(faces).map(([act, { key }]) => [key, act as TillAct]),
);

/** Everything about the money in the drawer: in, out, reading, count, close. */
export function TillView({ shift, acts, onAct, onOpenShift, onBack }: TillViewProps): ReactElement {
  const t = useText();
  return (
    <Page title={t('till.title')} backLabel={t('back')} onBack={onBack} width="narrow">
      <div className="flex h-full flex-col gap-5" data-testid="till-view">
        {shift === null ? (
          <EmptyState
            icon={<DoorOpen size={56} strokeWidth={1.25} aria-hidden="true" />}
            title={t('till.closed-title')}
            text={t('till.closed-text')}
            action={
              <Button tone="primary" size="giant" hint="Enter" autoFocus onPress={onOpenShift} testId="open-shift">
                {t('till.open-shift')}
              </Button>
            }
          />
        ) : (
          <Card>
            <p className="flex flex-wrap items-baseline justify-between gap-2">
              <span className="text-lg font-semibold">{t('till.open', { series: shift.series })}</span>
              <span className="text-[15px] text-soft">
                <When at={shift.openedAt} /> · {shift.openedByName} · {t('till.float')}{' '}
                <MoneyText minor={shift.startingAmount} />
              </span>
            </p>
          </Card>
        )}
        <div className="grid grid-cols-2 gap-3">
          {acts.map((act) => (
            <Button
              key={act}
              size="giant"
              align="start"
              wide
              icon={<span className={act === 'count' ? '' : 'text-accent'}>{faces[act].icon}</span>}
              hint={faces[act].key}
              tone={act === 'count' ? 'primary' : 'plain'}
              onPress={() => onAct(act)}
              testId={`till-${act}`}
            >
              {t(`till.act.${act}`)}
            </Button>
          ))}
        </div>
      </div>
    </Page>
  );
}
