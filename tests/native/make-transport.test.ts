import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { DeviceAddress } from '../../contracts/device-discovery.ts';
import { makeTransport } from '../../native/make-transport.ts';
import { hasCommand } from '../../tools/machine.mjs';
import { PtyPair } from './rigs/pty-pair.ts';
import { FakeCups } from './rigs/spool-rigs.ts';

describe('a transport for what was found', () => {
  const nobodies: readonly [DeviceAddress, RegExp][] = [
    [{ kind: 'serial', path: '/dev/ttyUSB99' }, /unreachable/],
    [{ kind: 'lp', path: '/dev/usb/lp99' }, /unreachable/],
    [{ kind: 'usb', portPath: '9-9.9' }, /unreachable/],
    // Without libusb on the machine the library itself is missing.
    [{ kind: 'hid', path: '/dev/hidraw99' }, /unreachable|unsupported/],
    // Without CUPS on the machine there is no spooler at all.
    [{ kind: 'spool', queue: 'NOBODY' }, /unreachable|unsupported/],
    [{ kind: 'tcp', host: '127.0.0.1', port: 1 }, /refused/],
  ];

  test('TP2 every kind of address makes a transport that says what it could not reach', async () => {
    for (const [address, failure] of nobodies) {
      const transport = makeTransport(address);
      await expect(transport.open()).rejects.toMatchObject({ failure: expect.stringMatching(failure) });
      await transport.close();
    }
  });

  test('TP7 the settings of a profile reach the line', async () => {
    let arrived = 0;
    const server = createServer((socket) => socket.on('data', (bytes) => (arrived += bytes.byteLength)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = server.address();
    const port = typeof at === 'object' && at !== null ? at.port : 0;
    const transport = makeTransport(
      { kind: 'tcp', host: '127.0.0.1', port },
      { pace: { chunkBytes: 64, gapMs: 10 }, stallMs: 2_000 },
    );
    await transport.open();
    const from = performance.now();
    await transport.write(new Uint8Array(640));
    expect(performance.now() - from).toBeGreaterThanOrEqual(9 * 9);
    await transport.drain();
    expect(arrived).toBe(640);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  test.skipIf(!hasCommand('socat'))('TP12 a serial port takes its settings from its device', async () => {
    const pair = new PtyPair();
    await pair.plug();
    const serial = { baudRate: 2_400, dataBits: 7, parity: 'odd', stopBits: 1 } as const;
    const transport = makeTransport({ kind: 'serial', path: pair.path }, { serial });
    await transport.open();
    await transport.write(Buffer.from('W'));
    await transport.drain();
    await expect.poll(() => pair.received().toString()).toBe('W');
    pair.tearDown();
  });

  test.skipIf(process.platform === 'win32')('TP15 a queue prints through it', async () => {
    const cups = new FakeCups();
    const transport = makeTransport({ kind: 'spool', queue: 'COUNTER' });
    await transport.open();
    await transport.write(Buffer.from('receipt'));
    await transport.drain();
    expect(cups.received().toString()).toBe('receipt');
    cups.tearDown();
  });
});
