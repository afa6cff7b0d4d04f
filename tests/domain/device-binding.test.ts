import { expect, test } from 'vitest';
import { deviceBindings } from '../../contracts/device-binding.ts';
import { bindingFaults, sharesDeviceWith } from '../../domain/device/binding-check.ts';
import { bindingsMax, withBinding, withoutBinding } from '../../domain/device/change-bindings.ts';
import { bindingsOf, type DeviceBinding, drawerOnPrinter } from '../../domain/device/device-binding.ts';

const serial = null;
const printer = (name: string, more: Partial<DeviceBinding> = {}): DeviceBinding =>
  ({
    role: 'spare-printer',
    name,
    identity: `tcp:10.0.0.${name.length}:9100`,
    address: { kind: 'tcp', host: `10.0.0.${name.length}`, port: 9_100 },
    profile: 'generic-80mm',
    settings: { serial },
    ...more,
  }) as DeviceBinding;
const scanner = (name: string, path: string): DeviceBinding => ({
  role: 'scanner',
  name,
  identity: `hid:0c2e:0b61@${path}`,
  address: { kind: 'hid', path },
  profile: 'hid-pos',
  settings: { serial, prefix: 'none', suffix: 'cr', switchMode: true },
});
const scale = (more: Partial<DeviceBinding> = {}): DeviceBinding =>
  ({
    role: 'scale',
    name: 'scale',
    identity: 'serial:/dev/ttyS0',
    address: { kind: 'serial', path: '/dev/ttyS0' },
    profile: '8217',
    settings: { serial, proof: null },
    ...more,
  }) as DeviceBinding;
const codes = (bindings: readonly DeviceBinding[]) => bindingFaults(bindings).map(({ code }) => code);

test('BD1 settings older than bindings mean their printer and the drawer on it', () => {
  const old = { printer: { kind: 'tcp', host: '10.0.0.9', port: 9_100 }, printerProfile: 'epson-tm-t88' } as const;
  expect(bindingsOf(old)).toEqual([
    {
      role: 'receipt-printer',
      name: 'receipt-1',
      identity: 'tcp:10.0.0.9:9100',
      address: { kind: 'tcp', host: '10.0.0.9', port: 9_100 },
      profile: 'epson-tm-t88',
      settings: { serial: null },
    },
    drawerOnPrinter('drawer-a', 'receipt-1', 2),
  ]);
  const virtual = bindingsOf({ printer: { kind: 'virtual' }, printerProfile: 'generic-80mm' });
  expect(virtual[0]).toMatchObject({ identity: 'virtual:receipt-1', address: { kind: 'virtual' } });
  expect(bindingsOf({ ...old, devices: [] })).toEqual([]);
  expect(deviceBindings.parse(bindingsOf(old))).toEqual(bindingsOf(old));
  expect(codes(bindingsOf(old))).toEqual([]);
});

test('BD15 a real printer takes the place of the one on the screen, and its drawer moves with it', () => {
  const [twin, drawer] = bindingsOf({ printer: { kind: 'virtual' }, printerProfile: 'generic-80mm' });
  if (twin?.role !== 'receipt-printer' || drawer?.role !== 'cash-drawer')
    return expect.fail('no printer with a drawer');
  const learned: DeviceBinding = { ...drawer, settings: { ...drawer.settings, openLevel: 'low' } };
  const real: DeviceBinding = {
    ...twin,
    name: 'receipt-2',
    identity: 'tcp:10.0.0.9:9100',
    address: { kind: 'tcp', host: '10.0.0.9', port: 9_100 },
  };
  expect(withBinding([twin, learned], real, 'receipt-1')).toMatchObject({
    ok: true,
    value: [real, { address: { printer: 'receipt-2' }, settings: { openLevel: null } }],
  });
  const renamed: DeviceBinding = { ...twin, name: 'bar', identity: 'virtual:bar' };
  expect(withBinding([twin, learned], renamed, 'receipt-1')).toMatchObject({
    ok: true,
    value: [renamed, { address: { printer: 'bar' }, settings: { openLevel: 'low' } }],
  });
});

