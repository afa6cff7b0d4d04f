import { createHmac, randomBytes } from 'node:crypto';
import { calculateThumbprint, generateKeyPair, generateProof, type KeyPair } from 'dpop';
import Fastify, { type FastifyInstance } from 'fastify';
import { CompactEncrypt, importJWK } from 'jose';
import { deviceSignedOn, nonceHeader, proofHeader, staffHeader, tokenAnswer } from '../../contracts/device-session.ts';
import {
  claimText,
  type DeviceKey,
  digitsText,
  hubText,
  type PairedDevice,
  pairAnswer,
  pairClaimed,
  readPairFragment,
  sixDigits,
} from '../../contracts/pairing.ts';
import type { InstallId, StaffId } from '../../domain/id.ts';
import type { Op } from '../../domain/op/op.ts';
import { mountDevices } from '../../main/hub/device-session/mount-devices.ts';
import { newId, ownerPin, type TestHub, type Till } from './test-hub.ts';

/** Where the handhelds of a test believe their hub to be. The line itself is plain HTTP on a free port. */
export const testOrigin = 'https://kaunter-test.local:8443';

export interface LanRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
}
export interface LanAnswer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
}

/** The routes of handhelds of a test's hub, on a real socket. */
export interface TestLan {
  readonly hub: TestHub;
  readonly origin: string;
  readonly send: (path: string, request: LanRequest) => Promise<LanAnswer>;
  readonly close: () => Promise<void>;
}

export async function testLan(hub: TestHub): Promise<TestLan> {
  const trust = { origin: 'http://10.0.0.2:8480', authoritySha256: 'ab'.repeat(32) };
  hub.hub.lan.origin = () => testOrigin;
  hub.hub.lan.place = () => ({ origin: testOrigin, trust });
  const app: FastifyInstance = Fastify();
  mountDevices(app, hub.hub);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const send: TestLan['send'] = async (path, request) => {
    const said = await fetch(`${address}${path}`, request);
    return { status: said.status, header: (name) => said.headers.get(name), text: await said.text() };
  };
  return { hub, origin: testOrigin, send, close: async () => void (await app.close()) };
}

/** A key pair as a browser makes it: the private half cannot be exported. */
export async function freshKeys(algorithm: 'ES256' | 'RS256' = 'ES256'): Promise<KeyPair> {
  return await generateKeyPair(algorithm);
}

/** What came back over the line. */
export interface Said {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  readonly header: (name: string) => string | null;
}

export interface ProofChange {
  readonly method?: string;
  readonly url?: string;
  readonly nonce?: string;
  readonly token?: string | null;
  readonly keys?: KeyPair;
}

export type Route = `${'GET' | 'POST'} ${string}`;

export interface CallExtra {
  readonly token?: string | null;
  readonly staff?: string | null;
  /** A proof to send instead of a fresh one. */
  readonly proof?: string | null;
  readonly change?: ProofChange;
}

const info = { platform: 'Android 16', browser: 'Chrome 156', persisted: true, appVersion: '1.0.0' } as const;

/** A handheld with its own storage and key, as the app in the browser behaves; real keys, real proofs. */
export class Handheld {
  readonly lan: TestLan;
  readonly installId: InstallId;
  keys: KeyPair;
  nonce: string | undefined;
  token: string | null = null;
  staffToken: string | null = null;
  device: PairedDevice | null = null;
  claimId = '';
  seq = 0;

  private constructor(lan: TestLan, keys: KeyPair, installId: InstallId) {
    this.lan = lan;
    this.keys = keys;
    this.installId = installId;
  }

  static async unboxed(lan: TestLan, installId = newId() as InstallId): Promise<Handheld> {
    return new Handheld(lan, await freshKeys(), installId);
  }

