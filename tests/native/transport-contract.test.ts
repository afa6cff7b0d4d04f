import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Transport, TransportError } from '../../native/transport.ts';
import { hidRig } from './rigs/fake-hid.ts';
import { usbRig } from './rigs/fake-usb.ts';
import { lpRig, memoryRig, serialRig, tcpRig } from './rigs/line-rigs.ts';
import type { Bench, Rig, RigLimits } from './rigs/rig.ts';
import { cupsRig, windowsRig } from './rigs/spool-rigs.ts';

const rigs: readonly Rig[] = [tcpRig, serialRig, lpRig, usbRig, hidRig, cupsRig, windowsRig, memoryRig];

/** Bytes no two of which in a row repeat what stood 256 before: a lost, doubled or swapped chunk shows. */
function pattern(length: number): Buffer {
  return patternBytes.subarray(0, length);
}
const patternBytes = Buffer.alloc(32 * 1_024 * 1_024);
for (let at = 0; at < patternBytes.byteLength; at += 1)
  patternBytes[at] = (at * 31 + (at >> 8) * 7 + (at >> 16)) & 0xff;

/** What the far end got of a job of this length, without the zeros a report is filled with. */
function jobOf(bench: Bench, length: number): Buffer {
  return bench.peer.received().subarray(0, length);
}

