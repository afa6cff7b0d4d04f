import { afterEach, describe, expect, test } from 'vitest';
import { machineClock } from '../../main/devices/clock.ts';
import { scale8217 } from '../../main/devices/protocols/8217/scale-8217.ts';
import type { ChecksumProof } from '../../main/devices/protocols/dialog06/checksum.ts';
import { scaleDialog06 } from '../../main/devices/protocols/dialog06/scale-dialog06.ts';
import { scaleNci } from '../../main/devices/protocols/nci/scale-nci.ts';
import { loadAgeMsMax, Scale, weightAgeMsMax } from '../../main/devices/scale/scale.ts';
import { plainWeighing, type ScaleProtocol } from '../../main/devices/scale/weighing.ts';
import { PortChannel } from '../../main/devices/virtual/port-channel.ts';
import { ScalePan } from '../../main/devices/virtual/scale-pan.ts';
import { type VirtualDevice, VirtualPort } from '../../main/devices/virtual/virtual-port.ts';
import { VirtualScale8217 } from '../../main/devices/virtual/virtual-scale-8217.ts';
import { VirtualScaleDialog06 } from '../../main/devices/virtual/virtual-scale-dialog06.ts';
import { brecknellSetting, ohausSetting, VirtualScaleNci } from '../../main/devices/virtual/virtual-scale-nci.ts';
import { dataOf, enabled, partsOf, quickScale, shortly, troublesOf, watch } from './device-samples.ts';
import { HandClock, settle } from './hand-clock.ts';
import { memoryWire, ptyWire, tcpWire, until } from './wires.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const polynomial = 0x18bb7;
const proof: ChecksumProof = { checksums: [0x3132], polynomial };

/** A scale on memory and the machine's clock. */
async function onMemory<Frame>(protocol: ScaleProtocol<Frame>, device: VirtualDevice) {
  const port = new VirtualPort(device, machineClock);
  const connect = (): PortChannel => new PortChannel(port);
  const scale = enabled(new Scale({ ...partsOf('serial:scale'), protocol, connect, scaleTimes: quickScale }));
  closers.push(() => scale.close());
  const events = watch(scale);
  await until(() => scale.status.source === 'connection');
  return { scale, port, events };
}

const kinds = [
  ['8217', () => scale8217, (pan: ScalePan) => new VirtualScale8217(pan)],
  ['nci of OHAUS', () => scaleNci, (pan: ScalePan) => new VirtualScaleNci(pan, ohausSetting)],
  ['nci of Brecknell', () => scaleNci, (pan: ScalePan) => new VirtualScaleNci(pan, brecknellSetting)],
  ['nci in grams', () => scaleNci, (pan: ScalePan) => new VirtualScaleNci(pan, { ...brecknellSetting, unit: 'g' })],
  ['dialog06', () => scaleDialog06(proof), (pan: ScalePan) => new VirtualScaleDialog06(pan)],
] as const;

