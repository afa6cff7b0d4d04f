import { z } from 'zod';
import * as device from './device-session.ts';
import * as fleet from './fleet.ts';
import * as pairing from './pairing.ts';
import { refusals, staffProcedure } from './procedure.ts';
import * as session from './session.ts';

const done = z.strictObject({ ok: z.literal(true) });

/** Letting handhelds in, at the terminal. */
export const pairingApi = {
  state: staffProcedure('device.pair')
    .route({ method: 'GET', path: '/pairing', summary: 'Is a pairing window open, and who waits there' })
    .output(pairing.pairingState),
  /** The manager types their own PIN again. The window is good once, for five minutes. */
  open: staffProcedure('device.pair')
    .route({ method: 'POST', path: '/pairing/open', summary: 'Open a pairing window' })
    .errors(refusals([...session.pinRefusals, 'lan-off']))
    .input(pairing.pairingOpenRequest)
    .output(pairing.pairingOpened),
  approve: staffProcedure('device.pair')
    .route({ method: 'POST', path: '/pairing/approve', summary: 'Let the handheld in that shows these digits' })
    .errors(refusals(['claim-unknown', 'staff-unknown', 'role-above-own']))
    .input(pairing.pairingApproval)
    .output(z.strictObject({ deviceId: z.uuid(), deviceCode: fleet.deviceCode })),
  refuse: staffProcedure('device.pair')
    .route({ method: 'POST', path: '/pairing/refuse', summary: 'Turn the waiting handheld away' })
    .errors(refusals(['claim-unknown']))
    .output(done),
  close: staffProcedure('device.pair')
    .route({ method: 'POST', path: '/pairing/close', summary: 'Close the pairing window' })
    .output(done),
};

/** The handhelds of the store, in the back office. */
export const fleetApi = {
  list: staffProcedure('fleet.read')
    .route({ method: 'GET', path: '/fleet', summary: 'All handhelds and how they are' })
    .output(z.array(fleet.fleetDevice).max(fleet.devicesMax)),
  alerts: staffProcedure('fleet.read')
    .route({ method: 'GET', path: '/fleet/alerts', summary: 'What somebody should look at, worst first' })
    .output(z.array(fleet.fleetAlert)),
  policy: staffProcedure('fleet.read')
    .route({ method: 'GET', path: '/fleet/policy', summary: 'What the store lays down for its handhelds' })
    .output(fleet.devicePolicy),
  setPolicy: staffProcedure('fleet.edit')
    .route({ method: 'POST', path: '/fleet/policy', summary: 'Change the policy of all handhelds' })
    .errors(refusals(['policy-unfit']))
    .input(fleet.devicePolicy)
    .output(done),
  command: staffProcedure('fleet.edit')
    .route({ method: 'POST', path: '/fleet/command', summary: 'Rename, lend, lock, wipe, revoke, pardon, unpair' })
    .errors(refusals(fleet.fleetRefusals))
    .input(fleet.fleetCommand)
    .output(done),
  takeSealed: staffProcedure('fleet.edit')
    .route({ method: 'POST', path: '/fleet/sealed', summary: 'Take in what a handheld saved as a file' })
    .errors(refusals(device.sealedFileRefusals))
    .input(z.strictObject({ text: z.string().max(device.sealedFileCharsMax) }))
    .output(device.sealedFileTaken),
};
