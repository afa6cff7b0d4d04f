import type { AuthError } from '../../../contracts/device-session.ts';
import { deviceScope } from '../../../domain/fleet/device-state.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import type { Device } from '../../store/handheld/handheld-reads.ts';
import type { HandheldBook } from '../handheld/handheld-book.ts';
import { type DeviceGrant, DeviceTokens } from './device-tokens.ts';
import { checkProof, type Proof } from './dpop.ts';
import { NonceClock } from './nonce-clock.ts';
import { ReplayCache } from './replay-cache.ts';

/** A request of a handheld, as far as it says who sends it. */
export interface DeviceRequest {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  /** Headers `authorization`, `dpop` and `kaunter-staff`. */
  readonly authorization: string | undefined;
  readonly proof: string | undefined;
  readonly staffToken: string | undefined;
}

/** Who sends it. `bearer` is the token of the person signed on there, checked by the gate of the API. */
export interface DeviceCaller {
  readonly device: Device;
  readonly scope: 'all' | 'push';
  /** When its token ends, UTC epoch ms; now for a device that has none yet. */
  readonly until: number;
  readonly bearer: string | null;
}

/** Why it is not let in. */
export interface AuthNo {
  readonly status: 401 | 403;
  readonly code: AuthError;
}

export interface DeviceGateParts {
  readonly devices: HandheldBook;
  /** The one origin handhelds know this hub by. */
  readonly origin: () => string;
  /** UTC epoch ms. */
  readonly now: () => number;
  /** Somebody unknown asked to be let in. */
  readonly onKnock: () => void;
}

/** Says which device a request comes from: token, proof by the token's key, and that the device may still speak. */
export class DeviceGate {
  readonly tokens: DeviceTokens;
  readonly #parts: DeviceGateParts;
  readonly #nonces: NonceClock;
  readonly #replays: ReplayCache;

  constructor(parts: DeviceGateParts) {
    this.#parts = parts;
    this.tokens = new DeviceTokens(parts.now);
    this.#nonces = new NonceClock(parts.now);
    this.#replays = new ReplayCache(parts.now);
  }

  /** The nonce for the next proof; goes into the header `DPoP-Nonce` of every answer. */
  nonce(): string {
    return this.#nonces.current();
  }

  /** Checks a request with an access token (PA20 … PA25). */
  async authenticate(request: DeviceRequest): Promise<Outcome<DeviceCaller, AuthNo>> {
    const token = /^DPoP ([A-Za-z0-9_-]{43})$/i.exec(request.authorization ?? '')?.[1] ?? null;
    const grant = token === null ? null : this.tokens.ofToken(token);
    if (grant === null) return refuse({ status: 401, code: 'invalid_token' });
    const proof = await this.checkProof(request, token);
    if (!proof.ok) return refuse({ status: 401, code: proof.refusal });
    if (proof.value.jkt !== grant.jkt) return refuse({ status: 401, code: 'invalid_dpop_proof' });
    const device = this.#parts.devices.get(grant.deviceId);
    return this.#admit(device, proof.value, { until: grant.until, bearer: request.staffToken ?? null });
  }

  /** Checks a proof alone: of a device that asks for its first token, or of a key nobody knows yet. */
  async checkProof(
    { method, path, proof }: Pick<DeviceRequest, 'method' | 'path' | 'proof'>,
    accessToken: string | null = null,
  ): Promise<Outcome<Proof, 'use_dpop_nonce' | 'invalid_dpop_proof'>> {
    const demand = { method, url: `${this.#parts.origin()}${path}`, accessToken };
    return await checkProof(proof, demand, this.#nonces);
  }

  /** The device of an install, proven by its key, for a first token (PA21). */
  async recognise(
    request: Pick<DeviceRequest, 'method' | 'path' | 'proof'>,
    installId: string,
  ): Promise<Outcome<DeviceCaller, AuthNo>> {
    const proof = await this.checkProof(request);
    if (!proof.ok) return refuse({ status: 401, code: proof.refusal });
    return this.#admit(this.#parts.devices.ofInstall(installId), proof.value, {
      until: this.#parts.now(),
      bearer: null,
    });
  }

  grantOf({ deviceId, installId, jkt }: Device): DeviceGrant {
    return { deviceId, installId, jkt };
  }

  sweep(): void {
    this.tokens.sweep();
    this.#replays.sweep();
  }

  /** The key must be the device's own, the proof new, the device not gone. */
  #admit(
    device: Device | null,
    proof: Proof,
    session: Pick<DeviceCaller, 'until' | 'bearer'>,
  ): Outcome<DeviceCaller, AuthNo> {
    if (device === null || device.jkt !== proof.jkt || device.state === 'unpaired') {
      this.#parts.onKnock();
      return refuse({ status: 401, code: 'device-unknown' });
    }
    if (!this.#replays.take(proof.jkt, proof.jti)) return refuse({ status: 401, code: 'invalid_dpop_proof' });
    const scope = deviceScope(device.state);
    if (scope === 'none') return refuse({ status: 403, code: 'device-revoked' });
    return accept({ device, scope, ...session });
  }
}