for (const rig of rigs) {
  const title = rig.lacks === null ? rig.name : `${rig.name}: left out, ${rig.lacks}`;
  describe.skipIf(rig.lacks !== null)(title, () => {
    let bench: Bench;
    let opened: Transport[] = [];
    const make = (limits?: RigLimits): Transport => {
      const transport = bench.transport(limits);
      opened.push(transport);
      return transport;
    };
    const openOne = async (limits?: RigLimits): Promise<Transport> => {
      const transport = make(limits);
      await transport.open();
      return transport;
    };
    beforeEach(async () => {
      bench = await rig.setUp();
    });
    afterEach(async () => {
      await Promise.all(opened.map((transport) => transport.close()));
      opened = [];
      await bench.tearDown();
    });

    test('TP1 256 KiB reach a slow reader, all and in order', async () => {
      bench.peer.reads('slow');
      const job = pattern(256 * 1_024);
      const transport = await openOne();
      expect(await transport.write(job)).toBe(job.byteLength);
      await transport.drain();
      await expect.poll(() => bench.peer.received().byteLength).toBeGreaterThanOrEqual(job.byteLength);
      expect(jobOf(bench, job.byteLength).equals(job)).toBe(true);
    });

    if (rig.talks)
      test('TP1 a device that talks all the while gets everything and is heard', async () => {
        bench.peer.reads('slow');
        const job = pattern(64 * 1_024);
        const transport = await openOne();
        const heard: number[] = [];
        transport.onData((bytes) => {
          heard.push(...bytes);
        });
        const chatter = setInterval(() => bench.peer.say(Uint8Array.of(0x12, 0x34)), 3);
        await transport.write(job);
        await expect.poll(() => heard.length).toBeGreaterThan(4);
        clearInterval(chatter);
        await transport.drain();
        await expect.poll(() => bench.peer.received().byteLength).toBeGreaterThanOrEqual(job.byteLength);
        expect(jobOf(bench, job.byteLength).equals(job)).toBe(true);
        expect(heard.slice(0, 4)).toEqual([0x12, 0x34, 0x12, 0x34]);
      });

    test('TP1 writes that overlap arrive one after the other', async () => {
      const transport = await openOne();
      const parts = [pattern(9_000), Buffer.alloc(512, 1), Buffer.alloc(512, 2)];
      await Promise.all(parts.map((part) => transport.write(part)));
      await transport.drain();
      await expect.poll(() => bench.peer.received().byteLength).toBeGreaterThanOrEqual(10_024);
      const got = bench.peer.received();
      expect(got.subarray(0, 9_000).equals(pattern(9_000))).toBe(true);
      expect(got.indexOf(Buffer.alloc(512, 1))).toBeLessThan(got.indexOf(Buffer.alloc(512, 2)));
    });

    test(`TP2 nobody there is told as what it is`, async () => {
      const transport = bench.transportToNobody();
      const ends: unknown[] = [];
      transport.onClose((error) => ends.push(error));
      const error = await transport.open().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TransportError);
      expect(error).toMatchObject({ failure: rig.nobody, sentBytes: 0 });
      await expect(transport.write(pattern(1))).rejects.toMatchObject({ failure: 'closed' });
      await transport.close();
      expect(ends).toEqual([]);
    });

    test('TP3 a device that takes no more is stalled, with the bytes it took; nothing is sent after that', async () => {
      bench.peer.reads('none');
      const transport = await openOne({ stallMs: 300 });
      const job = pattern(32 * 1_024 * 1_024);
      const error = await transport.write(job).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ failure: 'stalled' });
      const sentBytes = error instanceof TransportError ? error.sentBytes : -1;
      expect(sentBytes).toBeGreaterThanOrEqual(0);
      expect(sentBytes).toBeLessThan(job.byteLength);
      bench.peer.reads('fast');
      await expect(transport.write(Buffer.from('later'))).rejects.toMatchObject({ failure: 'stalled', sentBytes });
      await transport.close();
      expect(bench.peer.received().includes('later')).toBe(false);
    });

    if (rig.tellsDeath)
      test('TP4 a device that dies half-way is told once, and later writes fail', async () => {
        bench.peer.reads('slow');
        const transport = await openOne();
        const ends: unknown[] = [];
        transport.onClose((error) => ends.push(error?.failure));
        const work = transport.write(pattern(32 * 1_024 * 1_024)).catch((reason: unknown) => reason);
        await expect.poll(() => bench.peer.received().byteLength).toBeGreaterThan(20_000);
        bench.peer.die();
        const error = await work;
        expect(error).toMatchObject({ failure: 'closed' });
        expect(error instanceof TransportError && error.sentBytes > 0 && error.sentBytes < 32 * 1_024 * 1_024).toBe(
          true,
        );
        await expect.poll(() => ends).toEqual(['closed']);
        await expect(transport.write(pattern(1))).rejects.toMatchObject({ failure: 'closed' });
        await expect(transport.drain()).rejects.toMatchObject({ failure: 'closed' });
        await transport.close();
        expect(ends).toEqual(['closed']);
      });

    if (rig.tellsDeath && rig.talks)
      test('TP4 a device that dies while nothing is written is noticed', async () => {
        const transport = await openOne();
        const ends: unknown[] = [];
        transport.onClose((error) => ends.push(error?.failure));
        bench.peer.die();
        await expect.poll(() => ends).toEqual(['closed']);
      });

    if (!rig.tellsDeath)
      test('TP4 a queue without its printer never says that the job went through', async () => {
        bench.peer.die();
        const transport = await openOne({ stallMs: 300 });
        expect(await transport.write(pattern(1_000))).toBe(1_000);
        await expect(transport.drain()).rejects.toMatchObject({ failure: 'stalled', sentBytes: 1_000 });
      });

    test('TP5 an orderly end is told once and is no error', async () => {
      const transport = await openOne();
      const ends: unknown[] = [];
      transport.onClose((error) => ends.push(error));
      await transport.write(pattern(3_000));
      await transport.drain();
      await transport.drain();
      await transport.close();
      expect(ends).toEqual([null]);
    });

    test('TP6 closing twice, before opening and at once is harmless', async () => {
      const never = make();
      await never.close();
      await expect(never.open()).rejects.toMatchObject({ failure: 'closed' });
      const hasty = make();
      const opening = hasty.open().catch((reason: unknown) => reason);
      await hasty.close();
      expect(await opening).toMatchObject({ failure: 'closed' });
      const transport = await openOne();
      const ends: unknown[] = [];
      transport.onClose((error) => ends.push(error));
      await Promise.all([transport.close(), transport.close()]);
      await transport.close();
      expect(ends).toEqual([null]);
      await expect(transport.write(pattern(1))).rejects.toMatchObject({ failure: 'closed', sentBytes: 0 });
    });

    test('TP6 what happens after the end reaches nobody and breaks nothing', async () => {
      const transport = await openOne();
      const heard: unknown[] = [];
      transport.onData((bytes) => heard.push(bytes));
      transport.onClose((error) => heard.push(error));
      await transport.close();
      if (rig.talks) bench.peer.say(Uint8Array.of(1));
      bench.peer.die();
      const again = make();
      await again.open().catch(() => undefined);
      await again.close();
      expect(heard).toEqual([null]);
    });

    test('TP7 bytes leave in the chunks and with the pauses of the profile', async () => {
      const transport = await openOne({ pace: { chunkBytes: 64, gapMs: 20 } });
      const job = pattern(640);
      const from = performance.now();
      await transport.write(job);
      const tookMs = performance.now() - from;
      await transport.drain();
      await expect.poll(() => bench.peer.received().byteLength).toBeGreaterThanOrEqual(640);
      // Nine pauses lie between ten chunks; timers may be a millisecond early.
      expect(tookMs).toBeGreaterThanOrEqual(9 * 19);
      expect(jobOf(bench, 640).equals(job)).toBe(true);
    });

    if (rig.isExclusive)
      test('TP8 a second opener is told busy, until the first lets go', async () => {
        const first = await openOne();
        const second = make();
        await expect(second.open()).rejects.toMatchObject({ failure: 'busy' });
        expect(await first.write(pattern(10))).toBe(10);
        await first.close();
        const third = await openOne();
        expect(await third.write(pattern(10))).toBe(10);
      });
  });
}
