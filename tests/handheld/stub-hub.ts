import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { CatalogChunk, CatalogManifest } from '../../contracts/catalog-chunks.ts';
import { chunkItemsMax } from '../../contracts/catalog-chunks.ts';
import { type DevicePolicy, devicePolicyDefault } from '../../contracts/fleet.ts';
import type { OpBody } from '../../contracts/op-catalog.ts';
import { barcodeColumns, idColumns } from '../../domain/catalog/chunk-columns.ts';
import type { CheckAct } from '../../domain/check/check.ts';
import type { CheckId } from '../../domain/id.ts';
import type { Op } from '../../domain/op/op.ts';
import { permissions as permissionNames, type Role } from '../../domain/staff/permission.ts';
import { presetOf, settingsFromPreset } from '../../domain/store/country-presets.ts';
import type { Change } from '../../domain/sync/mirror.ts';
import type { PullAsk, PushAsk, SnapshotAsk } from '../../domain/sync/protocol.ts';
import { unpackedBody } from '../../main/hub/server/packed-body.ts';
import { newId } from '../hub/test-hub.ts';
import { StubChecks } from './stub-checks.ts';

const epoch = { hubId: newId(), gen: 0, id: newId() };
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
const key = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
  kid: 'a'.repeat(43),
} as const;

/** Columns of one chunk of made-up items; `price` of each may be changed by its number. */
export function stubChunk(no: number, size: number, priceOf: (item: number) => number): CatalogChunk {
  const ids = Array.from({ length: size }, (_each, at) => no * chunkItemsMax + at);
  const uuid = (item: number): string => `019aa0b0-7c1e-7000-8000-${item.toString(16).padStart(12, '0')}`;
  const brands = ['Aurora', 'Bramble', 'Cedar', 'Dovetail', 'Ember'];
  const kinds = ['tea', 'coffee', 'chocolate', 'cheese', 'candle', 'notebook', 'battery'];
  return {
    v: 1,
    no,
    ...idColumns(ids.map(uuid)),
    sku: ids.map((item) => `A${String(item).padStart(6, '0')}`),
    name: ids.map((item) => `${brands[item % 5]} ${kinds[item % 7]} no ${item}`),
    brand: ids.map((item) => brands[item % 5] ?? ''),
    size: ids.map((item) => `${50 + (item % 20) * 25} g`),
    category: ids.map((item) => kinds[item % 7] ?? ''),
    taxCategory: ids.map(() => 'standard'),
    unitPrice: ids.map((item) => priceOf(item) as never),
    unit: ids.map(() => 'each'),
    ...barcodeColumns(ids.map((item) => [gtinOf(item)])),
    labelCode: ids.map(() => ''),
    stockTracked: ids.map(() => 1),
    active: ids.map(() => 1),
    gridPlace: ids.map((item) => (item < 20 ? item : null)),
    colour: ids.map(() => ''),
  };
}

/** A sound EAN-13 of item n, as the catalog stores it. */
export function gtinOf(item: number): string {
  const body = `400${String(item).padStart(9, '0')}`;
  const sum = [...body].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `0${body}${(10 - (sum % 10)) % 10}`;
}

/** A hub that says yes: enough of the wire for a handheld's engine in a real browser, and the files of its page. */
export class StubHub {
  readonly origin: string;
  readonly ops: Op[] = [];
  readonly checks = new StubChecks();
  readonly staffId = newId();
  readonly settings = settingsFromPreset(presetOf('DE'), 'Probeladen');
  /** Bytes that went out for chunks and manifests, by path. */
  readonly sent = new Map<string, number>();
  chunks = new Map<string, { readonly bytes: Buffer; readonly no: number; readonly rows: number }>();
  /** Answers are lost after the hub took what was sent. */
  losesAnswers = false;
  /** Role of the one person there is. */
  role: Role = 'owner';
  policy: DevicePolicy = devicePolicyDefault;
  /** What this device may: all, only hand in what it holds, or nothing any more. */
  scope: 'all' | 'push' | 'none' = 'all';
  /** Pushes wait for this before they are answered. */
  pushGate: Promise<void> = Promise.resolve();
  /** How often somebody signed on. */
  signOns = 0;
  /** Figures that were consented to. */
  readonly consents: unknown[] = [];
  readonly #close: () => Promise<void>;

