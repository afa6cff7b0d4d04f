import { Eraser, HandCoins, Lock, LockOpen, Pencil, ShieldOff, Smartphone, Unplug } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { FleetDevice } from '../../../contracts/fleet.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useLanguage, useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';
import type { FleetAct } from './fleet-acts.ts';
import { Battery } from './fleet-list.tsx';
import { agoText, fleetWord, isHeld, unsentText } from './fleet-word.ts';

export interface FleetPaneProps {
  readonly device: FleetDevice;
  readonly canEdit: boolean;
  readonly now: number;
  readonly onEdit: () => void;
  readonly onAct: (act: FleetAct) => void;
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <>
      <dt className="text-soft">{label}</dt>
      <dd className="m-0 min-w-0 truncate">{children}</dd>
    </>
  );
}

/** The name of what a person sees of a figure the browser may not tell. */
function useTold(): (value: string | number | null | undefined) => string {
  const t = useText();
  return (value) => (value === null || value === undefined || value === '' ? t('fleet.not-told') : String(value));
}

function People({ device, now }: FleetPaneProps): ReactElement {
  const t = useText();
  const language = useLanguage();
  return (
    <Card title={t('fleet.people')}>
      <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-[15px]">
        <Fact label={t('fleet.owner')}>{device.ownerName ?? t('fleet.anybody')}</Fact>
        <Fact label={t('fleet.signed-on')}>{device.staffName ?? t('fleet.nobody')}</Fact>
        <Fact label={t('fleet.role')}>{t(`role.${device.role}`)}</Fact>
        <Fact label={t('fleet.last-seen')}>
          {device.lastSeenAt === null ? t('fleet.never') : agoText(language, now - device.lastSeenAt)}
        </Fact>
        <Fact label={t('fleet.paired-at')}>
          <When at={device.pairedAt} />
        </Fact>
      </dl>
    </Card>
  );
}

function Machine({ device }: FleetPaneProps): ReactElement {
  const t = useText();
  const told = useTold();
  const beat = device.heartbeat;
  const kept = { true: t('fleet.kept'), false: t('fleet.not-kept'), null: t('fleet.not-told') };
  return (
    <Card title={t('fleet.machine')}>
      <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-[15px]">
        <Fact label={t('fleet.platform')}>{`${told(device.platform)} · ${told(device.browser)}`}</Fact>
        <Fact label={t('fleet.battery')}>
          {beat === null || beat.batteryPercent === null ? t('fleet.not-told') : <Battery device={device} />}
        </Fact>
        <Fact label={t('fleet.signal')}>
          {beat === null || beat.roundTripMs === null
            ? t('fleet.not-told')
            : t('fleet.round-trip', { ms: beat.roundTripMs })}
        </Fact>
        <Fact label={t('fleet.version')}>{told(beat?.appVersion)}</Fact>
        <Fact label={t('fleet.storage')}>{kept[`${beat?.persisted ?? null}`]}</Fact>
      </dl>
    </Card>
  );
}

function Work({ device, now }: FleetPaneProps): ReactElement {
  const t = useText();
  const language = useLanguage();
  const told = useTold();
  const beat = device.heartbeat;
  return (
    <Card title={t('fleet.work')}>
      <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-[15px]">
        <Fact label={t('fleet.unsent')}>
          {unsentText(t, device, now)}
          {beat?.pendingSince == null ? '' : ` · ${agoText(language, now - beat.pendingSince)}`}
        </Fact>
        <Fact label={t('fleet.last-receipt')}>{told(beat?.lastReceipt)}</Fact>
        <Fact label={t('fleet.taken')}>
          {t('fleet.taken-of', { taken: device.takenSeq, made: Math.max(beat?.lastSeq ?? 0, device.takenSeq) })}
        </Fact>
      </dl>
    </Card>
  );
}

function Acts({ device, onAct }: FleetPaneProps): ReactElement {
  const t = useText();
  const { state } = device;
  const isOurs = state === 'paired' || state === 'locked';
  return (
    <Card title={t('fleet.acts')}>
      <div className="flex flex-wrap gap-3">
        {state === 'paired' ? (
          <Button icon={<Lock size={18} aria-hidden="true" />} onPress={() => onAct('lock')} testId="fleet-lock">
            {t('fleet.act.lock')}
          </Button>
        ) : null}
        {state === 'locked' ? (
          <Button
            icon={<LockOpen size={18} aria-hidden="true" />}
            onPress={() => onAct('unlock')}
            testId="fleet-unlock"
          >
            {t('fleet.act.unlock')}
          </Button>
        ) : null}
        {isOurs ? (
          <>
            <Button
              icon={<Unplug size={18} aria-hidden="true" />}
              onPress={() => onAct('unpair')}
              testId="fleet-unpair"
            >
              {t('fleet.act.unpair')}
            </Button>
            <Button
              tone="bad"
              icon={<Eraser size={18} aria-hidden="true" />}
              onPress={() => onAct('wipe')}
              testId="fleet-wipe"
            >
              {t('fleet.act.wipe')}
            </Button>
          </>
        ) : null}
        {isHeld(device) ? (
          <Button
            tone="bad"
            icon={<ShieldOff size={18} aria-hidden="true" />}
            onPress={() => onAct('revoke')}
            testId="fleet-revoke"
          >
            {t('fleet.act.revoke')}
          </Button>
        ) : null}
        {state === 'revoked' ? (
          <Button
            icon={<HandCoins size={18} aria-hidden="true" />}
            onPress={() => onAct('amnesty')}
            testId="fleet-amnesty"
          >
            {t('fleet.act.amnesty')}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

/** One handheld: who has it, how it is, what it holds, and what can be done to it. */
export function FleetPane(props: FleetPaneProps): ReactElement {
  const t = useText();
  const { device, canEdit } = props;
  const word = fleetWord(t, device, props.now);
  const isEnded = device.state === 'wiped' || device.state === 'unpaired';
  return (
    <div className="flex h-full min-h-0 flex-col gap-4 overflow-auto pe-1" data-testid="fleet-pane">
      <header className="flex flex-wrap items-center gap-3">
        <Smartphone size={28} aria-hidden="true" className="shrink-0 text-soft" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-xl font-semibold">{device.name}</h2>
          <p className="truncate text-[13px] text-soft">{t('fleet.code', { code: device.deviceCode })}</p>
        </div>
        {canEdit && isHeld(device) ? (
          <Button icon={<Pencil size={18} aria-hidden="true" />} onPress={props.onEdit} testId="fleet-edit">
            {t('device.edit')}
          </Button>
        ) : null}
      </header>
      <Banner tone={word.tone} title={word.text} text={t(`fleet.state-text.${device.state}`)} testId="fleet-state" />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <People {...props} />
        <Machine {...props} />
      </div>
      <Work {...props} />
      {canEdit && !isEnded ? <Acts {...props} /> : null}
    </div>
  );
}
