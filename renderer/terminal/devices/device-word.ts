import { type DeviceStatus, deviceTroubles, type StatusOf } from '../../../contracts/device-status.ts';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import { assertNever } from '../../../domain/assert.ts';
import type { StateTone } from '../../kit/state.tsx';
import type { Translate } from '../../kit/text.tsx';

/** How a device is, in one sentence and the tone it is said in. */
export interface DeviceWord {
  readonly tone: StateTone;
  readonly text: string;
}

/** The one sentence a person reads of a device; what is not known is said to be unknown. */
export function deviceWord(t: Translate, { told }: BoundDevice): DeviceWord {
  const unheard: DeviceWord = { tone: 'idle', text: t('device.state.unheard') };
  if (told === null) return unheard;
  if (told.refusal !== null) return { tone: 'bad', text: t(`device.refusal.${told.refusal}`) };
  const { status } = told;
  if (status.lifecycle === 'closed') return unheard;
  return status.state === 'error' ? errorWord(t, status) : workingWord(t, status);
}

function workingWord(t: Translate, status: DeviceStatus): DeviceWord {
  switch (status.device) {
    case 'pos-printer':
      return printerWord(t, status);
    case 'cash-drawer':
      return drawerWord(t, status);
    case 'scale':
      return { tone: loadTones[status.load], text: t(`device.load.${status.load}`) };
    case 'scanner':
    case 'line-display':
      return { tone: 'ok', text: t('device.state.ready') };
    default:
      return assertNever(status);
  }
}

/** What stands for an error nobody gave a reason for. */
const noReason = deviceTroubles[0];

function errorWord(t: Translate, status: DeviceStatus): DeviceWord {
  const tone = 'bad';
  if (status.device === 'pos-printer' && status.power !== 'off') {
    if (status.paper === 'out') return { tone, text: t('device.state.paper-out') };
    if (status.cover === 'open') return { tone, text: t('device.state.cover-open') };
    if (status.cutter === 'error') return { tone, text: t('device.state.cutter') };
  }
  return { tone, text: t(`device.trouble.${status.trouble ?? noReason}`) };
}

function printerWord(t: Translate, { paper, state, source, power }: StatusOf<'pos-printer'>): DeviceWord {
  if (paper === 'low') return { tone: 'warn', text: t('device.state.paper-low') };
  if (state === 'busy') return { tone: 'info', text: t('device.state.busy') };
  // Connected, but of its paper nothing is known: never shown as well.
  const isUntold = source === 'none' || power === 'unknown' || paper === 'unknown';
  return isUntold ? { tone: 'idle', text: t('device.state.untold') } : { tone: 'ok', text: t('device.state.ready') };
}

const drawerTones: Readonly<Record<StatusOf<'cash-drawer'>['drawer'], StateTone>> = {
  open: 'info',
  closed: 'ok',
  unknown: 'idle',
};

function drawerWord(t: Translate, { drawer, leftOpen }: StatusOf<'cash-drawer'>): DeviceWord {
  if (leftOpen) return { tone: 'warn', text: t('device.state.left-open') };
  return { tone: drawerTones[drawer], text: t(`device.drawer.${drawer}`) };
}

const loadTones: Readonly<Record<StatusOf<'scale'>['load'], StateTone>> = {
  stable: 'ok',
  zero: 'ok',
  moving: 'info',
  over: 'bad',
  under: 'warn',
  unknown: 'idle',
};
