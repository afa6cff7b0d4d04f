import { type NetworkAddress, NetworkClient } from './network-client.ts';

/** An attacker in a process of its own: bodies of 10 MB, half of them without any proof, as fast as they go. */
const bodiesCount = 200;
const atOnce = 16;
const large = Buffer.alloc(10_000_000, 0x20);
const address = JSON.parse(process.argv[2] ?? '') as NetworkAddress;
const statuses: Record<string, number> = {};

async function send(no: number): Promise<void> {
  const client = new NetworkClient({ ...address, deviceId: no % 2 === 0 ? address.deviceId : null });
  const status = await client.post('/v1/sync/push', large).then(
    (answer) => String(answer.status),
    () => 'cut',
  );
  statuses[status] = (statuses[status] ?? 0) + 1;
  client.close();
}

async function flood(): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < bodiesCount) {
      next += 1;
      await send(next);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  process.send?.(statuses);
}

process.on('message', () => void flood());
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
