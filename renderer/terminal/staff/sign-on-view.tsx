import { LockKeyhole, Store } from 'lucide-react';
import type { ReactElement } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import type { Role } from '../../../domain/staff/permission.ts';
import { Button } from '../../kit/button.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { PinDots, PinKeypad } from './pin-entry.tsx';

export interface StaffTile {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly locked: boolean;
}
export interface SignOnViewProps {
  readonly storeName: string;
  /** The last session ended by itself: says so, and that the sale is kept. */
  readonly isAgain: boolean;
  readonly staff: readonly StaffTile[];
  readonly chosen: StaffId | null;
  readonly pin: string;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onChoose: (staffId: StaffId) => void;
  readonly onPin: (pin: string) => void;
  readonly onEnter: () => void;
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => Array.from(part)[0] ?? '')
    .join('')
    .toUpperCase();
}

function Tile({
  tile,
  chosen,
  onChoose,
}: {
  readonly tile: StaffTile;
  readonly chosen: boolean;
  readonly onChoose: SignOnViewProps['onChoose'];
}): ReactElement {
  const t = useText();
  return (
    <button
      type="button"
      aria-pressed={chosen}
      data-testid="staff-tile"
      data-name={tile.name}
      onClick={() => onChoose(tile.staffId)}
      className={`flex min-h-20 cursor-pointer items-center gap-4 rounded-card border-2 bg-surface p-4 text-start ${chosen ? 'border-accent bg-accent-soft' : 'border-line hover:bg-raised'}`}
    >
      <span
        aria-hidden="true"
        className="flex size-12 shrink-0 items-center justify-center rounded-full bg-sunken text-base font-semibold"
      >
        {initials(tile.name)}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-lg font-semibold">{tile.name}</span>
        <span className="text-[13px] text-soft">{t(`role.${tile.role}`)}</span>
      </span>
      {tile.locked ? <LockKeyhole size={20} className="text-bad" aria-label={t('sign-on.locked')} /> : null}
    </button>
  );
}

/** Who are you? A tap on the name, the PIN, and the till is yours. */
export function SignOnView(props: SignOnViewProps): ReactElement {
  const t = useText();
  return (
    <main className="flex h-full min-h-0 bg-paper" data-testid="sign-on">
      <section className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto p-10">
        <div className="m-auto flex w-full max-w-4xl flex-col gap-8">
          <h1 className="flex items-center gap-3 text-3xl font-semibold">
            <Store size={32} aria-hidden="true" className="shrink-0 text-accent" />
            <span className="truncate">{props.storeName}</span>
          </h1>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-3">
            {props.staff.map((tile) => (
              <Tile key={tile.staffId} tile={tile} chosen={tile.staffId === props.chosen} onChoose={props.onChoose} />
            ))}
          </div>
        </div>
      </section>
      <aside className="flex w-[26rem] shrink-0 flex-col justify-center gap-5 border-s border-line bg-raised p-8">
        <PinDots pin={props.pin} label={t('pin.label')} />
        <PinKeypad pin={props.pin} onPin={props.onPin} onEnter={props.onEnter} />
        <div className="min-h-16">
          {props.problem === null ? null : <Banner tone="bad" title={props.problem} testId="pin-problem" />}
          {props.problem === null && props.isAgain ? (
            <Banner tone="info" title={t('sign-on.again')} text={t('sign-on.again.text')} testId="sign-on-again" />
          ) : null}
        </div>
        <Button
          tone="primary"
          size="giant"
          wide
          hint="Enter"
          isDisabled={props.isBusy || props.chosen === null || props.pin.length < 4}
          onPress={props.onEnter}
          testId="sign-on-enter"
        >
          {t('sign-on.enter')}
        </Button>
      </aside>
    </main>
  );
}
