import { Barcode, Inbox, Monitor, Printer, Scale } from 'lucide-react';
import type { ReactElement } from 'react';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import { type DeviceRole, deviceRoles } from '../../../domain/device/device-binding.ts';
import { Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { placeText } from './device-place.ts';
import { deviceWord } from './device-word.ts';

export interface DeviceListProps {
  readonly devices: readonly BoundDevice[];
  /** Name of the device whose page is open. */
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
}

const icons = {
  'receipt-printer': Printer,
  'spare-printer': Printer,
  'cash-drawer': Inbox,
  scanner: Barcode,
  scale: Scale,
  'line-display': Monitor,
} as const satisfies Record<DeviceRole, unknown>;

/** The sign of a role. */
export function RoleIcon({ role, size = 20 }: { readonly role: DeviceRole; readonly size?: number }): ReactElement {
  const Icon = icons[role];
  return <Icon size={size} aria-hidden="true" className="shrink-0 text-soft" />;
}

function DeviceRow({
  device,
  isChosen,
  onChoose,
}: {
  readonly device: BoundDevice;
  readonly isChosen: boolean;
  readonly onChoose: (name: string) => void;
}): ReactElement {
  const t = useText();
  const { binding } = device;
  const word = deviceWord(t, device);
  return (
    <li className={`border-b border-line last:border-0 ${isChosen ? 'bg-accent-soft' : ''}`}>
      <button
        type="button"
        aria-pressed={isChosen}
        data-testid={`device-${binding.name}`}
        data-tone={word.tone}
        onClick={() => onChoose(binding.name)}
        className={`flex min-h-18 w-full cursor-pointer items-center gap-3 px-4 py-2 text-start ${isChosen ? '' : 'hover:bg-raised'}`}
      >
        <RoleIcon role={binding.role} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className="truncate font-semibold">{t(`device.role.${binding.role}`)}</span>
            <span className="shrink-0 text-[13px] text-soft">{binding.name}</span>
          </span>
          <span className="block truncate text-[13px] text-soft">{placeText(t, binding.address)}</span>
          <span className="mt-1 block max-w-full [&>span]:whitespace-normal">
            <Chip tone={word.tone}>{word.text}</Chip>
          </span>
        </span>
      </button>
    </li>
  );
}

/** Every device of the counter, by what it is for, with how it is right now. */
export function DeviceList({ devices, chosen, onChoose }: DeviceListProps): ReactElement {
  const inOrder = deviceRoles.flatMap((role) => devices.filter(({ binding }) => binding.role === role));
  return (
    <ul className="m-0 min-h-0 flex-1 list-none overflow-x-hidden overflow-y-auto rounded-card border border-line bg-surface p-0">
      {inOrder.map((device) => (
        <DeviceRow
          key={device.binding.name}
          device={device}
          isChosen={device.binding.name === chosen}
          onChoose={onChoose}
        />
      ))}
    </ul>
  );
}
