import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import type { ItemId } from '../../domain/id.ts';
import { minor } from '../../domain/money/minor.ts';
import { makeAuthority, makeLeaf } from '../../main/hub/tls/certificates.ts';
import { pemOf } from '../../main/hub/tls/kept-certificate.ts';
import { coffee, movableClock, newId, openedStore, ownerPin, type TestHub, Till, testHub } from '../hub/test-hub.ts';
import { ChaosProxy } from '../network/chaos-proxy.ts';
import { freePort, oneMachine } from '../network/network-rig.ts';

/** A hub on its network, with goods, behind a line that can be spoiled. */
export interface Shop {
  readonly hub: TestHub;
  readonly till: Till;
  readonly clock: ReturnType<typeof movableClock>;
  readonly proxy: ChaosProxy;
  readonly port: number;
  readonly name: string;
  readonly origin: string;
}

export interface ShopRequest {
  readonly handheldDir: string;
}

const networkDifferences = { host: '127.0.0.1', announces: false, trustPort: 0, limits: oneMachine };

export async function openedShop({ handheldDir }: ShopRequest): Promise<Shop> {
  const clock = movableClock();
  const hub = await testHub({ now: clock.now, network: { networkDifferences, handheldDir } });
  const port = await freePort();
  const network = { enabled: true, port, ownDomain: null };
  const { till } = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0, network }));
  const items = [
    coffee(),
    { ...coffee(), itemId: newId() as ItemId, sku: 'TEE-1', name: 'Tee', barcodes: [], gridPlace: 1 },
  ];
  for (const item of items) await till.push('item.put', { item: { ...item, unitPrice: minor(350) } });
  await hub.network.follow();
  const { origin } = hub.network.status();
  if (origin === null) throw new Error(JSON.stringify(hub.network.status()));
  const proxy = await ChaosProxy.open({ host: '127.0.0.1', port });
  return { hub, till, clock, proxy, port, name: new URL(origin).hostname, origin };
}

/** Somebody else's hub of the same name: it serves the very app, by an authority of its own. */
export interface RogueHub {
  readonly port: number;
  /** Requests it could read. */
  readonly heard: string[];
  readonly close: () => Promise<void>;
}

export async function rogueHub({ name }: Pick<Shop, 'name'>, handheldDir: string): Promise<RogueHub> {
  const authority = await makeAuthority(name, Date.now());
  const leaf = await makeLeaf({ authority, names: [name], nowMs: Date.now(), days: 90 });
  const heard: string[] = [];
  const keys = { cert: leaf.certificatePem, key: pemOf(leaf.privateKey) };
  const server = createServer(keys, ({ url = '' }, answer) => {
    heard.push(url);
    answer.setHeader('content-type', 'text/html').end(readFileSync(join(handheldDir, 'index.html')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, heard, close };
}

/** The app one edition later, as the next program of the hub brings it. */
export function newerApp(dir: string): { readonly dir: string; readonly remove: () => void } {
  const newer = mkdtempSync(join(tmpdir(), 'kaunter-newer-'));
  cpSync(dir, newer, { recursive: true });
  const worker = join(newer, 'service-worker.js');
  const edition = /kaunter-\$\{?[^`]*`|"([0-9a-f]{16})"|`kaunter-([0-9a-f]{16})`/.exec(readFileSync(worker, 'utf8'));
  const old = edition?.[1] ?? edition?.[2];
  if (old === undefined) throw new Error('no edition in the worker');
  writeFileSync(worker, readFileSync(worker, 'utf8').replaceAll(old, 'newer-edition'));
  const page = join(newer, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<title>Kaunter</title>', '<title>Kaunter newer</title>'));
  const list = JSON.parse(readFileSync(join(newer, 'files.json'), 'utf8')) as { path: string; sha256: string }[];
  const sha256 = (path: string) =>
    createHash('sha256')
      .update(readFileSync(join(newer, path)))
      .digest('hex');
  writeFileSync(join(newer, 'files.json'), JSON.stringify(list.map(({ path }) => ({ path, sha256: sha256(path) }))));
  return { dir: newer, remove: () => rmSync(newer, { recursive: true, force: true }) };
}

/** The same hub after its program was replaced: same data, same place, another edition of the app. */
export async function reopened(shop: Shop, handheldDir: string): Promise<Shop> {
  await shop.hub.close();
  const { dir } = shop.hub;
  const hub = await testHub({ dir, now: shop.clock.now, network: { networkDifferences, handheldDir } });
  const till = await new Till(hub).connect(hub.ready.terminalTicket);
  if (shop.till.staffId !== null) await till.signOn(shop.till.staffId, ownerPin);
  await hub.network.follow();
  return { ...shop, hub, till };
}

/** What the counter and the phone did to let it in, and how long it took without the person's own time. */
export interface Pairing {
  readonly page: Page;
  readonly phoneDigits: string;
  readonly counterDigits: string;
  readonly ms: number;
}

/** Opens the address of the pair code, and says yes at the counter. */
export async function pairedBy({ till }: Shop, context: BrowserContext): Promise<Pairing> {
  const { pairUrl } = await till.api.pairing.open({ pin: ownerPin });
  const startedAt = performance.now();
  const page = await context.newPage();
  await page.goto(pairUrl);
  const shown = page.getByTestId('pair-digits');
  const phoneDigits = (await shown.getAttribute('data-digits')) ?? '';
  const state = await till.api.pairing.state();
  const counterDigits = state.kind === 'claimed' ? state.claim.digits : state.kind;
  await till.api.pairing.approve({ digits: counterDigits, name: 'Yard phone', ownerId: null, role: 'manager' });
  await page.getByTestId('sign-on').waitFor();
  return { page, phoneDigits, counterDigits, ms: Math.round(performance.now() - startedAt) };
}

/** Types the code that stands under the picture, and says yes at the counter. */
export async function pairedByCode({ till }: Shop, page: Page): Promise<void> {
  const { typedCode: code } = await till.api.pairing.open({ pin: ownerPin });
  await page.getByTestId('pair-code').fill(`${code.slice(0, 4)} ${code.slice(4)}`);
  await page.getByTestId('pair-typed').click();
  const shown = await page.getByTestId('pair-digits').getAttribute('data-digits');
  const state = await till.api.pairing.state();
  const digits = state.kind === 'claimed' ? state.claim.digits : state.kind;
  if (shown !== digits) throw new Error(`the phone shows ${shown}, the counter ${digits}`);
  await till.api.pairing.approve({ digits, name: 'Yard phone', ownerId: null, role: 'manager' });
  await page.getByTestId('sign-on').waitFor();
}
