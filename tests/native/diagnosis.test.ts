import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deviceTrouble, deviceTroubleCodes } from '../../contracts/device-discovery.ts';
import { diagnose, udevRuleName, udevRulePath } from '../../native/diagnosis/diagnose.ts';
import { holderOf, inspectSystem, type SystemView } from '../../native/diagnosis/system-view.ts';
import { SerialTransport } from '../../native/serial.ts';
import { TransportError, type TransportFailure } from '../../native/transport.ts';
import { hasCommand } from '../../tools/machine.mjs';
import { projectDir } from '../source-files.ts';
import { DeviceTree } from './device-tree.ts';
import { PtyPair } from './rigs/pty-pair.ts';

let tree: DeviceTree;
let system: SystemView;
let node: string;
beforeEach(() => {
  tree = new DeviceTree();
  tree.write('dev/ttyUSB0');
  node = join(tree.dev, 'ttyUSB0');
  const gid = statSync(node).gid;
  tree.write('etc/group', `games:x:${gid + 1}:\ndialout:x:${gid}:`);
  const etc = join(tree.root, 'etc');
  system = { platform: 'linux', account: 'cashier', proc: tree.proc, etc, resourcesDir: '/opt/kaunter/resources' };
});
afterEach(() => tree.remove());

const failed = (failure: TransportFailure): TransportError => new TransportError(failure, 'why');
const rule = `sudo install -m 644 /opt/kaunter/resources/udev/${udevRuleName} ${udevRulePath}`;

describe('permission', () => {
  test('DG1 a port of a group this user is not in: the group, the rule file and the commands', async () => {
    const trouble = deviceTrouble.parse(
      await diagnose({ transport: 'serial', subject: node, node, error: failed('denied') }, system),
    );
    expect(trouble).toMatchObject({ code: 'permission-denied', group: 'dialout', subject: node });
    expect(trouble.commands).toEqual([
      rule,
      'sudo udevadm control --reload-rules',
      'sudo udevadm trigger',
      'sudo usermod -aG dialout cashier',
    ]);
  });

  test('DG1 a node nobody gave to a group falls back to the customary one of its kind', async () => {
    for (const [transport, group] of [
      ['serial', 'dialout'],
      ['lp', 'lp'],
      ['usb', 'lp'],
      ['hid', 'plugdev'],
    ] as const) {
      const trouble = await diagnose({ transport, subject: 'x', error: failed('denied') }, system);
      expect(trouble.group).toBe(group);
    }
    const windows = { ...system, platform: 'win32' } as const;
    const told = await diagnose({ transport: 'serial', subject: 'COM3', error: failed('denied') }, windows);
    expect(told.commands).toEqual([]);
  });

  test('DG1 what the libraries say of a refusal is understood', async () => {
    const words = [
      'open error: permission denied (errno 13)',
      'Error: Permission denied, cannot open /dev/ttyUSB0',
      "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': Permission denied",
    ];
    for (const text of words) {
      const trouble = await diagnose({ transport: 'hid', subject: 'x', error: new Error(text) }, system);
      expect(trouble.code).toBe('permission-denied');
    }
  });
});

describe('held by somebody else', () => {
  const hold = (id: string, program: string): void => {
    tree.write(`proc/${id}/comm`, program);
    mkdirSync(join(tree.proc, id, 'fd'), { recursive: true });
    symlinkSync(node, join(tree.proc, id, 'fd', '7'));
  };

  test('DG2 the program that holds a port is named; ModemManager with the command that stops it', async () => {
    hold('812', 'ModemManager');
    const report = { transport: 'serial', subject: node, node, error: failed('busy') } as const;
    expect(await diagnose(report, system)).toMatchObject({
      code: 'held-by-program',
      holder: 'ModemManager',
      commands: ['sudo systemctl disable --now ModemManager'],
    });
    writeFileSync(join(tree.proc, '812/comm'), 'minicom\n');
    expect(await diagnose(report, system)).toMatchObject({ holder: 'minicom', commands: [] });
    expect(await diagnose({ ...report, node: `${node}9` }, system)).toMatchObject({ holder: null });
  });

  test('DG3 a USB printer the kernel’s own driver holds', async () => {
    const error = new Error('claimInterface error: device or resource busy (errno 16)');
    expect(await diagnose({ transport: 'usb', subject: 'usb:04b8:0e15:J1', error }, system)).toMatchObject({
      code: 'held-by-kernel-driver',
      holder: 'usblp',
      commands: ['sudo modprobe -r usblp'],
    });
  });

  test.skipIf(!hasCommand('socat'))('DG2 a real port held by a real program', async () => {
    const pair = new PtyPair();
    await pair.plug();
    const held = new SerialTransport({ path: pair.path, baudRate: 9_600 });
    await held.open();
    const error = await new SerialTransport({ path: pair.path, baudRate: 9_600 }).open().catch((e: unknown) => e);
    const machine = inspectSystem();
    const trouble = await diagnose({ transport: 'serial', subject: pair.path, node: pair.path, error }, machine);
    expect(trouble.code).toBe('held-by-program');
    // This process is the other program's place in this test, and it does not tell of itself.
    expect(await holderOf(machine, '/nonexistent')).toBe(null);
    await held.close();
    pair.tearDown();
  });
});

