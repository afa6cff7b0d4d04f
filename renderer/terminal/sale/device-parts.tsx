import type { DeviceTrouble } from '../../../contracts/device-status.ts';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import type { DeviceRole } from '../../../domain/device/device-binding.ts';
import type { StripPart } from '../../kit/state.tsx';
import type { Translate } from '../../kit/text.tsx';
import { RoleIcon } from '../devices/device-list.tsx';

/** Roles a till sells without, but not unnoticed. Printer and drawer have parts of their own. */
const watchedRoles = ['scanner', 'scale', 'line-display'] as const satisfies readonly DeviceRole[];
type Watched = (typeof watchedRoles)[number];

/** Troubles with a sentence short enough for the strip. */
const named = ['unreachable', 'silent'] as const satisfies readonly DeviceTrouble[];

function isWatched(role: DeviceRole): role is Watched {
  return (watchedRoles as readonly DeviceRole[]).includes(role);
}

/** Scanner, scale and line display that do not work, where one sells (SU9). Nothing while they do, or nobody knows. */
export function devicesPart(t: Translate, devices: readonly BoundDevice[]): StripPart[] {
  const down = devices.flatMap(({ binding: { role }, told }) => {
    const isDown = told !== null && (told.refusal !== null || told.status.state === 'error');
    return isDown && isWatched(role) ? [{ role, trouble: told.status.trouble }] : [];
  });
  const [first] = down;
  if (first === undefined) return [];
  const names = [...new Set(down.map(({ role }) => t(`status.device.${role}`)))].join(', ');
  const word = named.find((trouble) => down.length === 1 && trouble === first.trouble) ?? 'other';
  const text = t(`status.device-${word}`, { device: names });
  return [{ id: 'devices', icon: <RoleIcon role={first.role} size={15} />, tone: 'bad', text }];
}

/** Is such a device set up at all? Unknown counts as yes: what is not known is not hidden. */
export function hasRole(devices: readonly BoundDevice[] | null, role: DeviceRole): boolean {
  return devices === null || devices.some(({ binding }) => binding.role === role);
}