describe.each(kinds)('a scale that speaks %s', (name, protocolOf, deviceOf) => {
  const start = async (pan: ScalePan) => onMemory(protocolOf() as ScaleProtocol<unknown>, deviceOf(pan));
  const isDialog = name === 'dialog06';

  test('WG1 gives what lies on it, in grams', async () => {
    const pan = new ScalePan();
    const { scale } = await start(pan);
    for (const grams of [25, 1_250, 14_999]) {
      pan.put(grams);
      const reading = await scale.weigh();
      expect(reading).toMatchObject({ ok: true, value: { milli: grams, unit: 'kg', stable: true, net: false } });
    }
    expect(scale.status).toMatchObject({ state: 'idle', power: 'online', load: 'stable', source: 'real-time' });
  });
  test('WG1 without a weight it says why, and never 0', async () => {
    const pan = new ScalePan();
    const { scale } = await start(pan);
    const refused = async (): Promise<string> => {
      const reading = await scale.weigh();
      return reading.ok ? `weight ${reading.value.milli}` : reading.refusal;
    };
    expect(await refused()).toBe(isDialog ? 'below-minimum' : 'nothing-on-scale');
    pan.put(15_001);
    expect([await refused(), scale.status.load]).toEqual(['overload', 'over']);
    pan.put(-300);
    expect([await refused(), scale.status.load]).toEqual(['under-zero', 'under']);
    pan.put(1_250);
    pan.sway(true);
    expect([await refused(), scale.status.load]).toEqual(['moving', 'moving']);
    pan.sway(false);
    expect(await refused()).toBe('weight 1250');
  });
  test('DC4 WG1 unplugged while it weighs: no weight, told once as off, and works again by itself', async () => {
    const pan = new ScalePan();
    const { scale, port, events } = await start(pan);
    pan.put(1_250);
    port.setFault({ kind: 'silent' });
    const weighing = scale.weigh();
    port.unplug();
    expect(await weighing).toEqual({ ok: false, refusal: 'unreachable' });
    expect(await scale.weigh()).toEqual({ ok: false, refusal: 'unreachable' });
    expect(shortly(scale.status)).toBe('error off unreachable');
    port.setFault({ kind: 'none' });
    port.plug();
    await until(() => scale.status.state === 'idle');
    expect(await scale.weigh()).toMatchObject({ ok: true, value: { milli: 1_250 } });
    expect(troublesOf(events)).toEqual(['unreachable']);
  });
  test('DC5 dies in the middle of its answer, at every byte: no weight', async () => {
    const pan = new ScalePan();
    const { scale, port } = await start(pan);
    pan.put(1_250);
    for (let afterBytes = 0; afterBytes < 7; afterBytes += 1) {
      port.setFault({ kind: 'die-in-frame', afterBytes });
      expect((await scale.weigh()).ok).toBe(false);
      port.plug();
      await until(() => scale.status.power !== 'off');
      port.setFault({ kind: 'none' });
    }
    expect(await scale.weigh()).toMatchObject({ ok: true, value: { milli: 1_250 } });
  });
  test('WG4 silent, it is told so; its late answer is not taken for the next one', async () => {
    const pan = new ScalePan();
    const { scale, port } = await start(pan);
    pan.put(1_250);
    // Each answer takes longer than a question waits.
    port.setFault({ kind: 'slow', byteMs: 30 });
    expect(await scale.weigh()).toEqual({ ok: false, refusal: 'silent' });
    expect(shortly(scale.status)).toBe('error unknown silent');
    port.setFault({ kind: 'none' });
    pan.put(3_333);
    await until(() => scale.status.state === 'error');
    const again = await scale.weigh();
    // The late 1,250 g may spoil the question, but is never its answer.
    if (again.ok) expect(again.value.milli).toBe(3_333);
    else expect(['garbled', 'silent', 'nothing-on-scale']).toContain(again.refusal);
    await until(() => scale.status.state !== 'busy');
    for (let tries = 0; tries < 5 && !(await scale.weigh()).ok; tries += 1) await settle();
    expect(scale.latest()).toMatchObject({ ok: true, value: { milli: 3_333 } });
  });
  test('DC5 noise before every answer and a flood in between: a right weight or none, never a wrong one', async () => {
    const pan = new ScalePan();
    const { scale, port } = await start(pan);
    pan.put(1_250);
    let seed = 7;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed >> 16;
    };
    for (let round = 0; round < 20; round += 1) {
      port.setFault({ kind: 'garbage', noise: Uint8Array.from({ length: 12 }, () => random() & 0xff) });
      port.inject(Uint8Array.from({ length: 5_000 }, () => random() & 0xff));
      const reading = await scale.weigh();
      if (reading.ok) expect(reading.value.milli).toBe(1_250);
    }
    port.setFault({ kind: 'none' });
    for (let tries = 0; tries < 5 && !(await scale.weigh()).ok; tries += 1) await settle();
    expect(scale.latest()).toMatchObject({ ok: true, value: { milli: 1_250 } });
    expect(shortly(scale.status)).toBe('idle online -');
  });
  test('DC8 memory, TCP and a pty give the same weights', async () => {
    const protocol = protocolOf() as ScaleProtocol<unknown>;
    for (const wireOf of [memoryWire, tcpWire, (port: VirtualPort) => ptyWire(port, protocol.line)]) {
      const pan = new ScalePan();
      pan.put(1_250);
      const wire = await wireOf(new VirtualPort(deviceOf(pan), machineClock));
      const scale = new Scale({ ...partsOf('serial:scale'), protocol, connect: wire.connect, scaleTimes: quickScale });
      closers.push(wire.close, () => scale.close());
      enabled(scale);
      await until(() => scale.status.source === 'connection');
      expect(await scale.weigh()).toMatchObject({ ok: true, value: { milli: 1_250 } });
      await wire.unplug();
      await until(() => scale.status.state === 'error');
      expect(await scale.weigh()).toEqual({ ok: false, refusal: 'unreachable' });
      await wire.plug();
      await until(() => scale.status.state === 'idle');
      expect(await scale.weigh()).toMatchObject({ ok: true, value: { milli: 1_250 } });
    }
  });
});

