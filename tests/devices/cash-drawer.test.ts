import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { CashDrawer, kickMsMax } from '../../main/devices/cash-drawer/cash-drawer.ts';
import {
  beginLearning,
  foldLearning,
  learnStepMsMax,
  steadyMs,
} from '../../main/devices/cash-drawer/drawer-polarity.ts';
import { type DrawerInput, explainMsMax, foldDrawer, unwatched } from '../../main/devices/cash-drawer/drawer-watch.ts';
import { drawerSilentMsMax, EscposDrawerPort } from '../../main/devices/cash-drawer/escpos-drawer-port.ts';
import { type Clock, machineClock } from '../../main/devices/clock.ts';
import { displayLine } from '../../main/devices/line-display/display-protocol.ts';
import { PortChannel } from '../../main/devices/virtual/port-channel.ts';
import { VirtualDrawer, type VirtualDrawerSetup } from '../../main/devices/virtual/virtual-drawer.ts';
import { VirtualPort } from '../../main/devices/virtual/virtual-port.ts';
import { dataOf, enabled, partsOf, quickLink, shortly, troublesOf, watch } from './device-samples.ts';
import { HandClock, settle } from './hand-clock.ts';
import { memoryWire, ptyWire, tcpWire, until } from './wires.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const pulse = { pin: 2, onMs: 50, offMs: 200 } as const;

interface DrawerSetup {
  readonly clock: Clock;
  readonly connect: () => PortChannel;
  readonly openLevel: 'high' | 'low' | null;
}

function drawerOn({ clock, connect, openLevel }: DrawerSetup): CashDrawer {
  const port = new EscposDrawerPort({ connect, clock, profile: pulse, times: quickLink, pollMs: 20 });
  const drawer = new CashDrawer({ ...partsOf('drawer:1'), clock, port, openLevel, leftOpenMs: 5_000 });
  closers.push(() => drawer.close());
  return enabled(drawer);
}

/** A drawer on memory, on a clock moved by hand, seen once. */
async function seenDrawer(setup: Partial<VirtualDrawerSetup> = {}, openLevel: 'high' | 'low' | null = 'high') {
  const clock = new HandClock();
  const device = new VirtualDrawer(setup);
  const port = new VirtualPort(device, clock);
  const drawer = drawerOn({ clock, connect: () => new PortChannel(port), openLevel });
  const events = watch(drawer);
  await clock.pass(1);
  const told = (): string[] =>
    dataOf(events).map((data) => ('reason' in data ? `${data.kind} ${data.reason}` : data.kind));
  return { clock, device, port, drawer, events, told };
}

describe('open, closed or unknown', () => {
  test('DW1 by the learned level, either way round', async () => {
    for (const openLevel of ['high', 'low'] as const) {
      const { clock, device, drawer } = await seenDrawer({ openLevel }, openLevel);
      expect(drawer.position).toBe('closed');
      device.openByKey();
      await clock.pass(30);
      expect(drawer.status).toMatchObject({ drawer: 'open', state: 'idle', power: 'online', source: 'real-time' });
      device.push();
      await clock.pass(30);
      expect(drawer.status.drawer).toBe('closed');
    }
  });
  test('DW1 unknown without a learned level, without an answer, and unplugged', async () => {
    const unlearned = await seenDrawer({}, null);
    expect([unlearned.drawer.position, unlearned.drawer.status.power]).toEqual(['unknown', 'online']);
    const { clock, port, drawer } = await seenDrawer();
    expect(drawer.position).toBe('closed');
    port.setFault({ kind: 'silent' });
    await clock.pass(drawerSilentMsMax - 50);
    expect(drawer.position).toBe('closed');
    await clock.pass(100);
    expect(drawer.position).toBe('unknown');
    port.setFault({ kind: 'none' });
    await clock.pass(30);
    expect(drawer.position).toBe('closed');
    port.unplug();
    await settle();
    expect([drawer.position, shortly(drawer.status)]).toEqual(['unknown', 'error off unreachable']);
  });
});

