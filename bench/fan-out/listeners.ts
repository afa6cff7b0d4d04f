import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Fifty listeners in a process of their own: says when the last of them heard a message, by the machine's monotonic clock. */
export interface Listen {
  readonly kind: 'listen';
  readonly name: string;
  readonly url: string;
  readonly caPem: string;
  readonly servername: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly origin: string;
  /** Subprotocols of each listener. */
  readonly protocols: readonly (readonly string[])[];
}

/** Nanoseconds as text: JSON knows no bigint. */
export interface Heard {
  readonly name: string;
  readonly no: number;
  readonly lastNs: string;
}

async function listen(command: Listen): Promise<void> {
  const { name, url, caPem, servername, headers, origin, protocols } = command;
  const counts = new Map<number, number>();
  const hear = (text: string): void => {
    const { head } = JSON.parse(text) as { readonly head?: number };
    if (head === undefined || text.includes('"welcome"')) return;
    const count = (counts.get(head) ?? 0) + 1;
    counts.set(head, count);
    if (count < protocols.length) return;
    counts.delete(head);
    process.send?.({ name, no: head, lastNs: String(process.hrtime.bigint()) } satisfies Heard);
  };
  for (const each of protocols) {
    const how = { ca: caPem, servername, headers, origin };
    const socket = new WebSocket(url, [...each], how);
    socket.on('message', (data: Buffer) => hear(data.toString('utf8')));
    await once(socket, 'open');
  }
  process.send?.({ name, no: -1, lastNs: '0' } satisfies Heard);
}

process.on('message', (command: Listen) => {
  listen(command).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
