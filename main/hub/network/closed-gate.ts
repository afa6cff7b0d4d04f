import { randomBytes } from 'node:crypto';
import type { DeviceGate, PairingWindow } from './device-gate.ts';

/** A gate without a registry behind it: nobody is let in. */
export const closedGate: DeviceGate = {
  authenticate: async () => ({ kind: 'refused', status: 401, code: 'device-unknown', headers: {} }),
  nonce: () => null,
  issueTicket: () => ({ ticket: randomBytes(16).toString('base64url'), expiresAt: 0 }),
  takeTicket: () => null,
  isWelcome: () => false,
  reported: () => undefined,
  commanded: () => undefined,
};

/** A window that never opens. */
export const closedWindow: PairingWindow = {
  isOpen: () => false,
  knocked: () => undefined,
  onChange: () => () => undefined,
};