test('DW1 DW5 a stray byte that looks like an answer opens no drawer, and 200 kB of noise do not', async () => {
  const { clock, port, drawer, told } = await seenDrawer();
  port.setFault({ kind: 'silent' });
  for (let times = 0; times < 20; times += 1) {
    await clock.pass(20);
    port.inject(Uint8Array.of(0x16));
    await settle();
    await clock.pass(20);
    port.setFault({ kind: 'none' });
    await clock.pass(40);
    port.setFault({ kind: 'silent' });
  }
  for (let at = 0; at < 200; at += 1) {
    port.inject(Uint8Array.from({ length: 1_000 }, (_, index) => (index * 7 + at) & 0xff));
    await clock.pass(3);
  }
  port.setFault({ kind: 'none' });
  await clock.pass(50);
  expect([drawer.position, told()]).toEqual(['closed', []]);
});

describe('the polarity', () => {
  async function learn(setup: Partial<VirtualDrawerSetup>, open: (device: VirtualDrawer) => void) {
    const { clock, device, drawer } = await seenDrawer(setup, null);
    drawer.beginLearning();
    open(device);
    await clock.pass(100);
    drawer.learned();
    await clock.pass(steadyMs + 50);
    device.push();
    await clock.pass(100);
    drawer.learned();
    await clock.pass(steadyMs + 50);
    return { clock, device, drawer };
  }
  test('DW2 open it, close it: learned, and the drawer is known from then on', async () => {
    for (const openLevel of ['high', 'low'] as const) {
      const { clock, device, drawer } = await learn({ openLevel }, (each) => each.openByKey());
      expect(drawer.learning).toEqual({ step: 'learned', openLevel });
      expect(drawer.position).toBe('closed');
      device.openByKey();
      await clock.pass(30);
      expect(drawer.position).toBe('open');
    }
  });
  test('DW2 a drawer without a switch is told so and stays unknown', async () => {
    const { drawer } = await learn({ openLevel: null }, (each) => each.openByKey());
    expect(drawer.learning).toEqual({ step: 'no-sensor' });
    expect(drawer.position).toBe('unknown');
  });
  test('DW2 a level that is not read, and a person who goes away', () => {
    const asked = beginLearning('unknown', 1_000);
    const done = foldLearning(asked, { kind: 'done', at: 1_100 });
    expect(foldLearning(done, { kind: 'passed', at: 1_000 + steadyMs })).toEqual({ step: 'not-read' });
    expect(foldLearning(asked, { kind: 'passed', at: 1_001 + learnStepMsMax })).toEqual({ step: 'given-up' });
    const given = { step: 'given-up' } as const;
    expect(foldLearning(given, { kind: 'done', at: 9_999_999 })).toBe(given);
  });
  test('DW2 a level that bounces is believed only once it stands still', () => {
    let learning = beginLearning('low', 0);
    learning = foldLearning(learning, { kind: 'done', at: 100 });
    for (let at = 110; at < 600; at += 10) {
      learning = foldLearning(learning, { kind: 'level', level: at % 20 === 0 ? 'high' : 'low', at });
      expect(learning.step).toBe('open-it');
    }
    learning = foldLearning(learning, { kind: 'level', level: 'high', at: 600 });
    learning = foldLearning(learning, { kind: 'passed', at: 600 + steadyMs });
    expect(learning).toMatchObject({ step: 'close-it', openLevel: 'high' });
  });
});

