import type { z } from 'zod';
import type { keyRotation } from '../../../contracts/device-session.ts';
import type { DeviceAnswer, DeviceCall } from './device-routes.ts';

const unproven: DeviceAnswer = { status: 401, body: { code: 'invalid_dpop_proof' } };

/** A device gives itself a new key: the old one signed the request, the new one its own proof for the same address (PA36). */
export async function rotateKey({
  hub,
  request,
  caller,
  body,
}: DeviceCall<z.output<typeof keyRotation>>): Promise<DeviceAnswer> {
  const proof = await hub.gate.checkProof({ ...request, proof: body.proof });
  if (!proof.ok) return { status: 401, body: { code: proof.refusal } };
  const { jkt, key } = proof.value;
  if (key.x !== body.key.x || key.y !== body.key.y || hub.store.handhelds.isKeyUsed(jkt)) return unproven;
  const { deviceId } = caller.device;
  hub.append([{ kind: 'device.key-rotated', staffId: null, body: { deviceId, key, jkt } }]);
  hub.gate.tokens.drop(deviceId);
  return { status: 200, body: { ok: true } };
}