  async key(keys = this.keys): Promise<DeviceKey> {
    const { x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
    return { kty: 'EC', crv: 'P-256', x: x!, y: y! };
  }

  async proof(method: string, path: string, change: ProofChange = {}): Promise<string> {
    const { keys = this.keys, url = `${this.lan.origin}${path}`, nonce = this.nonce, token = this.token } = change;
    return await generateProof(keys, url, change.method ?? method, nonce, token ?? undefined);
  }

  /** One request; told a nonce, it asks again with it, once. */
  async call(route: Route, body: unknown = {}, extra: CallExtra = {}): Promise<Said> {
    const said = await this.send(route, { body, extra });
    if (said.status !== 401 || said.body.code !== 'use_dpop_nonce' || extra.proof !== undefined || extra.change?.nonce)
      return said;
    return await this.send(route, { body, extra });
  }

  private async send(
    route: Route,
    { body, extra }: { readonly body: unknown; readonly extra: CallExtra },
  ): Promise<Said> {
    const [method, path] = route.split(' ') as ['GET' | 'POST', string];
    const token = extra.token === undefined ? this.token : extra.token;
    const proof = extra.proof === undefined ? await this.proof(method, path, { token, ...extra.change }) : extra.proof;
    const staff = extra.staff === undefined ? this.staffToken : extra.staff;
    const answer = await this.lan.send(path, {
      method,
      headers: {
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...(proof === null ? {} : { [proofHeader]: proof }),
        ...(token === null ? {} : { authorization: `DPoP ${token}` }),
        ...(staff === null ? {} : { [staffHeader]: staff }),
      },
      ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
    });
    this.nonce = answer.header(nonceHeader) ?? this.nonce;
    const { status, text, header } = answer;
    return { status, body: text === '' ? null : JSON.parse(text), header };
  }

  /** Claims the window of a pair link or a typed code; gives the digits on this screen, or the answer that was a no. */
  async claim(how: { readonly link: string } | { readonly code: string }, change: object = {}): Promise<string | Said> {
    const scanned = 'link' in how ? readPairFragment(new URL(how.link).hash) : null;
    const secret = 'link' in how ? scanned!.secret : how.code;
    const hubId = this.lan.hub.hub.store.sync.epoch().hubId;
    const jkt = await calculateThumbprint(this.keys.publicKey);
    const nonce = randomBytes(16).toString('base64url');
    const transcript = { hubId, origin: this.lan.origin, jkt, installId: this.installId, nonce };
    const mac = (text: string) => createHmac('sha256', secret).update(text).digest();
    const ask = {
      proto: 1,
      by: 'link' in how ? 'qr' : 'code',
      installId: this.installId,
      key: await this.key(),
      nonce,
    };
    const full = { ...ask, mac: mac(claimText(transcript)).toString('base64url'), info, ...change };
    const said = await this.call('POST /v1/pair/claim', full, { token: null });
    if (said.status !== 200) return said;
    const { hubNonce, mac: hubMac, claimId } = pairClaimed.parse(said.body);
    if (hubMac !== mac(hubText(transcript, hubNonce)).toString('base64url')) throw new Error('the hub proved nothing');
    this.claimId = claimId;
    return sixDigits(mac(digitsText(transcript, hubNonce)));
  }

  async wait() {
    const said = await this.call('POST /v1/pair/wait', { claimId: this.claimId }, { token: null });
    if (said.status !== 200) return { kind: 'no', code: said.body.code } as const;
    const answer = pairAnswer.parse(said.body);
    if (answer.kind === 'approved') this.device = answer.device;
    return answer;
  }

  async askToken(): Promise<Said> {
    const said = await this.call(
      'POST /v1/auth/token',
      { installId: this.installId, appVersion: '1.0.0' },
      { token: null, staff: null },
    );
    if (said.status === 200) this.token = tokenAnswer.parse(said.body).accessToken;
    return said;
  }

  async signOn(staffId: StaffId, pin: string): Promise<Said> {
    const said = await this.call('POST /v1/auth/sign-on', { staffId, pin });
    if (said.status === 200) this.staffToken = deviceSignedOn.parse(said.body).staffToken;
    return said;
  }

  /** An op as the sealed outbox holds it. */
  async sealed(op: Op, place = `${this.installId}/${op.seq}`): Promise<{ seq: number; jwe: string }> {
    const { kid, ...key } = this.device!.sealKey;
    const jwe = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(op)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid, kt: place })
      .encrypt(await importJWK({ ...key, ext: true }, 'ECDH-ES'));
    return { seq: op.seq, jwe };
  }
}

/** Opens a window at the terminal as a manager would. */
export async function openWindow(till: Till) {
  return await till.api.pairing.open({ pin: ownerPin });
}

/** From the box to the first token: window, claim, six digits, the yes at the terminal. */
export async function pairedHandheld(
  lan: TestLan,
  till: Till,
  given: {
    readonly name?: string;
    readonly role?: 'cashier' | 'supervisor' | 'manager' | 'owner';
    readonly phone?: Handheld;
  } = {},
): Promise<Handheld> {
  const phone = given.phone ?? (await Handheld.unboxed(lan));
  const { pairUrl: link } = await openWindow(till);
  const digits = await phone.claim({ link });
  if (typeof digits !== 'string') throw new Error(JSON.stringify(digits.body));
  await till.api.pairing.approve({ digits, name: given.name ?? 'Phone', ownerId: null, role: given.role ?? 'manager' });
  await phone.wait();
  const said = await phone.askToken();
  if (said.status !== 200) throw new Error(JSON.stringify(said.body));
  return phone;
}
