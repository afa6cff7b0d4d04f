import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { hasCommand, projectDir } from '../../tools/machine.mjs';
import { until } from './rigs/pty-pair.ts';

const lack =
  process.platform === 'linux' && hasCommand('umockdev-run') && hasCommand('gcc')
    ? null
    : 'it needs Linux and the Debian packages umockdev, gcc, libc6-dev, linux-libc-dev and libusb-1.0-0';

/** A HID-POS report: number 2, length, AIM id, data (USB-IF "HID POS Usage Tables" 1.02). */
function scan(text: string): Buffer {
  const report = Buffer.alloc(64);
  report[0] = 2;
  report[1] = text.length;
  report.write(text, 2, 'latin1');
  return report;
}

describe.skipIf(lack !== null)(
  `node-hid itself in a made-up device tree${lack === null ? '' : `: left out, ${lack}`}`,
  () => {
    test('TP14 DV7 a scanner is found, opened once, set, written to, read, and missed when it is pulled', async () => {
      const directory = mkdtempSync(join(tmpdir(), 'kaunter-hid-'));
      const socketFile = join(directory, 'hidraw0');
      const shim = join(directory, 'shim.so');
      const here = join(import.meta.dirname, 'made-up-machine');
      execFileSync('gcc', ['-shared', '-fPIC', '-Wall', '-o', shim, join(here, 'hidraw-shim.c'), '-ldl']);
      const heard: Buffer[] = [];
      const sockets: Socket[] = [];
      const server = createServer((socket) => {
        sockets.push(socket);
        socket.on('data', (bytes) => heard.push(bytes));
        socket.on('error', () => undefined);
      });
      await new Promise<void>((resolve) => server.listen(socketFile, resolve));
      const preload = `LD_PRELOAD=${shim}:libumockdev-preload.so.0`;
      const program = [process.execPath, join(here, 'read-scanner.ts')];
      const tree = ['-d', join(here, 'scanner.umockdev'), '--', 'env', preload, `HIDRAW_SOCKET=${socketFile}`];
      const child = spawn('umockdev-run', [...tree, ...program], {
        cwd: projectDir,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const told = new Map<string, unknown>();
      const reports: unknown[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        const [what, value] = JSON.parse(line) as [string, unknown];
        told.set(what, value);
        // The program may be heard before its connection is.
        if (what !== 'found') await until(() => sockets.length > 0);
        // Each answer brings the next event: reports one after the other, then the plug is pulled.
        if (what === 'written') sockets[0]?.write(scan(']C1abcd'));
        if (what === 'report' && reports.push(value) === 1) sockets[0]?.write(scan(']E0wxyz'));
        else if (what === 'report') {
          server.close();
          sockets[0]?.destroy();
        }
        if (what === 'end') break;
      }
      child.kill();
      expect(told.get('found')).toMatchObject({ identity: 'hid:0c2e:0b61:SN0001', guess: 'scanner', isPortable: true });
      expect(told.get('second')).toMatchObject({ failure: 'busy' });
      expect(told.get('feature')).toEqual([254, 7]);
      expect(told.get('written')).toBe(4);
      expect(Buffer.concat(heard).toString('latin1')).toBe('F\xfe\x01\x04beep\0\0\0\0');
      expect(reports).toEqual([
        [64, ']C1abcd'],
        [64, ']E0wxyz'],
      ]);
      expect(told.get('closed')).toEqual(['closed', expect.stringContaining('hid /dev/hidraw0: ')]);
      expect(told.get('gone')).toContain('/dev/hidraw0');
      rmSync(directory, { recursive: true, force: true });
    });
  },
);
