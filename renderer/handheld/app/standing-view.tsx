import { Download, EyeOff, HardDrive, Layers, type LucideIcon, RefreshCw, ShieldOff, Smartphone } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { useText } from '../../kit/text.tsx';
import type { StorageTrouble } from '../engine/handheld-state.ts';

/** Why there is nothing to do here but one thing. */
export const standings = [
  'starting',
  'second-tab',
  'storage-closed',
  'storage-full',
  'storage-private',
  'storage-broken',
  'device-revoked',
  'device-unknown',
  'wiped',
] as const satisfies readonly (StorageTrouble | string)[];
export type Standing = (typeof standings)[number];

const icons: Readonly<Record<Standing, LucideIcon>> = {
  starting: Smartphone,
  'second-tab': Layers,
  'storage-closed': HardDrive,
  'storage-full': HardDrive,
  'storage-private': EyeOff,
  'storage-broken': HardDrive,
  'device-revoked': ShieldOff,
  'device-unknown': ShieldOff,
  wiped: ShieldOff,
};

const actTexts: Readonly<Partial<Record<Standing, string>>> = {
  'second-tab': 'standing.take-over',
  wiped: 'standing.pair-again',
};

export interface StandingViewProps {
  readonly standing: Standing;
  /** Acts that are on this phone alone. */
  readonly pending: number;
  /** What became of the last try, in words. */
  readonly said: string | null;
  /** Null where there is nothing to do but wait. */
  readonly onAct: (() => void) | null;
  /** Null where there is nothing to save. */
  readonly onExport: (() => void) | null;
}

/** The whole screen says one thing: what happened, what is safe, what to do next. */
export function StandingView({ standing, pending, said, onAct, onExport }: StandingViewProps): ReactElement {
  const t = useText();
  const Icon = icons[standing];
  return (
    <main className="flex h-full min-h-0 flex-col bg-paper" data-testid="standing" data-standing={standing}>
      <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-4 overflow-auto p-6 pt-[max(1.5rem,env(safe-area-inset-top))] text-center">
        <Icon size={64} strokeWidth={1.25} aria-hidden="true" className="shrink-0 text-edge" />
        <h1 className="text-2xl font-semibold">{t(`standing.${standing}`)}</h1>
        <p className="max-w-md">{t(`standing.${standing}.text`)}</p>
        {pending === 0 ? null : (
          <p className="max-w-md font-semibold text-warn" data-testid="standing-pending">
            {t('standing.pending', { count: pending })}
          </p>
        )}
        {standing === 'device-revoked' && pending === 0 ? (
          <p className="max-w-md font-semibold" data-testid="standing-sent">
            {t('outbox.all-sent')}
          </p>
        ) : null}
        {said === null ? null : <p role="status">{said}</p>}
      </div>
      <footer className="mx-auto flex w-full max-w-md shrink-0 flex-col gap-2 px-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
        {onExport === null ? null : (
          <Button
            size="giant"
            wide
            icon={<Download size={20} aria-hidden="true" />}
            onPress={onExport}
            testId="standing-export"
          >
            {t('outbox.export')}
          </Button>
        )}
        {onAct === null ? null : (
          <Button
            tone="primary"
            size="giant"
            wide
            icon={<RefreshCw size={20} aria-hidden="true" />}
            onPress={onAct}
            testId="standing-act"
          >
            {t(actTexts[standing] ?? 'standing.retry')}
          </Button>
        )}
      </footer>
    </main>
  );
}