  private constructor(origin: string, close: () => Promise<void>) {
    this.origin = origin;
    this.#close = close;
  }

  /** Serves a built page, and the hub below `/v1` and `/api`. */
  static async serve(dir: string, port = 0): Promise<StubHub> {
    let hub: StubHub | null = null;
    const server = createServer((request, response) => void hub?.answer(request, response, dir));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.address() as AddressInfo;
    hub = new StubHub(`http://localhost:${address.port}`, async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    });
    return hub;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** The catalog from here on. */
  stock(items: number, priceOf: (item: number) => number = (item) => 100 + (item % 900)): void {
    this.chunks = new Map();
    for (let no = 0; no * chunkItemsMax < items; no += 1) {
      const rows = Math.min(chunkItemsMax, items - no * chunkItemsMax);
      const bytes = Buffer.from(JSON.stringify(stubChunk(no, rows, priceOf)));
      this.chunks.set(createHash('sha256').update(bytes).digest('hex'), { bytes, no, rows });
    }
  }

  /** Another device does something to a check. */
  elsewhere(checkId: string, act: CheckAct): void {
    this.ops.push(this.checks.elsewhere(checkId as CheckId, act));
  }

  /** What a paired handheld has on its disk. */
  device(installId: string, code = 'A2') {
    const shared = { hubId: epoch.hubId, origin: this.origin, sealKey: key, policy: devicePolicyDefault };
    return { deviceId: newId(), installId, deviceCode: code, name: 'Yard phone', role: 'owner' as const, ...shared };
  }

  async answer(request: IncomingMessage, response: ServerResponse, dir: string): Promise<void> {
    const path = new URL(request.url ?? '/', this.origin).pathname;
    const body = await bodyOf(request);
    if (path === '/v1/sync/push') await this.pushGate;
    if (this.#turnsAway(path)) {
      response.writeHead(403, { 'content-type': 'application/json', 'dpop-nonce': 'n1' });
      response.end(JSON.stringify({ code: 'device-revoked' }));
      return;
    }
    const said = this.#said(path, body);
    if (said === null) return file(response, dir, path);
    if (this.losesAnswers) {
      response.destroy();
      return;
    }
    const bytes = Buffer.isBuffer(said) ? said : Buffer.from(JSON.stringify(said));
    this.sent.set(path, (this.sent.get(path) ?? 0) + bytes.length);
    response.writeHead(200, { 'content-type': 'application/json', 'dpop-nonce': 'n1' }).end(bytes);
  }

