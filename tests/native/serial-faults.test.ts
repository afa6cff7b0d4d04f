import { rm, stat } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LpTransport } from '../../native/lp-device.ts';
import { SerialTransport } from '../../native/serial.ts';
import type { Transport } from '../../native/transport.ts';
import { lpRig, serialRig } from './rigs/line-rigs.ts';
import { PtyPair } from './rigs/pty-pair.ts';

const garbageBytes = 1_024 * 1_024;

/** All byte values, also XON, XOFF, NUL, CR and the break-like 0xff 0x00, in no order. */
function garbage(): Buffer {
  return Buffer.from(Uint8Array.from({ length: garbageBytes }, (_, at) => (at * 167 + (at >> 9) * 13) & 0xff));
}

const kinds = [
  ['serial', (path: string): Transport => new SerialTransport({ path, baudRate: 115_200 })],
  ['lp device', (path: string): Transport => new LpTransport({ path })],
] as const;
const lack = serialRig.lacks ?? lpRig.lacks;

for (const [name, make] of kinds) {
  describe.skipIf(lack !== null)(lack === null ? `${name} over a pty` : `${name}: left out, ${lack}`, () => {
    let pair: PtyPair;
    let transport: Transport;
    beforeEach(async () => {
      pair = new PtyPair();
      await pair.plug();
      transport = make(pair.path);
      await transport.open();
    });
    afterEach(async () => {
      await transport.close();
      pair.tearDown();
    });

    test('TP9 a flood of 1 MiB of garbage is heard whole and holds up nothing', async () => {
      const heard: Uint8Array[] = [];
      let heardBytes = 0;
      transport.onData((bytes) => {
        heard.push(bytes);
        heardBytes += bytes.byteLength;
      });
      pair.say(garbage());
      await expect.poll(() => heardBytes).toBeGreaterThan(10_000);
      expect(await transport.write(Buffer.from('in the middle'))).toBe(13);
      await expect.poll(() => heardBytes).toBe(garbageBytes);
      expect(Buffer.concat(heard).equals(garbage())).toBe(true);
      await expect.poll(() => pair.received().toString()).toBe('in the middle');
    });

    test('TP9 a flood nobody listens to is thrown away and the line goes on', async () => {
      pair.say(garbage());
      await transport.write(Buffer.from('still here'));
      await expect.poll(() => pair.received().toString()).toBe('still here');
    });

    test('TP10 a device pulled in the middle of a write and plugged in again works with a new transport', async () => {
      pair.reads('slow');
      const work = transport.write(garbage()).catch((error: unknown) => error);
      await expect.poll(() => pair.received().byteLength).toBeGreaterThan(10_000);
      pair.die();
      expect(await work).toMatchObject({ failure: 'closed' });
      await expect(make(pair.path).open()).rejects.toMatchObject({ failure: 'unreachable' });
      await pair.plug();
      const before = pair.received().byteLength;
      transport = make(pair.path);
      await transport.open();
      await transport.write(Buffer.from('after'));
      await transport.drain();
      await expect.poll(() => pair.received().subarray(before).toString()).toBe('after');
    });

    test('TP11 four devices that neither read nor talk keep no file access of the process waiting', async () => {
      // Node has four threads for files: four blocked calls would stop every other one.
      const others = [new PtyPair(), new PtyPair(), new PtyPair()];
      await Promise.all(others.map((other) => other.plug()));
      const lines = [transport, ...others.map((other) => make(other.path))];
      await Promise.all(lines.slice(1).map((line) => line.open()));
      for (const cable of [pair, ...others]) cable.reads('none');
      let ended = 0;
      const stuck = lines.map((line) =>
        line
          .write(garbage())
          .catch(() => undefined)
          .then(() => (ended += 1)),
      );
      for (let round = 0; round < 50; round += 1) await stat(pair.directory);
      // Fifty answers while all four lines still wait: had they kept the threads, not one would have come.
      expect(ended).toBe(0);
      await Promise.all(lines.map((line) => line.close()));
      await Promise.all(stuck);
      for (const other of others) other.tearDown();
    });
  });
}

describe.skipIf(lack !== null)('a serial port', () => {
  test('TP12 a port without modem lines says null; settings as a scale wants them open the port', async () => {
    const pair = new PtyPair();
    await pair.plug();
    const transport = new SerialTransport({
      path: pair.path,
      baudRate: 9_600,
      dataBits: 7,
      parity: 'even',
      stopBits: 1,
      flowControl: 'none',
    });
    expect(await transport.modemLines()).toBe(null);
    await transport.open();
    expect(await transport.modemLines()).toBe(null);
    await transport.close();
    pair.tearDown();
  });

  test('TP4 a port whose node is gone is lost, also when reading it reports nothing wrong', async () => {
    const pair = new PtyPair();
    await pair.plug();
    const transport = new SerialTransport({ path: pair.path, baudRate: 9_600 });
    await transport.open();
    const ends: unknown[] = [];
    transport.onClose((error) => ends.push(error?.failure));
    await rm(pair.path);
    await expect.poll(() => ends).toEqual(['closed']);
    await expect(transport.write(Buffer.from('x'))).rejects.toMatchObject({ failure: 'closed' });
    pair.tearDown();
  });
});