test('WG4 an answer that comes after its time is passed over, also while the next one is awaited', async () => {
  const clock = new HandClock();
  let say: (bytes: Uint8Array) => void = () => undefined;
  let asked = 0;
  // The first answer takes 50 ms too long, the second would come after it.
  const device: VirtualDevice = {
    connect: (hear) => {
      say = hear;
    },
    receive: () => {
      asked += 1;
      const answer = asked === 1 ? '\u000201.250\r' : '\u000203.333\r';
      clock.after(asked === 1 ? 550 : 100, () => say(new TextEncoder().encode(answer)));
    },
  };
  const port = new VirtualPort(device, clock);
  const scale = enabled(
    new Scale({ ...partsOf('s'), clock, protocol: scale8217, connect: () => new PortChannel(port) }),
  );
  await settle();
  const [first] = await Promise.all([scale.weigh(), clock.pass(500)]);
  expect(first).toEqual({ ok: false, refusal: 'silent' });
  const [second] = await Promise.all([scale.weigh(), clock.pass(1_000)]);
  expect(second).toMatchObject({ ok: true, value: { milli: 3_333 } });
  await scale.close();
});

describe('the age of a weight', () => {
  test('WG7 older than a second it is too old', async () => {
    const clock = new HandClock();
    const pan = new ScalePan();
    pan.put(1_250);
    const port = new VirtualPort(new VirtualScale8217(pan), clock);
    const scale = new Scale({ ...partsOf('s'), clock, protocol: scale8217, connect: () => new PortChannel(port) });
    expect(scale.latest()).toEqual({ ok: false, refusal: 'not-enabled' });
    enabled(scale);
    await settle();
    expect(scale.latest()).toEqual({ ok: false, refusal: 'too-old' });
    await Promise.all([scale.weigh(), clock.pass(0)]);
    expect(scale.latest()).toMatchObject({ ok: true, value: { milli: 1_250, at: clock.now() } });
    await clock.pass(weightAgeMsMax);
    expect(scale.latest()).toMatchObject({ ok: true });
    await clock.pass(1);
    expect(scale.latest()).toEqual({ ok: false, refusal: 'too-old' });
    await scale.close();
  });
  test('WG15 what it said of its load is unknown again after three seconds, and known when it is asked again', async () => {
    const clock = new HandClock();
    const pan = new ScalePan();
    pan.put(1_250);
    const port = new VirtualPort(new VirtualScale8217(pan), clock);
    const scale = enabled(
      new Scale({ ...partsOf('s'), clock, protocol: scale8217, connect: () => new PortChannel(port) }),
    );
    const weigh = () => Promise.all([scale.weigh(), clock.pass(0)]);
    await settle();
    await weigh();
    await clock.pass(loadAgeMsMax - 1);
    expect(scale.status.load).toBe('stable');
    await clock.pass(1);
    expect([scale.status.load, scale.status.state, scale.status.power]).toEqual(['unknown', 'idle', 'online']);
    await weigh();
    await clock.pass(loadAgeMsMax - 1);
    await weigh();
    await clock.pass(loadAgeMsMax - 1);
    expect(scale.status.load).toBe('stable');
    await scale.close();
  });
  test('WG7 a weighing that failed makes the one before worthless, and so do zero and tare', async () => {
    const pan = new ScalePan();
    const { scale } = await onMemory(scale8217, new VirtualScale8217(pan));
    pan.put(1_250);
    await scale.weigh();
    pan.sway(true);
    await scale.weigh();
    expect(scale.latest()).toEqual({ ok: false, refusal: 'too-old' });
    pan.sway(false);
    await scale.weigh();
    expect(scale.latest().ok).toBe(true);
    await scale.tare(100);
    expect(scale.latest()).toEqual({ ok: false, refusal: 'too-old' });
  });
  test('WG1 two weighings at once: the second is told to wait, the first is not disturbed', async () => {
    const pan = new ScalePan();
    pan.put(1_250);
    const { scale } = await onMemory(scale8217, new VirtualScale8217(pan));
    const [first, second] = await Promise.all([scale.weigh(), scale.weigh()]);
    expect(first).toMatchObject({ ok: true, value: { milli: 1_250 } });
    expect(second).toEqual({ ok: false, refusal: 'busy' });
  });
});

