import { BookOpen, FileDown, QrCode as QrIcon, SearchCheck, SlidersHorizontal, Smartphone } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { FleetDevice } from '../../../contracts/fleet.ts';
import type { NetworkStatus } from '../../../contracts/network.ts';
import type { FleetAlert } from '../../../domain/fleet/fleet-alert.ts';
import { Button } from '../../kit/button.tsx';
import { Page } from '../../kit/panel.tsx';
import { Banner, EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { type BulkAct, BulkBar } from './bulk-bar.tsx';
import { FleetAlerts } from './fleet-alerts.tsx';
import { FleetList } from './fleet-list.tsx';
import { NetworkNote } from './network-note.tsx';
import type { FleetMessage } from './use-sealed-file.ts';

export interface FleetViewProps {
  readonly devices: readonly FleetDevice[];
  readonly alerts: readonly FleetAlert[];
  readonly chosen: string | null;
  readonly now: number;
  readonly canPair: boolean;
  readonly canEdit: boolean;
  readonly message: FleetMessage | null;
  /** How the hub stands on the network; null as long as nobody said. */
  readonly network: NetworkStatus | null;
  readonly onNetwork: (enabled: boolean) => void;
  /** What somebody should look at of what came in. */
  readonly findings: number;
  readonly onFindings: () => void;
  /** How handhelds are kept to this one app. */
  readonly onKiosk: () => void;
  /** Ids of the handhelds that are picked; null while nobody picks several. */
  readonly picked: readonly string[] | null;
  readonly onPick: (isOn: boolean) => void;
  readonly onBulk: (act: BulkAct) => void;
  readonly onChoose: (deviceId: string) => void;
  /** Takes in what a handheld saved as a file. */
  readonly onTakeFile: () => void;
  readonly onPair: () => void;
  readonly onPolicy: () => void;
  readonly onBack: () => void;
  /** The pane of the chosen handheld. */
  readonly children: ReactNode;
}

function Actions({ canPair, canEdit, findings, onFindings, onKiosk, onPair, onPolicy }: FleetViewProps): ReactElement {
  const t = useText();
  return (
    <>
      {findings > 0 ? (
        <Button icon={<SearchCheck size={18} aria-hidden="true" />} onPress={onFindings} testId="fleet-findings">
          {t('fleet.findings', { count: findings })}
        </Button>
      ) : null}
      <Button icon={<BookOpen size={18} aria-hidden="true" />} onPress={onKiosk} testId="fleet-kiosk">
        {t('fleet.kiosk')}
      </Button>
      {canEdit ? (
        <Button icon={<SlidersHorizontal size={18} aria-hidden="true" />} onPress={onPolicy} testId="fleet-policy">
          {t('fleet.policy')}
        </Button>
      ) : null}
      {canPair ? (
        <Button
          tone="primary"
          hint="N"
          icon={<QrIcon size={18} aria-hidden="true" />}
          onPress={onPair}
          testId="fleet-pair"
        >
          {t('fleet.pair')}
        </Button>
      ) : null}
    </>
  );
}

function Notes({ message, network, canEdit, onNetwork }: FleetViewProps): ReactElement {
  return (
    <>
      {message === null ? null : (
        <Banner tone={message.tone} title={message.text} text={message.step} testId="fleet-message" />
      )}
      <NetworkNote {...{ network, canEdit }} onSwitch={onNetwork} />
    </>
  );
}

/** The store's handhelds: the live list, what somebody should look at, and the way to let one in. */
export function FleetView(props: FleetViewProps): ReactElement {
  const t = useText();
  const { devices, chosen, now, onChoose, picked, canEdit, onPick, onBulk } = props;
  const pickedDevices = picked === null ? null : devices.filter(({ deviceId }) => picked.includes(deviceId));
  return (
    <Page
      title={t('fleet.title')}
      backLabel={t('back')}
      onBack={props.onBack}
      width="full"
      actions={<Actions {...props} />}
    >
      {devices.length === 0 ? (
        <div className="flex h-full flex-col gap-3">
          <Notes {...props} />
          <EmptyState
            icon={<Smartphone size={52} strokeWidth={1.25} aria-hidden="true" />}
            title={t('fleet.none-title')}
            text={t('fleet.none-text')}
          />
        </div>
      ) : (
        <div className="grid h-full min-h-0 grid-cols-[22rem_1fr] gap-6" data-testid="fleet">
          <section className="flex min-h-0 flex-col gap-3">
            <FleetList {...{ devices, chosen, now, onChoose, picked }} />
            {canEdit && devices.length > 1 ? <BulkBar picked={pickedDevices} onPick={onPick} onAct={onBulk} /> : null}
            {canEdit && picked === null ? (
              <Button
                wide
                icon={<FileDown size={18} aria-hidden="true" />}
                onPress={props.onTakeFile}
                testId="fleet-take-file"
              >
                {t('fleet.take-file')}
              </Button>
            ) : null}
          </section>
          <section className="flex min-h-0 flex-col gap-4">
            <Notes {...props} />
            <FleetAlerts {...props} />
            <div className="min-h-0 flex-1">{props.children}</div>
          </section>
        </div>
      )}
    </Page>
  );
}
