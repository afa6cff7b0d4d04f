import { oc } from '@orpc/contract';
import { z } from 'zod';
import * as session from './device-session.ts';
import { heartbeat, heartbeatAnswer } from './fleet.ts';
import { pairAnswer, pairClaim, pairClaimed, pairWait } from './pairing.ts';

const done = z.strictObject({ ok: z.literal(true) });
const post = <const Path extends `/${string}`>(path: Path, summary: string) =>
  oc.route({ method: 'POST', path, summary });

/**
 * The routes by which handhelds are let in and say who they are, for the document of the network's API; how they are proven
 * and what a no looks like: `docs/spec/pairing.md`. They check token and proof themselves and are no procedures of the hub.
 */
export const identityApi = {
  pair: {
    claim: post('/pair/claim', 'Claim the open pairing window; with a proof of the new key, without a token')
      .input(pairClaim)
      .output(pairClaimed),
    wait: post('/pair/wait', 'Was it approved at the counter? With a proof of the claiming key, without a token')
      .input(pairWait)
      .output(pairAnswer),
  },
  auth: {
    token: post('/auth/token', 'A token of ten minutes; with a proof of the device key, without a token')
      .input(session.tokenRequest)
      .output(session.tokenAnswer),
    staff: oc
      .route({ method: 'GET', path: '/auth/staff', summary: 'Who may sign on at this device' })
      .output(session.deviceStaff),
    signOn: post('/auth/sign-on', 'A person signs on with their PIN')
      .input(session.deviceSignOn)
      .output(session.deviceSignedOn),
    signOff: post('/auth/sign-off', 'The person of the kaunter-staff header signs off')
      .input(session.nothing)
      .output(done),
    passkeyOptions: post('/auth/passkey/options', 'A challenge, to add a passkey or to consent to one act')
      .input(session.passkeyAsk)
      .output(session.passkeyOptions),
    passkeyRegister: post('/auth/passkey/register', 'Add the passkey the browser made')
      .input(session.passkeyAnswer)
      .output(done),
    passkeys: oc
      .route({
        method: 'GET',
        path: '/auth/passkeys',
        summary: 'Own passkeys; who can consent with one at this device',
      })
      .output(session.passkeyList),
    passkeyRemove: post('/auth/passkey/remove', 'Take one of the own passkeys away')
      .input(session.passkeyRemoval)
      .output(done),
    passkeyApprove: post('/auth/passkey/approve', 'Consent to one act with a passkey')
      .input(session.passkeyAnswer)
      .output(session.passkeyGranted),
    rotate: post('/auth/rotate', 'Another key in place of the one that proves this request')
      .input(session.keyRotation)
      .output(done),
  },
  device: {
    heartbeat: post('/device/heartbeat', 'How the device is; answered with what it is to do')
      .input(heartbeat)
      .output(heartbeatAnswer),
    sealed: post('/device/sealed', 'Hand in ops that are sealed to the hub')
      .input(session.sealedPush)
      .output(session.sealedAnswer),
    wipe: post('/device/wipe', 'Everything is handed in: the device clears itself')
      .input(session.wipeRequest)
      .output(done),
  },
} as const;
