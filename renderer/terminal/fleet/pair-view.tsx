import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { PairingState, pairingApproval, pairingOpened } from '../../../contracts/pairing.ts';
import type { StaffId } from '../../../domain/id.ts';
import { type Role, roles } from '../../../domain/staff/permission.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { BesideKeypad } from '../../kit/keypad.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { QrCode } from '../../kit/qr-code.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { PinDots, PinKeypad } from '../staff/pin-entry.tsx';

/** What the window was opened with: shown once, on this screen alone. */
export type PairingOpened = z.output<typeof pairingOpened>;
type Approval = z.output<typeof pairingApproval>;

export interface PairViewProps {
  readonly state: PairingState;
  /** Null before this screen opened the window, and after it is closed. */
  readonly opened: PairingOpened | null;
  /** UTC epoch ms. */
  readonly now: number;
  readonly staff: readonly { readonly staffId: StaffId; readonly name: string }[];
  readonly problem: string | null;
  readonly onOpen: (pin: string) => void;
  readonly onApprove: (approval: Approval) => void;
  readonly onRefuse: () => void;
  readonly onClose: () => void;
}

const pinDigitsMin = 4;

/** The manager's own PIN, typed again: an unlocked till is not enough to let a stranger in. */
function AskPin({ problem, onOpen, state }: PairViewProps): ReactElement {
  const t = useText();
  const [pin, setPin] = useState('');
  const open = (): void => {
    if (pin.length >= pinDigitsMin) onOpen(pin);
    setPin('');
  };
  const last = state.kind === 'closed' ? state.last : null;
  return (
    <BesideKeypad keypad={<PinKeypad pin={pin} onPin={setPin} onEnter={open} />}>
      {last === null || last === 'closed' ? null : (
        <Banner tone={last === 'paired' ? 'ok' : 'warn'} title={t(`pairing.ended.${last}`)} testId="pairing-ended" />
      )}
      <p className="text-[15px]">{t('pairing.pin-text')}</p>
      <PinDots pin={pin} label={t('pairing.pin')} />
      {problem === null ? null : <Banner tone="bad" title={problem} testId="sheet-problem" />}
      <Button
        tone="primary"
        size="tall"
        hint="Enter"
        isDisabled={pin.length < pinDigitsMin}
        onPress={open}
        testId="pairing-open"
      >
        {t('pairing.open')}
      </Button>
    </BesideKeypad>
  );
}

