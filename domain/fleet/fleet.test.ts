import { expect, test } from 'vitest';
import { type DeviceState, type DeviceTurn, deviceScope, deviceStates, turnedDevice } from './device-state.ts';
import { type DeviceFacts, type FleetRoom, fleetAlerts } from './fleet-alert.ts';

const now = 1_800_000_000_000;
const minute = 60_000;
const device: DeviceFacts = {
  deviceId: 'd1',
  state: 'paired',
  lastSeenAt: now - 10_000,
  batteryPercent: 80,
  charging: false,
  docked: false,
  pending: 0,
  pendingSince: null,
  clockSkewMs: 0,
  wrongPins: 0,
  wrongPinAt: 0,
};
const room: FleetRoom = {
  now,
  shiftOpenedAt: now - 60 * minute,
  shiftClosedAt: null,
  knocks: { count: 0, lastAt: 0 },
};
const kinds = (change: Partial<DeviceFacts>, around: Partial<FleetRoom> = {}): string[] =>
  fleetAlerts([{ ...device, ...change }], { ...room, ...around }).map(({ kind }) => kind);

test('FL1 a handheld that is well raises nothing', () => {
  expect(kinds({})).toEqual([]);
  expect(kinds({ lastSeenAt: null, batteryPercent: null, charging: null, docked: null, clockSkewMs: null })).toEqual(
    [],
  );
});

test('FL2 silent for more than 40 s with a shift open; not one in its cradle, unused in this shift, or at night', () => {
  expect(kinds({ lastSeenAt: now - 40_000 })).toEqual([]);
  expect(kinds({ lastSeenAt: now - 40_001 })).toEqual(['silent']);
  expect(kinds({ lastSeenAt: now - 40_001, docked: true })).toEqual([]);
  expect(kinds({ lastSeenAt: now - 61 * minute })).toEqual([]);
  expect(kinds({ lastSeenAt: now - 40_001 }, { shiftOpenedAt: null })).toEqual([]);
});

test('FL3 a battery under 20 % that is not charging', () => {
  expect(kinds({ batteryPercent: 20 })).toEqual([]);
  expect(kinds({ batteryPercent: 19 })).toEqual(['battery-low']);
  expect(kinds({ batteryPercent: 3, charging: true })).toEqual([]);
});

test('FL4 not back in its cradle 15 minutes after the last shift closed', () => {
  const closed = { shiftOpenedAt: null, shiftClosedAt: now - 15 * minute - 1 };
  expect(kinds({}, closed)).toEqual(['not-returned']);
  expect(kinds({}, { ...closed, shiftClosedAt: now - 15 * minute })).toEqual([]);
  expect(kinds({ docked: true }, closed)).toEqual([]);
  expect(kinds({ docked: null, charging: true }, closed)).toEqual([]);
});

test('FL5 ops that wait longer than 15 minutes', () => {
  expect(kinds({ pending: 3, pendingSince: now - 15 * minute })).toEqual([]);
  expect(fleetAlerts([{ ...device, pending: 3, pendingSince: now - 16 * minute }], room)).toEqual([
    { kind: 'pending-long', deviceId: 'd1', since: now - 16 * minute, figure: 3 },
  ]);
  expect(kinds({ state: 'amnesty', pending: 1, pendingSince: now - 16 * minute })).toEqual(['pending-long']);
});

test('FL6 five refused PINs within 15 minutes', () => {
  expect(kinds({ wrongPins: 4, wrongPinAt: now })).toEqual([]);
  expect(kinds({ wrongPins: 5, wrongPinAt: now })).toEqual(['wrong-pins']);
  expect(kinds({ wrongPins: 5, wrongPinAt: now - 15 * minute })).toEqual([]);
});

test('FL7 a clock that is more than 5 minutes off, either way', () => {
  expect(kinds({ clockSkewMs: 5 * minute })).toEqual([]);
  expect(kinds({ clockSkewMs: 5 * minute + 1 })).toEqual(['clock-wrong']);
  expect(kinds({ clockSkewMs: -5 * minute - 1 })).toEqual(['clock-wrong']);
});

test('FL8 an unknown device that knocks comes first and is forgotten after an hour; gone devices raise nothing', () => {
  const bad = { batteryPercent: 5, clockSkewMs: 10 * minute };
  expect(kinds(bad, { knocks: { count: 2, lastAt: now - 1 } })).toEqual([
    'unknown-device',
    'clock-wrong',
    'battery-low',
  ]);
  expect(kinds(bad, { knocks: { count: 2, lastAt: now - 60 * minute } })).toEqual(['clock-wrong', 'battery-low']);
  for (const state of ['revoked', 'wiped', 'unpaired'] as const) expect(kinds({ ...bad, state })).toEqual([]);
});

test('PA40 what is gone comes back by pairing alone, and every other turn leads where the table says', () => {
  const table: Record<DeviceTurn, Partial<Record<DeviceState, DeviceState>>> = {
    lock: { paired: 'locked' },
    unlock: { locked: 'paired' },
    wipe: { paired: 'wiping', locked: 'wiping' },
    wiped: { wiping: 'wiped', amnesty: 'wiped' },
    revoke: { paired: 'revoked', locked: 'revoked', wiping: 'revoked', amnesty: 'revoked' },
    amnesty: { paired: 'amnesty', locked: 'amnesty', revoked: 'amnesty' },
    unpair: { paired: 'unpaired', locked: 'unpaired' },
  };
  for (const turn of Object.keys(table) as DeviceTurn[])
    for (const state of deviceStates)
      expect([turn, state, turnedDevice(state, turn)]).toEqual([turn, state, table[turn][state] ?? null]);
  expect(deviceStates.map(deviceScope)).toEqual(['all', 'all', 'push', 'none', 'push', 'none', 'none']);
});
