import { Fingerprint, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { OwnPasskey } from '../../../contracts/device-session.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { Banner, EmptyState, Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { HandPage } from '../app/hand-page.tsx';
import { When } from '../app/when.tsx';
import { PinEntry } from './pin-entry.tsx';

export interface PasskeyViewProps {
  /** Null: not known yet. */
  readonly own: readonly OwnPasskey[] | null;
  readonly isOffline: boolean;
  /** Why the last act was not done, in words. */
  readonly problem: string | null;
  /** The own PIN is asked for once more before a passkey is made. */
  readonly isAdding: boolean;
  readonly isBusy: boolean;
  readonly now: number;
  readonly onAdd: () => void;
  readonly onPin: (pin: string) => void;
  readonly onCancel: () => void;
  readonly onRemove: (credentialId: string) => void;
  readonly onBack: () => void;
}

type RowActs = Pick<PasskeyViewProps, 'now' | 'isBusy' | 'onRemove'>;

function PasskeyRow({ passkey: own, now, isBusy, onRemove }: RowActs & { readonly passkey: OwnPasskey }): ReactElement {
  const t = useText();
  const [isAsked, setAsked] = useState(false);
  const name = own.isHere ? t('passkey.here') : own.deviceName;
  return (
    <li className="flex min-h-16 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2 last:border-b-0">
      <span className="min-w-28 flex-1">
        <bdi className="block break-words font-medium leading-snug">{name}</bdi>
        <span className="text-[13px] text-soft">
          <When at={own.addedAt} now={now} />
        </span>
      </span>
      <Button
        tone={isAsked ? 'bad' : 'quiet'}
        isDisabled={isBusy}
        icon={<Trash2 size={18} aria-hidden="true" />}
        onPress={() => (isAsked ? onRemove(own.credentialId) : setAsked(true))}
        testId="passkey-remove"
      >
        {t(isAsked ? 'passkey.remove-sure' : 'passkey.remove')}
      </Button>
    </li>
  );
}

function OwnKeys({ own, ...acts }: RowActs & { readonly own: readonly OwnPasskey[] }): ReactElement {
  const t = useText();
  if (own.length === 0)
    return (
      <EmptyState
        icon={<Fingerprint size={48} strokeWidth={1.25} aria-hidden="true" />}
        title={t('passkey.none')}
        text={t('passkey.none-text')}
      />
    );
  return (
    <ul
      aria-label={t('passkey.title')}
      className="m-0 list-none rounded-card border border-line bg-surface p-0"
      data-testid="passkeys"
    >
      {own.map((each) => (
        <PasskeyRow key={each.credentialId} passkey={each} {...acts} />
      ))}
    </ul>
  );
}

function PinSheet({ problem, isBusy, onPin, onCancel }: PasskeyViewProps): ReactElement {
  const t = useText();
  const [pin, setPin] = useState('');
  const isReady = pin.length >= 4 && !isBusy;
  const enter = (): void => {
    if (!isReady) return;
    onPin(pin);
    setPin('');
  };
  return (
    <BottomSheet
      title={t('passkey.pin-title')}
      closeLabel={t('close')}
      onClose={onCancel}
      testId="passkey-sheet"
      footer={
        <Button tone="primary" size="giant" wide isDisabled={!isReady} onPress={enter} testId="passkey-make">
          {t('passkey.make')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-[15px] text-soft">{t('passkey.pin-text')}</p>
        <Problem text={problem} />
        <PinEntry pin={pin} label={t('pin.label')} onPin={setPin} onEnter={enter} />
      </div>
    </BottomSheet>
  );
}

/** A manager's finger or face at this phone: what is there, one more, one less. */
export function PasskeyView(props: PasskeyViewProps): ReactElement {
  const t = useText();
  const { own, isOffline, problem, isAdding } = props;
  const hasHere = own?.some(({ isHere }) => isHere) ?? false;
  const footer = (
    <Button
      tone="primary"
      size="giant"
      wide
      isDisabled={isOffline || own === null || hasHere || props.isBusy}
      icon={<Fingerprint size={22} aria-hidden="true" />}
      onPress={props.onAdd}
      testId="passkey-add"
    >
      {t('passkey.add')}
    </Button>
  );
  return (
    <HandPage title={t('passkey.title')} onBack={props.onBack} footer={footer} testId="passkey">
      <p className="text-[15px] text-soft">{t('passkey.text')}</p>
      {isOffline ? <Banner tone="info" title={t('passkey.offline')} testId="passkey-offline" /> : null}
      {problem === null || isAdding ? null : <Banner tone="warn" title={problem} testId="passkey-problem" />}
      {own === null ? null : <OwnKeys {...props} own={own} />}
      {isAdding ? <PinSheet {...props} /> : null}
    </HandPage>
  );
}