test('WG8 DC6 looked at all the time, each new weight is told once, and the pan between them not at all', async () => {
  const pan = new ScalePan();
  const { scale, events } = await onMemory(scale8217, new VirtualScale8217(pan));
  scale.poll('live');
  const told = (): number[] => dataOf(events).flatMap((data) => (data.kind === 'weight' ? [data.milli] : []));
  pan.put(1_250);
  await until(() => told().length === 1);
  await until(() => scale.status.load === 'stable');
  pan.sway(true);
  await until(() => scale.status.load === 'moving');
  pan.put(3_000);
  pan.sway(false);
  await until(() => told().length === 2);
  pan.put(0);
  await until(() => scale.status.load === 'zero');
  pan.put(3_000);
  await until(() => told().length === 3);
  // Somebody who weighs meanwhile is never told to wait.
  for (let times = 0; times < 30; times += 1) expect((await scale.weigh()).ok).toBe(true);
  expect((await scale.tare(0)).ok).toBe(true);
  scale.poll('on-demand');
  expect(told()).toEqual([1_250, 3_000, 3_000]);
  expect(events.flatMap((event) => (event.event === 'data' ? [event.seq] : []))).toEqual([1, 2, 3]);
});

describe('zero and tare', () => {
  test('WG10 8217 takes known and unknown tares, clears them, and sets zero only near zero', async () => {
    const pan = new ScalePan();
    const { scale } = await onMemory(scale8217, new VirtualScale8217(pan));
    pan.put(1_250);
    expect(await scale.tare(250)).toEqual({ ok: true, value: null });
    expect(await scale.weigh()).toMatchObject({ ok: true, value: { milli: 1_000, net: true } });
    expect(await scale.zero()).toEqual({ ok: false, refusal: 'zero-lost' });
    expect((await scale.tare(0)).ok).toBe(true);
    expect(await scale.weigh()).toMatchObject({ ok: true, value: { milli: 1_250, net: false } });
    expect((await scale.tare(null)).ok).toBe(true);
    expect(await scale.weigh()).toEqual({ ok: false, refusal: 'nothing-on-scale' });
    expect(await scale.tare(100_000)).toEqual({ ok: false, refusal: 'tare-invalid' });
    await scale.tare(0);
    pan.put(12);
    expect((await scale.zero()).ok).toBe(true);
    expect(await scale.weigh()).toEqual({ ok: false, refusal: 'nothing-on-scale' });
  });
  test('WG10 NCI takes what lies there, and says what it cannot', async () => {
    const pan = new ScalePan();
    const { scale } = await onMemory(scaleNci, new VirtualScaleNci(pan));
    pan.put(200);
    expect((await scale.tare(null)).ok).toBe(true);
    pan.put(1_450);
    expect(await scale.weigh()).toMatchObject({ ok: true, value: { milli: 1_250, net: true } });
    expect(await scale.tare(100)).toEqual({ ok: false, refusal: 'not-possible' });
    expect(await scale.zero()).toEqual({ ok: false, refusal: 'zero-lost' });
  });
  test('WG10 Dialog 06 takes the tare with the request, and has no commands of its own for it', async () => {
    const pan = new ScalePan();
    const { scale } = await onMemory(scaleDialog06(null), new VirtualScaleDialog06(pan));
    pan.put(1_275);
    const request = { unitPrice: 1_299, tareMilli: 25, text: 'Äpfel' };
    expect(await scale.weigh(request)).toMatchObject({
      ok: true,
      value: { milli: 1_250, net: true, pricing: { unitPrice: 1_299, toPay: 1_624 } },
    });
    expect(await scale.zero()).toEqual({ ok: false, refusal: 'not-possible' });
    expect(await scale.tare(25)).toEqual({ ok: false, refusal: 'not-possible' });
    expect(await scale.weigh({ ...request, unitPrice: 0 })).toEqual({ ok: false, refusal: 'price-invalid' });
    expect(await scale.weigh({ ...request, tareMilli: 10_000 })).toEqual({ ok: false, refusal: 'tare-invalid' });
  });
  test('WG11 scales set to pounds are refused, whatever lies on them', async () => {
    const pan = new ScalePan();
    pan.put(1_250);
    const pounds = [
      await onMemory(scale8217, new VirtualScale8217(pan, 'lb')),
      await onMemory(scaleNci, new VirtualScaleNci(pan, { ...ohausSetting, unit: 'lb' })),
    ];
    for (const { scale } of pounds) expect(await scale.weigh()).toEqual({ ok: false, refusal: 'unit-unsupported' });
  });
  test('WG3 a scale whose calibration is lost is broken, not empty', async () => {
    const device = new VirtualScaleNci(new ScalePan(), brecknellSetting);
    const { scale } = await onMemory(scaleNci, device);
    device.breakDown(true);
    expect(await scale.weigh()).toEqual({ ok: false, refusal: 'hardware' });
    expect(shortly(scale.status)).toBe('error online hardware');
    device.breakDown(false);
    expect(await scale.weigh()).toEqual({ ok: false, refusal: 'nothing-on-scale' });
    expect(shortly(scale.status)).toBe('idle online -');
  });
});