test('BD2 a name and a device are bound once, also by another identity at the same address', () => {
  const [one, other] = [scanner('scan-a', 'a'), scanner('scan-b', 'b')];
  expect(codes([one, other])).toEqual([]);
  expect(codes([one, { ...other, name: 'scan-a' }])).toEqual(['device-name-taken']);
  expect(codes([one, { ...other, identity: one.identity }])).toEqual(['device-taken']);
  const byMac = printer('by-mac', { identity: 'tcp:00:26:ab:12:34:56' });
  expect(codes([printer('by-ip!'), byMac])).toEqual(['device-taken']);
  expect(withBinding([one], { ...other, identity: one.identity }, null)).toEqual({
    ok: false,
    refusal: 'device-taken',
  });
});

test('BD2 one host under other names is one device, told with the name of the other, and nonsense is no host', () => {
  const at = (name: string, host: string): DeviceBinding =>
    printer(name, { identity: `tcp:${host}:9100`, address: { kind: 'tcp', host, port: 9_100 } });
  const pairs = [
    ['127.0.0.1', 'localhost'],
    ['127.0.0.1', '[::1]'],
    ['192.168.1.50', '192.168.001.050'],
    ['Printer.Shop.lan.', 'printer.shop.LAN'],
  ] as const;
  for (const [one, other] of pairs) {
    const bound = [at('kitchen', one)];
    expect(codes([...bound, at('bar', other)])).toEqual(['device-taken']);
    expect(sharesDeviceWith(bound, at('bar', other), null)).toBe('kitchen');
    expect(sharesDeviceWith(bound, at('kitchen', other), 'kitchen')).toBeNull();
  }
  expect(codes([at('kitchen', '192.168.1.50'), at('bar', '192.168.1.51')])).toEqual([]);
  for (const host of ['not a host!!', '300.1.2.3', '192.168.1', 'a..b', '-x', ':', '1:::2', 'x'.repeat(64)])
    expect([host, codes([at('bar', host)])]).toEqual([host, ['device-host-unfit']]);
  for (const host of ['fe80::1%eth0', '2001:db8:0:0:0:0:0:1', 'epson_tm', 'printer.invalid', '10.0.0.1'])
    expect([host, codes([at('bar', host)])]).toEqual([host, []]);
});

test('BD3 some roles are taken once, and a drawer comes and goes with its printer', () => {
  const till = [printer('a', { role: 'receipt-printer' }), printer('bb'), drawerOnPrinter('drawer-a', 'bb', 5)];
  expect(codes(till)).toEqual([]);
  expect(
    codes([scale(), scale({ name: 'scale-2', identity: 'serial:x', address: { kind: 'serial', path: 'x' } })]),
  ).toEqual(['role-taken']);
  expect(codes([drawerOnPrinter('drawer-a', 'nobody', 2)])).toEqual(['drawer-printer-unknown']);
  expect(codes([...till, drawerOnPrinter('drawer-b', 'bb', 5)])).toEqual(['device-taken']);
  expect(codes([...till, drawerOnPrinter('drawer-b', 'bb', 2)])).toEqual([]);
  const renamed = withBinding(till, printer('cc', { name: 'kitchen' }), 'bb');
  expect(renamed.ok && renamed.value[2]).toEqual(drawerOnPrinter('drawer-a', 'kitchen', 5));
  expect(withoutBinding(till, 'bb')).toEqual({ ok: true, value: [till[0]] });
  expect(withoutBinding(till, 'zz')).toEqual({ ok: false, refusal: 'device-unknown' });
  const many = Array.from({ length: bindingsMax }, (_, index) => scanner(`s${index}`, `p${index}`));
  expect(withBinding(many, scanner('one-more', 'p'), null)).toEqual({ ok: false, refusal: 'devices-full' });
});

test('BD4 a profile of another role and a line such a device never has are refused', () => {
  expect(codes([scale({ profile: 'epson' })])).toEqual(['device-profile-unfit']);
  expect(codes([scale({ address: { kind: 'spool', queue: 'q' } })])).toEqual(['device-address-unfit']);
  expect(codes([{ ...scanner('s', 'p'), profile: 'serial' }])).toEqual(['device-address-unfit']);
  expect(codes([printer('p', { address: { kind: 'hid', path: 'x' } })])).toEqual(['device-address-unfit']);
  expect(codes([{ ...drawerOnPrinter('d', 'p', 2), profile: 'drawer-box' }, printer('p')])).toEqual([
    'device-address-unfit',
  ]);
});
