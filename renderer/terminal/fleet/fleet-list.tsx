import {
  BatteryCharging,
  BatteryLow,
  BatteryMedium,
  CloudUpload,
  Smartphone,
  Square,
  SquareCheckBig,
} from 'lucide-react';
import type { ReactElement } from 'react';
import type { FleetDevice } from '../../../contracts/fleet.ts';
import { batteryPercentMin } from '../../../domain/fleet/fleet-alert.ts';
import { Chip } from '../../kit/state.tsx';
import { useLanguage, useText } from '../../kit/text.tsx';
import { agoText, fleetWord, isHeld } from './fleet-word.ts';

export interface FleetListProps {
  readonly devices: readonly FleetDevice[];
  readonly chosen: string | null;
  /** UTC epoch ms. */
  readonly now: number;
  readonly onChoose: (deviceId: string) => void;
  /** Ids that are picked; null while a tap chooses one alone. */
  readonly picked: readonly string[] | null;
}

/** How full the battery is; nothing where the browser does not tell. */
export function Battery({ device }: { readonly device: FleetDevice }): ReactElement | null {
  const { batteryPercent = null, charging = null } = device.heartbeat ?? {};
  if (batteryPercent === null) return null;
  const isLow = batteryPercent < batteryPercentMin && charging !== true;
  const Icon = charging === true ? BatteryCharging : isLow ? BatteryLow : BatteryMedium;
  return (
    <span className={`inline-flex items-center gap-1 ${isLow ? 'font-semibold text-warn' : ''}`}>
      <Icon size={15} aria-hidden="true" />
      {batteryPercent} %
    </span>
  );
}

function Pending({ device }: { readonly device: FleetDevice }): ReactElement | null {
  const t = useText();
  const pending = device.heartbeat?.pending ?? 0;
  if (pending === 0) return null;
  return (
    <span className="inline-flex items-center gap-1 font-semibold text-warn">
      <CloudUpload size={15} aria-hidden="true" />
      {t('fleet.pending', { count: pending })}
    </span>
  );
}

interface RowProps {
  readonly device: FleetDevice;
  readonly isChosen: boolean;
  /** Null while nobody picks. */
  readonly isPicked: boolean | null;
  readonly now: number;
  readonly onChoose: (deviceId: string) => void;
}

/** A phone, or while several are picked whether this one is. */
function Sign({ isPicked }: Pick<RowProps, 'isPicked'>): ReactElement {
  const look = { size: 20, 'aria-hidden': true, className: 'shrink-0 text-soft' } as const;
  if (isPicked === null) return <Smartphone {...look} />;
  return isPicked ? <SquareCheckBig {...look} className="shrink-0 text-accent" /> : <Square {...look} />;
}

function FleetRow({ device, isChosen, isPicked, now, onChoose }: RowProps): ReactElement {
  const t = useText();
  const language = useLanguage();
  const word = fleetWord(t, device, now);
  const person = device.staffName ?? device.ownerName;
  return (
    <li className={`border-b border-line last:border-0 ${(isPicked ?? isChosen) ? 'bg-accent-soft' : ''}`}>
      <button
        type="button"
        aria-pressed={isPicked ?? isChosen}
        data-testid={`fleet-${device.deviceCode}`}
        onClick={() => onChoose(device.deviceId)}
        className="flex min-h-18 w-full cursor-pointer items-center gap-3 px-4 py-2 text-start hover:bg-raised"
      >
        <Sign isPicked={isPicked} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className="truncate font-semibold">{device.name}</span>
            <span className="shrink-0 text-[13px] text-soft">{device.deviceCode}</span>
          </span>
          <span className="block truncate text-[13px] text-soft">
            {person ?? t('fleet.anybody')}
            {device.lastSeenAt === null ? '' : ` · ${agoText(language, now - device.lastSeenAt)}`}
            {device.heartbeat === null ? '' : ` · ${device.heartbeat.appVersion}`}
          </span>
          <span className="mt-1 flex flex-wrap items-center gap-2 text-[13px]">
            <Chip tone={word.tone}>{word.text}</Chip>
            <Battery device={device} />
            <Pending device={device} />
          </span>
        </span>
      </button>
    </li>
  );
}

/** Every handheld: who has it, how it is, what it has not handed in. Those that left come last. */
export function FleetList({ devices, chosen, now, onChoose, picked }: FleetListProps): ReactElement {
  const t = useText();
  const inOrder = [...devices.filter(isHeld), ...devices.filter((device) => !isHeld(device))];
  return (
    <ul
      aria-label={t('fleet.title')}
      className="m-0 min-h-0 flex-1 list-none overflow-auto rounded-card border border-line bg-surface p-0"
    >
      {inOrder.map((device) => (
        <FleetRow
          key={device.deviceId}
          {...{ device, now, onChoose }}
          isChosen={device.deviceId === chosen}
          isPicked={picked === null ? null : picked.includes(device.deviceId)}
        />
      ))}
    </ul>
  );
}
