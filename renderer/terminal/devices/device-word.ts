import type { DeviceStatus, StatusOf } from '../../../contracts/device-status.ts';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import { assertNever } from '../../../domain/assert.ts';
import type { StateTone } from '../../kit/state.tsx';

/** How a device is, as a text key and the tone it is said in. */
export interface DeviceWord {
  readonly tone: StateTone;
  readonly key: string;
}

const unheard: DeviceWord = { tone: 'idle', key: 'device.state.unheard' };
const ready: DeviceWord = { tone: 'ok', key: 'device.state.ready' };

/** The one sentence a person reads of a device; what is not known is said to be unknown. */
export function deviceWord({ told }: BoundDevice): DeviceWord {
  if (told === null) return unheard;
  if (told.refusal !== null) return { tone: 'bad', key: `device.refusal.${told.refusal}` };
  const { status } = told;
  if (status.lifecycle === 'closed') return unheard;
  if (status.state === 'error') return errorWord(status);
  switch (status.device) {
    case 'pos-printer':
      return printerWord(status);
    case 'cash-drawer':
      return drawerWord(status);
    case 'scale':
      return { tone: loadTones[status.load], key: `device.load.${status.load}` };
    case 'scanner':
    case 'line-display':
      return ready;
    default:
      return assertNever(status);
  }
}

function errorWord(status: DeviceStatus): DeviceWord {
  if (status.device === 'pos-printer' && status.power !== 'off') {
    if (status.paper === 'out') return { tone: 'bad', key: 'device.state.paper-out' };
    if (status.cover === 'open') return { tone: 'bad', key: 'device.state.cover-open' };
    if (status.cutter === 'error') return { tone: 'bad', key: 'device.state.cutter' };
  }
  return { tone: 'bad', key: `device.trouble.${status.trouble ?? 'unreachable'}` };
}

function printerWord({ paper, state, source, power }: StatusOf<'pos-printer'>): DeviceWord {
  if (paper === 'low') return { tone: 'warn', key: 'device.state.paper-low' };
  if (state === 'busy') return { tone: 'info', key: 'device.state.busy' };
  // Connected, but of its paper nothing is known: never shown as well.
  if (source === 'none' || power === 'unknown' || paper === 'unknown') return { tone: 'idle', key: 'device.state.untold' };
  return ready;
}

function drawerWord({ drawer, leftOpen }: StatusOf<'cash-drawer'>): DeviceWord {
  if (leftOpen) return { tone: 'warn', key: 'device.drawer.left-open' };
  return { tone: drawer === 'open' ? 'info' : drawer === 'closed' ? 'ok' : 'idle', key: `device.drawer.${drawer}` };
}

const loadTones: Readonly<Record<StatusOf<'scale'>['load'], StateTone>> = {
  stable: 'ok',
  zero: 'ok',
  moving: 'info',
  over: 'bad',
  under: 'warn',
  unknown: 'idle',
};
