import type { z } from 'zod';
import * as shapes from '../../../contracts/device-session.ts';
import { type Heartbeat, heartbeat } from '../../../contracts/fleet.ts';
import { pairClaim, pairWait } from '../../../contracts/pairing.ts';
import { FaultError } from '../../../domain/fault-catalog.ts';
import type { Hub } from '../hub.ts';
import type { AuthNo, DeviceCaller, DeviceRequest } from './device-gate.ts';
import { signOffAt, signOnAt, staffOf, tilesOf } from './device-people.ts';
import { rotateKey } from './key-rotation.ts';
import { passkeyApprove, passkeyOptions, passkeyRegister } from './passkey-desk.ts';
import { passkeyRemove, passkeysOf } from './passkey-list.ts';
import { takeSealed } from './sealed-ops.ts';

/** An answer as it goes out: JSON body, status, headers. */
export interface DeviceAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A parsed request with who sent it. */
export interface DeviceCall<Body> {
  readonly hub: Hub;
  readonly request: DeviceRequest;
  readonly caller: DeviceCaller;
  readonly body: Body;
}

/** One route of the LAN listener. `run` gets the JSON body (null without one) and answers; it never throws for bad input. */
export interface DeviceRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly run: (hub: Hub, request: DeviceRequest, body: unknown) => Promise<DeviceAnswer>;
}

export function answer(body: unknown, status = 200): DeviceAnswer {
  return { status, body };
}

function no({ status, code }: AuthNo): DeviceAnswer {
  return answer({ code }, status);
}

const unreadable = answer({ code: 'body-unreadable' }, 400);

type Handler<Body> = (call: DeviceCall<Body>) => DeviceAnswer | Promise<DeviceAnswer>;
interface Spec<Body> {
  readonly body: z.ZodType<Body> | null;
  /** Lets a device in that may only hand in what it holds. */
  readonly pushScope?: boolean;
}

/** A route for a device with its token. */
function forDevice<Body>(path: string, { body: shape, pushScope }: Spec<Body>, handle: Handler<Body>): DeviceRoute {
  return {
    method: shape === null ? 'GET' : 'POST',
    path,
    run: async (hub, request, body) => {
      const caller = await hub.gate.authenticate(request);
      if (!caller.ok) return no(caller.refusal);
      if (caller.value.scope === 'push' && pushScope !== true) return no({ status: 403, code: 'scope-push' });
      hub.fleet.seen(caller.value.device.deviceId);
      const parsed = shape === null ? null : shape.safeParse(body);
      if (parsed !== null && !parsed.success) return unreadable;
      return await handle({ hub, request, caller: caller.value, body: (parsed?.data ?? null) as Body });
    },
  };
}

const claimRoute: DeviceRoute = {
  method: 'POST',
  path: '/v1/pair/claim',
  run: async (hub, request, body) => {
    const ask = pairClaim.safeParse(body);
    if (!ask.success) return unreadable;
    const proof = await hub.gate.checkProof(request);
    if (!proof.ok) return no({ status: 401, code: proof.refusal });
    const { x, y } = ask.data.key;
    if (proof.value.key.x !== x || proof.value.key.y !== y) return no({ status: 401, code: 'invalid_dpop_proof' });
    const claimed = hub.pairing.claim(ask.data, proof.value);
    return claimed.ok ? answer(claimed.value) : answer(claimed.refusal, 403);
  },
};

const waitRoute: DeviceRoute = {
  method: 'POST',
  path: '/v1/pair/wait',
  run: async (hub, request, body) => {
    const ask = pairWait.safeParse(body);
    if (!ask.success) return unreadable;
    const proof = await hub.gate.checkProof(request);
    if (!proof.ok) return no({ status: 401, code: proof.refusal });
    const waited = hub.pairing.wait(ask.data.claimId, proof.value.jkt);
    return waited.ok ? answer(waited.value) : answer(waited.refusal, 403);
  },
};