function restText(expiresAt: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((expiresAt - now) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function Step({
  no,
  title,
  children,
}: {
  readonly no: number;
  readonly title: string;
  readonly children: React.ReactNode;
}): ReactElement {
  return (
    <section className="flex min-w-0 flex-1 flex-col gap-3">
      <h2 className="flex items-center gap-2 text-base font-semibold">
        <span className="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-accent text-sm text-on-accent">
          {no}
        </span>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** Two codes: the first makes the phone trust this store, once; the second lets it in. */
function ShowCodes({ opened, now }: { readonly opened: PairingOpened; readonly now: number }): ReactElement {
  const t = useText();
  const { trustUrl, fingerprint, pairUrl, typedCode, expiresAt } = opened;
  return (
    <div className="flex flex-col gap-5" data-testid="pairing-codes">
      <div className="flex gap-8">
        {trustUrl === null ? null : (
          <Step no={1} title={t('pairing.trust')}>
            <p className="text-[15px] text-soft">{t('pairing.trust-text')}</p>
            <div className="w-52">
              <QrCode text={trustUrl} label={t('pairing.trust')} testId="trust-qr" />
            </div>
            <p className="text-[13px] text-soft">{t('pairing.fingerprint')}</p>
            <p className="font-mono text-[15px] font-semibold" data-testid="fingerprint">
              {fingerprint}
            </p>
          </Step>
        )}
        <Step no={trustUrl === null ? 1 : 2} title={t('pairing.scan')}>
          <p className="text-[15px] text-soft">{t('pairing.scan-text')}</p>
          <div className="w-52">
            <QrCode text={pairUrl} label={t('pairing.scan')} testId="pair-qr" />
          </div>
          <p className="text-[13px] text-soft">{t('pairing.typed')}</p>
          <p className="money text-xl font-semibold" data-testid="typed-code">
            {typedCode.slice(0, 4)} {typedCode.slice(4)}
          </p>
        </Step>
      </div>
      <Banner tone="info" title={t('pairing.open-for', { time: restText(expiresAt, now) })} text={t('pairing.once')} />
    </div>
  );
}

type Claimed = Extract<PairingState, { readonly kind: 'claimed' }>;

/** Somebody waits: the digits decide, then a name, an owner and a role. */
function Approve(props: PairViewProps & { readonly claimed: Claimed }): ReactElement {
  const t = useText();
  const { claim } = props.claimed;
  const [name, setName] = useState(claim.known?.name ?? '');
  const [ownerId, setOwner] = useState('');
  const [role, setRole] = useState<Role>('cashier');
  const { digits, info, known } = claim;
  const owner = props.staff.find(({ staffId }) => staffId === ownerId)?.staffId ?? null;
  return (
    <div className="flex flex-col gap-5" data-testid="pairing-claim">
      <p className="text-[15px]">{t('pairing.compare')}</p>
      <p className="money text-center text-6xl font-semibold tracking-widest" data-testid="pairing-digits">
        {digits.slice(0, 3)} {digits.slice(3)}
      </p>
      <p className="text-center text-[15px] text-soft">
        {[info.platform, info.browser].filter((part) => part !== '').join(' · ')}
      </p>
      {known === null ? null : (
        <Banner tone="info" title={t('pairing.known', { name: known.name, code: known.deviceCode })} />
      )}
      <div className="grid grid-cols-3 items-start gap-4">
        <Field
          label={t('pairing.name')}
          value={name}
          onChange={setName}
          maxLength={60}
          autoFocus
          testId="pairing-name"
        />
        <Choice
          label={t('fleet.owner')}
          value={ownerId === '' ? 'anybody' : ownerId}
          options={[
            { value: 'anybody', label: t('fleet.anybody') },
            ...props.staff.map(({ staffId, name: person }) => ({ value: staffId, label: person })),
          ]}
          onChange={(value) => setOwner(value === 'anybody' ? '' : value)}
          testId="pairing-owner"
        />
        <Choice
          label={t('fleet.role')}
          value={role}
          options={roles.map((each) => ({ value: each, label: t(`role.${each}`) }))}
          onChange={(value) => setRole(roles.find((each) => each === value) ?? role)}
          testId="pairing-role"
        />
      </div>
      {props.problem === null ? null : <Banner tone="bad" title={props.problem} testId="sheet-problem" />}
      <div className="flex justify-end gap-3">
        <Button tone="bad" size="tall" onPress={props.onRefuse} testId="pairing-refuse">
          {t('pairing.refuse')}
        </Button>
        <Button
          tone="primary"
          size="tall"
          isDisabled={name.trim() === ''}
          onPress={() => props.onApprove({ digits, name: name.trim(), ownerId: owner, role })}
          testId="pairing-approve"
        >
          {t('pairing.approve')}
        </Button>
      </div>
    </div>
  );
}

function Inside(props: PairViewProps): ReactElement {
  const t = useText();
  const { state, opened, now } = props;
  if (state.kind === 'claimed') return <Approve key={state.claim.digits} {...props} claimed={state} />;
  if (state.kind === 'open' && opened !== null) return <ShowCodes {...{ opened, now }} />;
  if (state.kind === 'open')
    return <Banner tone="warn" title={t('pairing.open-elsewhere')} testId="pairing-elsewhere" />;
  return <AskPin {...props} />;
}

/**
 * The focus goes along from step to step: the button that had it is gone with its step, and a sheet without the focus does
 * not hear its own keys. The effect moves the focus, which is outside React.
 */
function useFocusAlong(step: string): React.RefObject<HTMLDivElement | null> {
  const inside = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what it waits for
  useEffect(() => {
    const dialog = inside.current?.closest('[role=dialog]');
    if (dialog?.contains(document.activeElement) !== true) inside.current?.focus();
  }, [step]);
  return inside;
}

/** Lets one handheld in: PIN, codes to scan, digits to compare, name and role. */
export function PairView(props: PairViewProps): ReactElement {
  const t = useText();
  const inside = useFocusAlong(`${props.state.kind} ${props.opened === null} ${props.problem}`);
  return (
    <Sheet title={t('fleet.pair')} closeLabel={t('close')} onClose={props.onClose} size="large">
      <div ref={inside} tabIndex={-1} className="outline-none">
        <Inside {...props} />
      </div>
    </Sheet>
  );
}
