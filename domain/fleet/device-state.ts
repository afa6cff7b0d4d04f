import { assertNever } from '../assert.ts';

/**
 * How a device stands with its hub. `locked`: its screen, until a manager opens it; it still sends. `wiping`: it hands in
 * what it holds at its next contact and clears itself. `amnesty`: revoked, but what it holds is taken, aside.
 */
export const deviceStates = ['paired', 'locked', 'wiping', 'wiped', 'amnesty', 'revoked', 'unpaired'] as const;
/** See `deviceStates`. */
export type DeviceState = (typeof deviceStates)[number];

/** What turns a device's state. */
export type DeviceTurn = 'lock' | 'unlock' | 'wipe' | 'wiped' | 'revoke' | 'amnesty' | 'unpair';

/** May a device in this state send and read (`all`), only hand in what it holds (`push`), or nothing at all (PA40 … PA44)? */
export function deviceScope(state: DeviceState): 'all' | 'push' | 'none' {
  switch (state) {
    case 'paired':
    case 'locked':
      return 'all';
    case 'wiping':
    case 'amnesty':
      return 'push';
    case 'wiped':
    case 'revoked':
    case 'unpaired':
      return 'none';
    default:
      return assertNever(state);
  }
}

/** The state after a turn; null when the turn makes no sense there: what is gone comes back by pairing alone. */
export function turnedDevice(state: DeviceState, turn: DeviceTurn): DeviceState | null {
  const held = deviceScope(state) !== 'none';
  switch (turn) {
    case 'lock':
      return state === 'paired' ? 'locked' : null;
    case 'unlock':
      return state === 'locked' ? 'paired' : null;
    case 'wipe':
      return deviceScope(state) === 'all' ? 'wiping' : null;
    case 'wiped':
      return state === 'wiping' || state === 'amnesty' ? 'wiped' : null;
    case 'revoke':
      return held ? 'revoked' : null;
    case 'amnesty':
      return state === 'revoked' || deviceScope(state) === 'all' ? 'amnesty' : null;
    case 'unpair':
      return deviceScope(state) === 'all' ? 'unpaired' : null;
    default:
      return assertNever(turn);
  }
}