const tokenRoute: DeviceRoute = {
  method: 'POST',
  path: '/v1/auth/token',
  run: async (hub, request, body) => {
    const ask = shapes.tokenRequest.safeParse(body);
    if (!ask.success) return unreadable;
    const caller = await hub.gate.recognise(request, ask.data.installId);
    if (!caller.ok) return no(caller.refusal);
    const { device, scope } = caller.value;
    hub.fleet.seen(device.deviceId);
    const { secret, expiresAt } = hub.gate.tokens.issueToken(hub.gate.grantOf(device));
    const commands = hub.handheldDesk.commandsOf(device);
    const facts = { deviceId: device.deviceId, state: device.state, commands, policy: hub.store.handhelds.policy() };
    const { sealBox, store, ambient } = hub;
    const rest = { sealKey: sealBox.publicKey, epoch: store.sync.epoch(), now: ambient.now() };
    return answer({ accessToken: secret, expiresAt, scope, device: facts, ...rest } satisfies shapes.TokenAnswer);
  },
};

function beat({ hub, caller, body }: DeviceCall<Heartbeat>): DeviceAnswer {
  hub.fleet.heartbeat(caller.device.deviceId, body);
  return answer({ now: hub.ambient.now(), commands: hub.handheldDesk.commandsOf(caller.device) });
}

/** Everything goes, on both sides, once the hub has it all; else nothing does (PA43). */
function wipe({ hub, caller, body }: DeviceCall<{ lastSeq: number }>): DeviceAnswer {
  const last = hub.store.lastSeq(caller.device.installId);
  if (last < body.lastSeq) return answer({ code: 'outbox-not-taken', last }, 409);
  if (!hub.handheldDesk.wiped(caller.device, body.lastSeq)) return answer({ code: 'wipe-not-asked', last }, 409);
  return { ...answer({ ok: true }), headers: { 'clear-site-data': '"cache", "storage"' } };
}

/** What a person at the device asks for: their session is checked first. */
function forStaff<Body>(
  handle: (
    call: DeviceCall<Body>,
    staff: NonNullable<ReturnType<typeof staffOf>>,
  ) => DeviceAnswer | Promise<DeviceAnswer>,
): Handler<Body> {
  return (call) => {
    const staff = staffOf(call);
    return staff === null ? answer({ code: 'staff-needed' }, 401) : handle(call, staff);
  };
}

const all: readonly DeviceRoute[] = [
  claimRoute,
  waitRoute,
  tokenRoute,
  forDevice('/v1/auth/staff', { body: null }, tilesOf),
  forDevice('/v1/auth/sign-on', { body: shapes.deviceSignOn }, signOnAt),
  forDevice('/v1/auth/sign-off', { body: shapes.nothing }, signOffAt),
  forDevice('/v1/auth/passkeys', { body: null }, forStaff(passkeysOf)),
  forDevice('/v1/auth/passkey/remove', { body: shapes.passkeyRemoval }, forStaff(passkeyRemove)),
  forDevice('/v1/auth/passkey/options', { body: shapes.passkeyAsk }, forStaff(passkeyOptions)),
  forDevice('/v1/auth/passkey/register', { body: shapes.passkeyAnswer }, forStaff(passkeyRegister)),
  forDevice('/v1/auth/passkey/approve', { body: shapes.passkeyAnswer }, forStaff(passkeyApprove)),
  forDevice('/v1/auth/rotate', { body: shapes.keyRotation }, rotateKey),
  forDevice('/v1/device/heartbeat', { body: heartbeat }, beat),
  forDevice('/v1/device/sealed', { body: shapes.sealedPush, pushScope: true }, takeSealed),
  forDevice('/v1/device/wipe', { body: shapes.wipeRequest, pushScope: true }, wipe),
];

/** Every route by which handhelds say who they are. Mounted by the listener on the network and nowhere else. */
export function deviceRoutes(): readonly DeviceRoute[] {
  return all.map((route) => ({ ...route, run: (hub, request, body) => withFaults(hub, route, { request, body }) }));
}

/** A fault of the catalog leaves as its code, and every answer carries the nonce for the next proof. */
async function withFaults(
  hub: Hub,
  route: DeviceRoute,
  { request, body }: { readonly request: DeviceRequest; readonly body: unknown },
): Promise<DeviceAnswer> {
  const done = await route.run(hub, request, body).catch((error: unknown) => {
    if (!(error instanceof FaultError)) throw error;
    hub.log('fault', { code: error.code, call: route.path });
    return answer({ code: error.code }, 503);
  });
  return { ...done, headers: { ...done.headers, [shapes.nonceHeader]: hub.gate.nonce() } };
}
