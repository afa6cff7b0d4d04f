import { type AddressInfo, createServer } from 'node:net';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import { type NetworkLimits, networkLimitsDefault } from '../../main/hub/network/connection-limits.ts';
import { openedStore, type TestHub, type TestHubOptions, type Till, testHub } from '../hub/test-hub.ts';
import { NetworkClient } from './network-client.ts';
import { TestGate, TestWindow } from './test-gate.ts';

/** A hub on a network of its own, with an owner signed on at the till. */
export interface NetworkRig {
  readonly hub: TestHub;
  readonly till: Till;
  readonly ownerId: Awaited<ReturnType<typeof openedStore>>['ownerId'];
  readonly settings: StoreSettings;
  readonly gate: TestGate;
  readonly window: TestWindow;
  readonly port: number;
  readonly name: string;
  readonly client: (deviceId?: string) => NetworkClient;
}

/** Everything of one machine: a test's clients all have the same address. */
export const oneMachine: NetworkLimits = {
  ...networkLimitsDefault,
  connectionsPerAddressMax: 400,
  connectPace: { burst: 2_000, perSecond: 1_000 },
  openPace: { burst: 2_000, perSecond: 1_000 },
};

/** A port nobody uses right now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function networkRig(
  options: TestHubOptions & { readonly limits?: NetworkLimits; readonly handheldDir?: string } = {},
): Promise<NetworkRig> {
  const gate = new TestGate();
  const window = new TestWindow();
  if (options.now) gate.now = options.now;
  const { limits = oneMachine, handheldDir, ...rest } = options;
  const differences = { host: '127.0.0.1', announces: false, trustPort: 0, limits };
  const network = {
    networkParts: () => ({ gate, window, routes: [] }),
    networkDifferences: differences,
    ...(handheldDir === undefined ? {} : { handheldDir }),
  };
  const hub = await testHub({ ...rest, network });
  const port = await freePort();
  const opened = await openedStore(hub, (settings) => ({
    ...settings,
    network: { enabled: true, port, ownDomain: null },
  }));
  await hub.network.follow();
  const { origin } = hub.network.status();
  if (origin === null) throw new Error(`not on the network: ${JSON.stringify(hub.network.status())}`);
  const name = new URL(origin).hostname;
  const client = (deviceId?: string): NetworkClient =>
    new NetworkClient({ port, name, caPem: hub.ready.caPem, deviceId: deviceId ?? null });
  return { hub, ...opened, gate, window, port, name, client };
}
