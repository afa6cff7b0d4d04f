import { expect, test } from 'vitest';
import { DeviceLink, type LinkChannel } from '../../main/devices/device-link.ts';
import { HandClock, settle } from './hand-clock.ts';

/** A channel whose opening and ending are in the test's hands. */
class TestChannel implements LinkChannel {
  readonly #listeners = new Set<(error: Error | null) => void>();
  readonly #opening: () => Promise<void>;
  closed = 0;

  constructor(opening: () => Promise<void>) {
    this.#opening = opening;
  }

  open(): Promise<void> {
    return this.#opening();
  }

  onClose(listener: (error: Error | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closed += 1;
  }

  end(): void {
    for (const listener of [...this.#listeners]) listener(new Error('gone'));
  }
}

function linkOf(opening: () => Promise<void>) {
  const clock = new HandClock();
  const channels: TestChannel[] = [];
  const tries: number[] = [];
  const told: string[] = [];
  const link = new DeviceLink<TestChannel>({
    connect: () => {
      tries.push(clock.now());
      const channel = new TestChannel(opening);
      channels.push(channel);
      return channel;
    },
    clock,
    times: { retryMsMin: 100, retryMsMax: 1_000 },
    onUp: () => {
      told.push('up');
      return () => told.push('left');
    },
    onDown: () => told.push('down'),
  });
  return { clock, channels, tries, told, link };
}

test('DC4 what is not there is tried again with pauses that grow to a limit, and told once', async () => {
  const { clock, tries, told, link } = linkOf(() => Promise.reject(new Error('nobody')));
  link.start();
  link.start();
  await clock.pass(6_000);
  const gaps = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
  expect(gaps.slice(0, 6)).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  expect(told).toEqual(['down']);
  await link.stop();
  expect(clock.waiting).toBe(0);
});

test('DC4 after it was there the pauses begin anew, and a late end of an old channel changes nothing', async () => {
  let isThere = false;
  const { clock, channels, tries, told, link } = linkOf(() =>
    isThere ? Promise.resolve() : Promise.reject(new Error('nobody')),
  );
  link.start();
  await clock.pass(1_000);
  isThere = true;
  await clock.pass(1_000);
  expect(told).toEqual(['down', 'up']);
  isThere = false;
  const before = tries.length;
  channels.at(-1)?.end();
  await clock.pass(100);
  expect(told).toEqual(['down', 'up', 'left', 'down']);
  expect(tries.length).toBe(before + 1);
  for (const channel of channels) channel.end();
  await clock.pass(0);
  expect(told).toHaveLength(4);
  await link.stop();
});

test('DC4 a connection that ends the moment it is made is no connection', async () => {
  const { clock, channels, told, link } = linkOf(() => Promise.resolve());
  link.start();
  channels[0]?.end();
  await settle();
  expect(told).toEqual(['down']);
  await clock.pass(100);
  expect(told).toEqual(['down', 'up']);
  await link.stop();
});

test('DC3 stopped while it opens, it lets go of what it got and tells nothing', async () => {
  let arrive: () => void = () => undefined;
  const { clock, channels, told, link } = linkOf(
    () =>
      new Promise((resolve) => {
        arrive = resolve;
      }),
  );
  link.start();
  await link.stop();
  arrive();
  await clock.pass(5_000);
  expect([told, channels.length]).toEqual([[], 1]);
  expect(channels[0]?.closed).toBeGreaterThan(0);
});