describe('a kick', () => {
  test('DW3 DW4 opens it once, however often it is asked for, and the opening has its reason', async () => {
    const { clock, device, drawer, told } = await seenDrawer();
    const kick = { kickId: 'k1', reason: 'sale', askedAt: clock.now() };
    const [result] = await Promise.all([drawer.kick(kick), clock.pass(50)]);
    expect(result).toEqual({ ok: true, value: { opened: 'yes' } });
    expect(await drawer.kick(kick)).toEqual({ ok: false, refusal: 'kicked-already' });
    expect(device.pulses).toBe(1);
    expect(told()).toEqual(['opened sale']);
  });
  test('DW3 too late it is worth nothing, and it is not kept for later', async () => {
    const { clock, device, drawer } = await seenDrawer();
    const late = { kickId: 'k1', reason: 'sale', askedAt: clock.now() - kickMsMax };
    expect(await drawer.kick(late)).toEqual({ ok: false, refusal: 'expired' });
    const inTime = { ...late, kickId: 'k2', askedAt: clock.now() - kickMsMax + 1 };
    const [result] = await Promise.all([drawer.kick(inTime), clock.pass(50)]);
    expect(result.ok).toBe(true);
    expect(device.pulses).toBe(1);
  });
  test('DW3 DW5 unplugged it fails at once, never fires later, and explains nothing', async () => {
    const { clock, device, port, drawer, told } = await seenDrawer();
    port.unplug();
    await settle();
    const kick = { kickId: 'k1', reason: 'sale', askedAt: clock.now() };
    expect(await drawer.kick(kick)).toEqual({ ok: false, refusal: 'unreachable' });
    port.plug();
    await clock.pass(200);
    expect(device.pulses).toBe(0);
    expect(drawer.position).toBe('closed');
    device.openByKey();
    await clock.pass(50);
    expect(told()).toEqual(['opened-unexplained']);
  });
  test('DW3 a drawer that is jammed is told as not opened; one without a sensor as unknown', async () => {
    const jammed = await seenDrawer();
    jammed.device.jam(true);
    const kick = { kickId: 'k1', reason: 'sale', askedAt: jammed.clock.now() };
    const [result] = await Promise.all([jammed.drawer.kick(kick), jammed.clock.pass(1_100)]);
    expect(result).toEqual({ ok: true, value: { opened: 'no' } });
    const blind = await seenDrawer({ openLevel: null }, null);
    expect(await blind.drawer.kick({ ...kick, askedAt: blind.clock.now() })).toEqual({
      ok: true,
      value: { opened: 'unknown' },
    });
  });
  test('DW3 DC8 over memory, TCP and a pty it opens once', async () => {
    for (const wireOf of [memoryWire, tcpWire, (port: VirtualPort) => ptyWire(port, displayLine)]) {
      const device = new VirtualDrawer();
      const wire = await wireOf(new VirtualPort(device, machineClock));
      const port = new EscposDrawerPort({
        connect: wire.connect,
        clock: machineClock,
        profile: pulse,
        times: quickLink,
        pollMs: 10,
      });
      const drawer = new CashDrawer({ ...partsOf('drawer:1'), port, openLevel: 'high' });
      closers.push(wire.close, () => drawer.close());
      const events = watch(enabled(drawer));
      await until(() => drawer.position === 'closed');
      const result = await drawer.kick({ kickId: 'k1', reason: 'sale', askedAt: Date.now() });
      expect(result).toEqual({ ok: true, value: { opened: 'yes' } });
      const closing = drawer.waitForClose(5_000);
      device.push();
      expect(await closing).toBe('closed');
      expect(dataOf(events)).toMatchObject([{ kind: 'opened', reason: 'sale' }, { kind: 'closed' }]);
      await wire.unplug();
      await until(() => drawer.status.state === 'error');
      expect(drawer.position).toBe('unknown');
      await wire.plug();
      await until(() => drawer.position === 'closed');
      expect(device.pulses).toBe(1);
      expect(troublesOf(events)).toEqual(['unreachable']);
    }
  });
});

