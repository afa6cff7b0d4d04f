import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deviceSearch } from '../../contracts/device-discovery.ts';
import { hasCommand, projectDir } from '../../tools/machine.mjs';

const lack =
  process.platform === 'linux' && hasCommand('umockdev-run')
    ? null
    : 'it needs Linux and the Debian packages umockdev and libusb-1.0-0';

describe.skipIf(lack !== null)(
  `usb 3 itself in a made-up device tree${lack === null ? '' : `: left out, ${lack}`}`,
  () => {
    test('DV6 DV9 a whole search finds the printer both ways it can be reached, and not the camera', () => {
      const here = join(import.meta.dirname, 'made-up-machine');
      const program = [process.execPath, join(here, 'find-devices.ts')];
      const output = execFileSync('umockdev-run', ['-d', join(here, 'printers.umockdev'), '--', ...program], {
        cwd: projectDir,
        encoding: 'utf8',
      });
      const search = deviceSearch.parse(JSON.parse(output));
      const printers = search.devices.filter(({ address }) => address.kind === 'usb' || address.kind === 'lp');
      expect(printers).toMatchObject([
        {
          identity: 'usb:04b8:0e15:J4D5',
          address: { kind: 'usb', portPath: '1-1' },
          title: 'EPSON TM-T20II',
          guess: 'printer',
          portPath: '1-1',
        },
        {
          identity: 'lp:04b8:0e15:J4D5',
          address: { kind: 'lp', path: expect.stringMatching(/\/dev\/usb\/lp0$/) },
          title: 'EPSON TM-T20II',
        },
      ]);
      const broken = search.troubles.filter(({ transport }) => transport === 'usb' || transport === 'lp');
      expect(broken).toEqual([]);
    });
  },
);
