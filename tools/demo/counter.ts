import { join, resolve } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Api } from '../../contracts/api.ts';
import type { HubReady } from '../../contracts/process-messages.ts';
import { counterConfig } from '../../main/app/counter-plan.ts';
import { CounterProcesses } from '../../main/app/counter-processes.ts';
import { noKeystore } from '../../main/app/keystore.ts';
import { layoutFrom } from '../../main/app/program-layout.ts';
import { nodeSpawner } from '../../main/app/supervisor/node-spawner.ts';

export type HubApi = ContractRouterClient<Api>;

/** The counter of the demo: hub and device process as the app runs them, without a window. */
export interface DemoCounter {
  readonly api: HubApi;
  readonly installId: string;
  readonly signedOn: (token: string) => void;
  readonly close: () => Promise<void>;
}

const startedFile = resolve(import.meta.dirname, '../../main/app/headless.ts');

/** Starts both processes on `root` and connects to the hub as its terminal, over TLS with the hub's own authority. */
export async function openCounter(root: string): Promise<DemoCounter> {
  const { promise, resolve: ready, reject } = Promise.withResolvers<HubReady>();
  const counter = new CounterProcesses({
    ...counterConfig(layoutFrom(startedFile, null), root, { origins: [], osKeystore: false }),
    spawner: nodeSpawner(process.execPath),
    keystore: noKeystore,
    onNotice: (role, notice) => {
      if (notice.state === 'given-up') reject(new Error(`the ${role} process ${notice.detail}`));
    },
    onHubReady: ready,
  });
  counter.open();
  const { port, caPem, installId } = await promise;
  const ticket = await counter.ticket();
  const socket = new WebSocket(`wss://127.0.0.1:${port}/api/ws?ticket=${ticket}`, { ca: caPem });
  await new Promise<void>((opened, failed) => socket.once('open', () => opened()).once('error', failed));
  let token: string | null = null;
  const headers = (): Record<string, string> => (token === null ? {} : { authorization: `Bearer ${token}` });
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket, headers });
  return {
    api: createORPCClient(link),
    installId,
    signedOn: (next) => {
      token = next;
    },
    close: async () => {
      socket.close();
      await counter.close();
    },
  };
}

/** Where the store of a data root lies. */
export function storeOf(root: string): string {
  return join(root, 'store');
}