describe('openings', () => {
  test('DW5 by key without a reason is unexplained; with a cash event before it has that reason', async () => {
    const { clock, device, drawer, told } = await seenDrawer();
    device.openByKey();
    await clock.pass(30);
    device.push();
    await clock.pass(30);
    drawer.explain('no-sale');
    device.openByKey();
    await clock.pass(30);
    device.push();
    await clock.pass(30);
    device.openByKey();
    await clock.pass(30);
    expect(told()).toEqual(['opened-unexplained', 'closed', 'opened no-sale', 'closed', 'opened-unexplained']);
  });
  test('DW4 a reason of long before explains nothing', async () => {
    const { clock, device, drawer, told } = await seenDrawer();
    drawer.explain('sale');
    await clock.pass(explainMsMax + 100);
    device.openByKey();
    await clock.pass(30);
    expect(told()).toEqual(['opened-unexplained']);
  });
  test('DW5 a drawer first seen open is no opening; opened while the line was down is one', async () => {
    const { clock, device, port, told, drawer } = await seenDrawer();
    port.unplug();
    device.openByKey();
    port.plug();
    await clock.pass(100);
    expect([drawer.position, told()]).toEqual(['open', ['opened-unexplained']]);
    await drawer.disable();
    drawer.enable();
    await clock.pass(50);
    expect([drawer.position, told().length]).toEqual(['open', 1]);
  });
  test('DW6 left open is told once, and again only after it was closed', async () => {
    const { clock, device, drawer, events, told } = await seenDrawer();
    drawer.explain('sale');
    device.openByKey();
    await clock.pass(20_000);
    expect(told()).toEqual(['opened sale', 'left-open']);
    expect(drawer.status.leftOpen).toBe(true);
    device.push();
    await clock.pass(30);
    expect(drawer.status.leftOpen).toBe(false);
    expect(dataOf(events).at(-1)).toMatchObject({ kind: 'closed', openMs: expect.any(Number) });
    device.openByKey();
    await clock.pass(5_100);
    expect(told().slice(3)).toEqual(['opened-unexplained', 'left-open']);
  });
  test('DW7 waiting ends when it is closed, after its time, and at once when nothing is known', async () => {
    const { clock, device, port, drawer } = await seenDrawer();
    expect(await drawer.waitForClose(1_000)).toBe('closed');
    device.openByKey();
    await clock.pass(30);
    const [late] = await Promise.all([drawer.waitForClose(1_000), clock.pass(1_000)]);
    expect(late).toBe('open');
    const closing = drawer.waitForClose(10_000);
    device.push();
    await clock.pass(30);
    expect(await closing).toBe('closed');
    device.openByKey();
    await clock.pass(30);
    const cut = drawer.waitForClose(10_000);
    port.unplug();
    await settle();
    expect(await cut).toBe('unknown');
  });
  test('DW4 DW5 whatever happens, openings and closings take turns and no reason is used twice', () => {
    const input: fc.Arbitrary<Omit<DrawerInput, 'at'> & { wait: number }> = fc.record({
      kind: fc.constantFrom('explained', 'seen', 'seen', 'passed') as fc.Arbitrary<'seen'>,
      position: fc.constantFrom('open', 'closed', 'unknown'),
      reason: fc.uuid(),
      wait: fc.integer({ min: 0, max: 4_000 }),
    });
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        let state = unwatched;
        let at = 0;
        const told: string[] = [];
        const reasons: string[] = [];
        for (const { wait, ...each } of inputs) {
          at += wait;
          const step = foldDrawer(state, { ...each, at } as DrawerInput, 5_000);
          state = step.watch;
          for (const data of step.told) {
            told.push(data.kind.startsWith('opened') ? 'open' : data.kind);
            if (data.kind === 'opened') reasons.push(data.reason);
          }
          expect(state.explanations.length).toBeLessThanOrEqual(16);
        }
        const turns = told.filter((kind) => kind !== 'left-open');
        for (const [index, kind] of turns.entries()) if (index > 0) expect(kind).not.toBe(turns[index - 1]);
        expect(new Set(reasons).size).toBe(reasons.length);
      }),
    );
  });
});
