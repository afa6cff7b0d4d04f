import type { ReactElement } from 'react';
import type { NetworkStatus } from '../../../contracts/network.ts';
import { Button } from '../../kit/button.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface NetworkNoteProps {
  /** Null as long as nobody said. */
  readonly network: NetworkStatus | null;
  readonly canEdit: boolean;
  readonly onSwitch: (enabled: boolean) => void;
}

/** How the hub stands on the network: off until somebody wants it, where it is when it is on, what is wrong and what to do. */
export function NetworkNote({ network, canEdit, onSwitch }: NetworkNoteProps): ReactElement | null {
  const t = useText();
  if (network === null) return null;
  const isOff = network.state === 'off';
  const action = canEdit ? (
    <Button tone={isOff ? 'primary' : 'quiet'} onPress={() => onSwitch(isOff)} testId="network-switch">
      {t(isOff ? 'network.switch-on' : 'network.switch-off')}
    </Button>
  ) : undefined;
  if (isOff)
    return (
      <Banner
        tone="info"
        title={t('network.is-off')}
        text={t('network.is-off-text')}
        action={action}
        testId="network"
      />
    );
  const isOn = network.state === 'on';
  return (
    <div className="flex flex-col gap-2" data-testid="network" data-state={network.state}>
      {isOn ? (
        <div className="flex items-center gap-3 px-1 text-[13px] text-soft">
          <span className="min-w-0 flex-1 truncate select-text">
            {t('network.is-on', { origin: network.origin ?? '' })}
          </span>
          {action}
        </div>
      ) : null}
      {network.problems.map((code) => (
        <Banner
          key={code}
          tone={isOn ? 'warn' : 'bad'}
          title={t(`network.${code}`)}
          text={t(`network.${code}-step`)}
          action={isOn ? undefined : action}
          testId={`network-${code}`}
        />
      ))}
    </div>
  );
}
