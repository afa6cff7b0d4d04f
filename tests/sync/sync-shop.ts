import { request } from 'node:https';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import {
  movableClock,
  openedStore,
  openedTill,
  ownerPin,
  removeHub,
  type TestHub,
  type TestHubOptions,
  Till,
  testHub,
} from '../hub/test-hub.ts';
import { ChaosProxy } from '../network/chaos-proxy.ts';
import { freePort, oneMachine } from '../network/network-rig.ts';

/** Of a test that goes over real sockets and disks: a machine that builds other things beside it is many times slower. */
export const syncTimes = { testTimeout: 120_000, hookTimeout: 120_000 } as const;

type Side = Awaited<ReturnType<typeof openedTill>>['side'];

/** A shop with its hub on the network, behind a line that can be spoiled; `place` is where the hub's name leads. */
export interface SyncShop {
  readonly clock: ReturnType<typeof movableClock>;
  readonly proxy: ChaosProxy;
  readonly settings: StoreSettings;
  readonly side: Side;
  readonly origin: string;
  readonly port: number;
  hub: TestHub;
  till: Till;
  place: { readonly host: string; readonly port: number };
}

export const onNetwork = (host = '127.0.0.1', more: TestHubOptions['network'] = {}): TestHubOptions => ({
  network: { networkDifferences: { host, announces: false, trustPort: 0, limits: oneMachine }, ...more },
});

export async function openedSyncShop(options: TestHubOptions = {}): Promise<SyncShop> {
  const clock = movableClock();
  const hub = await testHub({ now: clock.now, ...onNetwork(), ...options });
  const port = await freePort();
  const network = { enabled: true, port, ownDomain: null };
  const { till, settings } = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0, network }));
  const { side } = await openedTill(till, settings);
  await hub.network.follow();
  const proxy = await ChaosProxy.open({ host: '127.0.0.1', port });
  const { origin } = hub.network.status();
  if (origin === null) throw new Error(JSON.stringify(hub.network.status()));
  return { clock, proxy, settings, side, origin, port, hub, till, place: { host: '127.0.0.1', port: proxy.port } };
}

/** The hub is started over what lies in its directory, at `host`; the owner signs on again. */
export async function started(shop: SyncShop, host?: string): Promise<void> {
  const { dir } = shop.hub;
  shop.hub = await testHub({ dir, now: shop.clock.now, ...onNetwork(host) });
  const { staffId } = shop.till;
  shop.till = await new Till(shop.hub).connect(shop.hub.ready.terminalTicket);
  if (staffId !== null) await shop.till.signOn(staffId, ownerPin);
  await shop.hub.network.follow();
}

/** The hub ends; `work` is what happens to its directory; then it starts again. */
export async function restarted(shop: SyncShop, work: (dir: string) => void = () => undefined): Promise<void> {
  await shop.hub.close();
  work(shop.hub.dir);
  await started(shop);
}

export async function closedSyncShop(shop: SyncShop): Promise<void> {
  await shop.proxy.close();
  await shop.hub.close();
  removeHub(shop.hub);
}

/**
 * `fetch` of a browser that trusts the hub's authority and nothing else: real TLS to the shop's name, wherever that leads
 * right now. A certificate that is not trusted, or over, looks like no line at all.
 */
export function lineFetch(shop: SyncShop, caPem = shop.hub.ready.caPem): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(String(input));
    const body = init.body === undefined || init.body === null ? '' : Buffer.from(init.body as string);
    const headers = {
      ...(init.headers as Record<string, string>),
      host: url.host,
      origin: url.origin,
      'sec-fetch-site': 'same-origin',
      'content-length': String(body.length),
    };
    const to = { ...shop.place, servername: url.hostname, ca: caPem, agent: false as const };
    const what = { method: init.method ?? 'GET', path: `${url.pathname}${url.search}`, headers };
    return await new Promise<Response>((resolve, reject) => {
      const how = {
        ...to,
        ...what,
        ...(init.signal === undefined || init.signal === null ? {} : { signal: init.signal }),
      };
      const sent = request(how, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const said = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
          const status = answer.statusCode ?? 0;
          resolve(new Response(status === 204 ? null : Buffer.concat(parts), { status, headers: said }));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  };
}
