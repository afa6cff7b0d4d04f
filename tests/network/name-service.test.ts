import { createSocket } from 'node:dgram';
import { Bonjour } from 'bonjour-service';
import { afterEach, expect, test } from 'vitest';
import { networkAddresses } from '../../main/hub/network/machine-addresses.ts';
import { NameService, type NameState } from '../../main/hub/network/name-service.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Can this machine speak multicast to itself at all? In a container without a network it has no other address. */
const hasNetwork = networkAddresses().length > 0;

/** A port of its own, so that no real responder of this machine or its network answers. */
async function ownPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

function service(port: number, extra: Partial<ConstructorParameters<typeof NameService>[0]> = {}) {
  const states: NameState[] = [];
  const name = new NameService({
    name: 'kaunter-test.local',
    port: 8_443,
    addresses: networkAddresses,
    onState: (state) => states.push(state),
    socket: { port },
    ...extra,
  });
  ends.push(() => name.close());
  return { name, states };
}

interface Multicast {
  readonly on: (event: 'query', listener: (query: { questions: { name: string }[] }) => void) => void;
  readonly respond: (answers: object[]) => void;
}

/** Another machine that believes the name is its own. */
function rival(port: number, address: string): void {
  const bonjour = new Bonjour({ port } as object);
  ends.push(() => new Promise<void>((resolve) => bonjour.destroy(() => resolve())));
  const { mdns } = (bonjour as unknown as { readonly server: { readonly mdns: Multicast } }).server;
  mdns.on('query', ({ questions }) => {
    if (questions.some(({ name }) => name === 'kaunter-test.local'))
      mdns.respond([{ name: 'kaunter-test.local', type: 'A', ttl: 120, data: address }]);
  });
}

test.runIf(hasNetwork)(
  'LN7 the name answers with addresses of this machine, and the service can be found',
  async () => {
    const port = await ownPort();
    const { name, states } = service(port);
    expect(await name.check()).toBe('answered');
    expect(states).toEqual(['answered']);
    const finder = new Bonjour({ port } as object);
    ends.push(() => new Promise<void>((resolve) => finder.destroy(() => resolve())));
    const found = await new Promise<{ host: string; port: number }>((resolve) => {
      finder.find({ type: 'kaunter' }, resolve);
    });
    expect(found).toMatchObject({ host: 'kaunter-test.local', port: 8_443 });
  },
);

test.runIf(hasNetwork)(
  'LN7 another machine that answers to the name is noticed, and that it went is noticed',
  async () => {
    const port = await ownPort();
    const { name, states } = service(port);
    expect(await name.check()).toBe('answered');
    rival(port, '10.99.99.99');
    expect(await name.check()).toBe('taken');
    await ends.pop()?.();
    expect(await name.check()).toBe('answered');
    expect(states).toEqual(['answered', 'taken', 'answered']);
  },
);

test.runIf(hasNetwork)('LN7 new addresses of the machine are announced anew', async () => {
  const port = await ownPort();
  let addresses = ['10.99.99.1'];
  const { name } = service(port, { addresses: () => addresses });
  expect(await name.check()).toBe('taken');
  addresses = networkAddresses();
  expect(await name.check()).toBe('answered');
});

test('LN7 a name nobody answers to is told as silent, and the hub goes on', async () => {
  const { name, states } = service(await ownPort(), { socket: { port: await ownPort(), bind: false } });
  expect(await name.check()).toBe('silent');
  expect(states).toEqual(['silent']);
});