describe('everything else', () => {
  const cases = [
    ['DG4', 'hid', new Error('libusb-1.0.so.0: cannot open shared object file: No such file'), 'library-missing'],
    ['DG5', 'spool', failed('unsupported'), 'spooler-missing'],
    ['DG6', 'tcp', failed('timeout'), 'host-unreachable'],
    ['DG6', 'tcp', failed('unreachable'), 'host-unreachable'],
    ['DG6', 'tcp', failed('refused'), 'host-refuses'],
    ['DG7', 'spool', failed('unreachable'), 'queue-unknown'],
    ['DG7', 'spool', failed('refused'), 'queue-stopped'],
    ['DG8', 'serial', failed('unreachable'), 'not-plugged-in'],
    ['DG8', 'serial', failed('timeout'), 'no-answer'],
    ['DG8', 'lp', failed('stalled'), 'not-reading'],
    ['DG8', 'lp', new Error('who knows'), 'unknown'],
  ] as const;

  test('DG4 DG5 DG6 DG7 DG8 each cause has its code', async () => {
    for (const [, transport, error, code] of cases) {
      const trouble = deviceTrouble.parse(await diagnose({ transport, subject: 'x', error }, system));
      expect(trouble.code).toBe(code);
    }
  });

  test('DG4 DG5 what is missing is named with its Debian package', async () => {
    const hid = await diagnose({ transport: 'hid', subject: 'hid', error: failed('unsupported') }, system);
    const spool = await diagnose({ transport: 'spool', subject: 'spool', error: failed('unsupported') }, system);
    expect(hid).toMatchObject({ debianPackage: 'libusb-1.0-0', commands: ['sudo apt-get install -y libusb-1.0-0'] });
    expect(spool).toMatchObject({ debianPackage: 'cups', commands: ['sudo apt-get install -y cups'] });
  });

  test('DG7 the commands that set a stopped queue going', async () => {
    const stopped = await diagnose({ transport: 'spool', subject: 'COUNTER', error: failed('refused') }, system);
    expect(stopped.commands).toEqual(['sudo cupsenable COUNTER', 'sudo cupsaccept COUNTER']);
  });

  test('DG9 every code has its sentence in the page of rules', () => {
    const page = readFileSync(join(projectDir, 'docs/spec/transport.md'), 'utf8');
    const told = [...page.matchAll(/^\| `([a-z-]+)` \| .{20,} \|$/gm)].map((match) => match[1]);
    expect(told.sort()).toEqual([...deviceTroubleCodes].sort());
  });
});

describe('the shipped udev rules', () => {
  const text = readFileSync(join(projectDir, 'resources/udev', udevRuleName), 'utf8');
  const vendors = JSON.parse(readFileSync(join(projectDir, 'resources/udev/known-vendors.json'), 'utf8'));
  const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id).sort();
  const makers = ids(vendors.makers);
  const all = ids([...vendors.makers, ...vendors.adapters]);
  const rules = text.split('\n').filter((line) => line.startsWith('SUBSYSTEM'));
  const namedBy = (line: string): string[] => (/ATTRS?\{idVendor\}=="([^"]+)"/.exec(line)?.[1] ?? '').split('|').sort();

  test('DG10 they open USB, HID and serial devices of every vendor we know, and every printer', () => {
    expect(all.length).toBeGreaterThan(35);
    expect(new Set(all).size).toBe(all.length);
    for (const id of all) expect(id).toMatch(/^[0-9a-f]{4}$/);
    for (const [subsystem, group] of [
      ['usb', 'plugdev'],
      ['hidraw', 'plugdev'],
      ['tty', 'dialout'],
    ]) {
      const line = rules.find(
        (each) => each.startsWith(`SUBSYSTEM=="${subsystem}"`) && each.includes(`GROUP="${group}"`),
      );
      expect(namedBy(line ?? '')).toEqual(all);
      expect(line).toContain('MODE="0660", TAG+="uaccess"');
    }
    expect(text).toMatch(/ID_USB_INTERFACES\}=="\*:0701\?\?:\*", GROUP="lp"/);
    expect(text).toMatch(/SUBSYSTEM=="usbmisc", KERNEL=="lp\[0-9\]\*", GROUP="lp"/);
  });

  test('DG10 ModemManager keeps off the makers of counters, not off adapters a modem may hang on', () => {
    const ignored = rules.filter((line) => line.includes('ID_MM_'));
    expect(ignored).toHaveLength(2);
    for (const line of ignored) expect(namedBy(line)).toEqual(makers);
  });

  test('DG10 nothing is opened to everybody, and the file comes before uaccess is acted on', () => {
    expect(text).not.toMatch(/MODE="0?66[46]"|MODE="0?777"/);
    expect(Number(/^(\d+)-/.exec(udevRuleName)?.[1])).toBeLessThan(73);
    expect(readdirSync(join(projectDir, 'resources/udev'))).toContain(udevRuleName);
    const wrong = rules.filter((line) => !/^([A-Z]+(\{\w+\})?(==|=|\+=)"[^"]*"(, )?)+$/.test(line));
    expect(wrong).toEqual([]);
  });

  test.skipIf(!hasCommand('udevadm') || !existsSync('/sys/class/tty/tty0'))(
    'DG10 udev reads the file without a complaint',
    () => {
      const help = execFileSync('udevadm', ['--help'], { encoding: 'utf8' });
      // `udevadm verify` came with systemd 254; before it, the shape checked above must do.
      if (!/^\s+verify\b/m.test(help)) return expect(help).toContain('info');
      const file = join(projectDir, 'resources/udev', udevRuleName);
      expect(execFileSync('udevadm', ['verify', file], { encoding: 'utf8' })).toContain('Success: 1');
    },
  );
});