  #turnsAway(path: string): boolean {
    if (this.scope === 'all' || !path.startsWith('/v1/')) return false;
    return this.scope === 'none' || !['/v1/auth/token', '/v1/sync/push'].includes(path);
  }

  #said(path: string, body: unknown): unknown {
    switch (path) {
      case '/v1/auth/token':
        return this.#token();
      case '/v1/auth/sign-on':
        return this.#signedOn();
      case '/v1/override/grant':
        return this.#consented(body as Record<string, unknown>);
      case '/v1/sync/push':
        return this.#pushed(body as PushAsk);
      case '/v1/sync/pull':
        return this.#pulled(body as PullAsk);
      case '/v1/sync/snapshot':
        return this.#rows(body as SnapshotAsk);
      case '/v1/catalog/manifest':
        return this.#manifest();
      default:
        return path.startsWith('/v1/catalog/chunk/') ? (this.chunks.get(path.slice(18))?.bytes ?? null) : null;
    }
  }

  #token() {
    const device = { deviceId: newId(), state: 'paired', commands: [], policy: this.policy };
    const now = Date.now();
    return { accessToken: 't'.repeat(43), expiresAt: now + 600_000, scope: 'all', device, sealKey: key, epoch, now };
  }

  #signedOn() {
    this.signOns += 1;
    const staff = { staffId: this.staffId, name: 'Olga', role: this.role, active: true };
    const shared = { staff, permissions: {}, expiresAt: Date.now() + 3_600_000 };
    return { ...shared, permissions: grants(), staffToken: 's'.repeat(43), offline: true, salt: 'a'.repeat(22) };
  }

  #consented({ permission, objectId, reasonCode, approverId, amount }: Record<string, unknown>) {
    this.consents.push({ permission, amount });
    return { overrideId: newId(), permission, objectId, reasonCode, approverId, expiresAt: Date.now() + 600_000 };
  }

  #pushed({ installId, ops }: PushAsk) {
    for (const op of ops) {
      if (this.ops.some(({ opId }) => opId === op.opId)) continue;
      this.ops.push(op);
      this.checks.take(op, installId);
    }
    const outcomes = this.checks.outcomesOf(ops);
    const last = this.ops.reduce((most, { seq }) => Math.max(most, seq), 0);
    return { kind: 'taken', installId, epoch, last, head: this.ops.length, keepFrom: 1, expect: null, outcomes };
  }

  #pulled({ installId, fresh, after, epoch: told }: PullAsk) {
    if (told === null) return { kind: 'epoch-changed', installId, epoch };
    if (fresh) return { kind: 'snapshot-needed', installId, epoch };
    const to = Math.max(after, this.ops.length);
    const changesOf = (op: Op): Change[] => [
      ...shiftChange(installId, op),
      ...asideChange(op),
      ...this.checks.changeOf(op),
    ];
    const changes = this.ops.slice(after).flatMap(changesOf);
    return { kind: 'changes', installId, epoch, from: after, to, keepFrom: 1, changes, more: false };
  }

  #rows({ installId, topic, after }: SnapshotAsk) {
    const owner = { topic, id: this.staffId, put: { name: 'Olga', role: this.role, active: true } };
    const store = { topic, id: 'store', put: this.settings };
    const { ops } = this;
    const shifts = topic === 'shift' ? ops.flatMap((op) => shiftChange(installId, op)) : [];
    const checks = [...this.checks.known].map(([id, put]) => ({ topic, id, put }));
    const rows = { staff: [owner], settings: [store], shift: shifts, checks }[topic as string] ?? [];
    return { kind: 'rows', installId, epoch, topic, after, at: this.ops.length, rows, done: true };
  }

  #manifest(): CatalogManifest {
    const chunks = [...this.chunks].map(([hash, { bytes, no, rows }]) => ({ no, hash, bytes: bytes.length, rows }));
    const items = chunks.reduce((all, { rows }) => all + rows, 0);
    return { epoch, rev: this.ops.length, items, chunks, priceBook: null };
  }
}

function shiftChange(installId: string, op: Op): Change[] {
  if (op.kind !== 'shift.opened') return [];
  const { shiftId, series } = op.body as OpBody<'shift.opened'>;
  return [
    { topic: 'shift', id: shiftId, put: { installId, series, openedAt: op.at, openedBy: op.staffId, open: true } },
  ];
}

function asideChange({ kind, at, staffId, body }: Op): Change[] {
  if (kind === 'sale.resumed') return [{ topic: 'suspended', id: (body as OpBody<'sale.resumed'>).saleId, put: null }];
  if (kind !== 'sale.suspended') return [];
  const { sale, label } = body as OpBody<'sale.suspended'>;
  return [{ topic: 'suspended', id: sale.saleId, put: { label, suspendedAt: at, staffId, sale } }];
}

function grants(): Record<string, unknown> {
  return Object.fromEntries(permissionNames.map((name) => [name, { answer: 'allow', limit: null }]));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  if (bytes.length === 0) return null;
  if (request.headers['content-type'] === 'application/json') return JSON.parse(bytes.toString());
  return unpackedBody(bytes)?.value ?? null;
}

function file(response: ServerResponse, dir: string, path: string): void {
  const full = join(dir, path === '/' ? 'index.html' : path);
  if (path.startsWith('/v1') || path.startsWith('/api') || !existsSync(full)) {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"not-here"}');
    return;
  }
  response.writeHead(200, {
    'content-type': types[extname(full)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
  });
  response.end(readFileSync(full));
}