describe('the lock of Dialog 06', () => {
  const randoms = [0x47, 0x00, 0xff, 0x1f, 0x80];
  const lock = { polynomial, randoms, pairs: 1 };

  test('WG6 the proof opens it after power-on and after every fifty weighings, with every random number', async () => {
    const pan = new ScalePan();
    pan.put(1_250);
    const device = new VirtualScaleDialog06(pan, lock);
    const { scale } = await onMemory(scaleDialog06(proof), device);
    for (let weighing = 0; weighing < 120; weighing += 1) {
      expect(await scale.weigh()).toMatchObject({ ok: true, value: { milli: 1_250 } });
    }
    expect(device.challenges).toBe(3);
    for (const random of Array.from({ length: 256 }, (_, at) => at)) {
      const other = new VirtualScaleDialog06(pan, { ...lock, randoms: [random] });
      const { scale: each } = await onMemory(scaleDialog06(proof), other);
      expect((await each.weigh()).ok).toBe(true);
    }
  });
  test('WG6 several pairs', async () => {
    const pan = new ScalePan();
    pan.put(1_250);
    const three = { polynomial, checksums: [0x3132, 0xffff, 0x0001] };
    const { scale } = await onMemory(scaleDialog06(three), new VirtualScaleDialog06(pan, { ...lock, pairs: 3 }));
    expect((await scale.weigh()).ok).toBe(true);
  });
  test('WG6 without a proof, or with a wrong one, there is no weight and the scale is told of', async () => {
    const pan = new ScalePan();
    pan.put(1_250);
    const none = await onMemory(scaleDialog06(null), new VirtualScaleDialog06(pan, lock));
    expect(await none.scale.weigh()).toEqual({ ok: false, refusal: 'checksum-required' });
    expect(shortly(none.scale.status)).toBe('error online checksum');
    const wrong = scaleDialog06({ ...proof, polynomial: 0x11021 });
    const { scale, events } = await onMemory(wrong, new VirtualScaleDialog06(pan, lock));
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await scale.weigh()).toEqual({ ok: false, refusal: 'checksum-rejected' });
    }
    expect(troublesOf(events)).toEqual(['checksum']);
  });
  test('WG5 a swaying pan is asked again until it settles; a load not removed is told', async () => {
    const pan = new ScalePan();
    pan.put(1_250);
    pan.sway(true);
    const device = new VirtualScaleDialog06(pan);
    const { scale } = await onMemory(scaleDialog06(proof), device);
    machineClock.after(60, () => pan.sway(false));
    expect(await scale.weigh()).toMatchObject({ ok: true, value: { milli: 1_250 } });
    device.wantsRemoval();
    expect(await scale.weigh(plainWeighing)).toEqual({ ok: false, refusal: 'not-removed' });
    expect(scale.status).toMatchObject({ state: 'idle', load: 'stable' });
  });
});
