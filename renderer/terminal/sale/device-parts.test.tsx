import { expect, test } from 'vitest';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import type { PrinterState } from '../../../contracts/print.ts';
import { translator } from '../../kit/text.tsx';
import { devicesPart, hasRole } from './device-parts.tsx';
import { printerPart } from './use-status.tsx';

const t = translator('en', {});
const common = { lifecycle: 'enabled', power: 'online', source: 'connection', since: 0 } as const;

function scanner(name: string, trouble: 'unreachable' | 'garbled' | null): BoundDevice {
  const state = trouble === null ? 'idle' : 'error';
  return {
    binding: {
      role: 'scanner',
      name,
      identity: `virtual:${name}`,
      address: { kind: 'virtual' },
      profile: 'hid-pos',
      settings: { serial: null, prefix: 'none', suffix: 'cr', switchMode: true },
    },
    told: {
      name,
      role: 'scanner',
      refusal: null,
      trouble: null,
      printer: null,
      status: { device: 'scanner', deviceId: name, ...common, state, trouble },
    },
  };
}

function onScreen(power: 'online' | 'off'): PrinterState {
  const error = { error: 'none', drawer: 'unknown', source: 'connection', since: 0 } as const;
  return {
    running: true,
    printer: 'virtual',
    profile: 'generic-80mm',
    columns: 48,
    confirms: true,
    status: { power, cover: 'unknown', paper: 'unknown', cutter: 'unknown', ...error },
    virtualDrawerOpenings: null,
    waiting: 1,
  };
}

test('SU9 a printer on the screen that was unplugged is away like any other', () => {
  expect(printerPart(t, onScreen('off'))).toMatchObject({ tone: 'warn', text: 'status.printer-trouble' });
  expect(printerPart(t, onScreen('online'))).toMatchObject({ tone: 'ok', text: 'status.printer-virtual' });
});

test('SU9 a scanner that is gone stands in the strip, one that works or was never heard does not', () => {
  expect(devicesPart(t, [scanner('a', 'unreachable')])).toMatchObject([
    { id: 'devices', tone: 'bad', text: 'status.device-unreachable' },
  ]);
  const two = [scanner('a', 'unreachable'), scanner('b', 'garbled')];
  expect(devicesPart(t, two)).toMatchObject([{ text: 'status.device-other' }]);
  expect(devicesPart(t, [scanner('a', null), { ...scanner('b', null), told: null }])).toEqual([]);
});

test('SU9 a role nobody set up is not told of, and one that is not known yet is', () => {
  expect(hasRole([scanner('a', null)], 'cash-drawer')).toBe(false);
  expect(hasRole(null, 'cash-drawer')).toBe(true);
});
