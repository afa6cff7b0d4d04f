import { CloudOff, LockKeyhole } from 'lucide-react';
import type { ReactElement } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import { Button } from '../../kit/button.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { PinEntry } from './pin-entry.tsx';

/** Shortest PIN anybody has, in digits; the hub knows better what each role needs. */
const pinDigitsMin = 4;

export interface SignOnViewProps {
  readonly storeName: string;
  readonly isOffline: boolean;
  readonly people: readonly StaffMember[];
  readonly chosen: StaffId | null;
  readonly pin: string;
  /** What was wrong, in words. */
  readonly problem: string | null;
  /** Seconds until the next try is taken; 0 takes one now. */
  readonly waitSec: number;
  /** A sale lies open under the lock: it is kept. */
  readonly isSaleKept: boolean;
  readonly isBusy: boolean;
  readonly onChoose: (staffId: StaffId) => void;
  readonly onPin: (change: (pin: string) => string) => void;
  readonly onEnter: () => void;
}

function People({ people, chosen, onChoose }: SignOnViewProps): ReactElement {
  const t = useText();
  return (
    <ul className="m-0 grid list-none grid-cols-2 gap-2 p-0 md:grid-cols-3">
      {people.map(({ staffId, name, role }) => (
        <li key={staffId}>
          <button
            type="button"
            aria-pressed={staffId === chosen}
            data-testid="person"
            data-name={name}
            onClick={() => onChoose(staffId)}
            className={`flex min-h-16 w-full cursor-pointer flex-col justify-center rounded-card border-2 px-3 py-2 text-start ${staffId === chosen ? 'border-accent bg-accent-soft' : 'border-line bg-surface'}`}
          >
            <bdi className="w-full truncate font-semibold">{name}</bdi>
            <span className="text-[13px] text-soft">{t(`role.${role}`)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Said({ problem, waitSec, isSaleKept, isOffline }: SignOnViewProps): ReactElement | null {
  const t = useText();
  if (waitSec > 0) {
    const text = t('sign-on.wait', { count: waitSec });
    return <Banner tone="warn" title={problem ?? t('refusal.pin-wrong')} text={text} testId="pin-problem" />;
  }
  if (problem !== null) return <Banner tone="bad" title={problem} testId="pin-problem" />;
  if (isSaleKept) return <Banner tone="info" title={t('sign-on.sale-kept')} testId="sale-kept" />;
  return isOffline ? (
    <p className="flex items-center justify-center gap-2 text-[15px] text-soft">
      <CloudOff size={18} aria-hidden="true" />
      {t('sign-on.offline')}
    </p>
  ) : null;
}

/** Who are you? A tap on the name, the PIN, and the phone is yours. The keypad is where the thumb is. */
export function SignOnView(props: SignOnViewProps): ReactElement {
  const t = useText();
  const isReady = props.chosen !== null && props.pin.length >= pinDigitsMin && props.waitSec === 0 && !props.isBusy;
  return (
    <main className="flex h-full min-h-0 flex-col bg-paper" data-testid="sign-on">
      <header className="flex shrink-0 items-center gap-2 border-b border-line bg-surface px-4 pt-[env(safe-area-inset-top)]">
        <LockKeyhole size={20} aria-hidden="true" className="text-accent" />
        <h1 className="min-h-14 min-w-0 flex-1 content-center truncate text-lg font-semibold">{props.storeName}</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        <div className="mx-auto flex max-w-2xl flex-col gap-3">
          <h2 className="text-[15px] font-medium text-soft">{t('sign-on.who')}</h2>
          <People {...props} />
        </div>
      </div>
      <section
        aria-label={t('pin.label')}
        className="mx-auto flex w-full max-w-md shrink-0 flex-col gap-2.5 px-4 pt-2 pb-[max(1rem,env(safe-area-inset-bottom))]"
      >
        <div className="flex min-h-14 flex-col justify-end">
          <Said {...props} />
        </div>
        <PinEntry
          pin={props.pin}
          label={t('pin.label')}
          onPin={props.onPin}
          onEnter={() => {
            if (isReady) props.onEnter();
          }}
        />
        <Button tone="primary" size="giant" wide isDisabled={!isReady} onPress={props.onEnter} testId="sign-on-enter">
          {t(props.isBusy ? 'sign-on.checking' : 'sign-on.enter')}
        </Button>
      </section>
    </main>
  );
}
