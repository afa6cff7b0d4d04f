// From the commit of a sale to the first byte of its receipt at a network printer: the real hub over an encrypted store, and the
// real device host in a process of its own, as in the product.
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { DeviceBinding } from '../../domain/device/device-binding.ts';
import { until } from '../../tests/devices/wires.ts';
import { openedStore, openedTill, removeHub, type TestHub, testHub } from '../../tests/hub/test-hub.ts';
import { ring } from '../../tests/store/shop.ts';
import { type Figure, median, quantile } from '../report.ts';
import type { FromDevices } from './first-byte-devices.ts';

const warmUps = 20;

function printerAt(port: number): DeviceBinding {
  const address = { kind: 'tcp', host: '127.0.0.1', port } as const;
  const identity = `tcp:127.0.0.1:${port}`;
  return {
    role: 'receipt-printer',
    name: 'receipt-1',
    identity,
    address,
    profile: 'epson-tm-t88v',
    settings: { serial: null },
  };
}

interface Heard {
  port: number;
  firstAt: number | null;
}

/** Starts the device process and lets hub and devices hear each other. */
function startDevices(hub: TestHub): { readonly devices: ChildProcess; readonly heard: Heard } {
  const heard: Heard = { port: 0, firstAt: null };
  const devices = fork(join(import.meta.dirname, 'first-byte-devices.ts'), { serialization: 'advanced' });
  devices.on('message', (message: FromDevices) => {
    if (message.kind === 'port') heard.port = message.port;
    else if (message.kind === 'first-byte') heard.firstAt ??= message.at;
    else hub.receive('devices', message.message);
  });
  const pass = hub.toDevices.push.bind(hub.toDevices);
  hub.toDevices.push = (...messages) => {
    for (const message of messages) devices.send(message);
    return pass(...messages);
  };
  return { devices, heard };
}

/** `first-byte-p99-ms` (goal 5) and its median. */
export async function measureFirstByte(sales = 300): Promise<readonly Figure[]> {
  const hub = await testHub();
  const { devices, heard } = startDevices(hub);
  await until(() => heard.port !== 0);
  const { till, settings } = await openedStore(hub);
  hub.receive('app', { kind: 'peer', peer: 'devices', up: true });
  const { side } = await openedTill(till, settings);
  for (const { binding } of await till.api.devices.list())
    await till.api.devices.unbind({ name: binding.name }).catch(() => undefined);
  await till.api.devices.assign({ binding: printerAt(heard.port), replaces: null });
  await until(() => hub.hub.devices.list()[0]?.told?.printer?.status.power === 'online');

  let committedAt = 0;
  const open = hub.hub as { takePush: typeof hub.hub.takePush };
  const take = open.takePush;
  open.takePush = async (push, authorise) => {
    const answer = await take(push, authorise);
    committedAt = performance.timeOrigin + performance.now();
    return answer;
  };
  const took: number[] = [];
  for (let sale = 0; sale < warmUps + sales; sale += 1) {
    heard.firstAt = null;
    await till.push('sale.completed', { ...ring(side, { lines: 3 }), receipt: 'print' });
    await until(() => heard.firstAt !== null);
    if (sale >= warmUps) took.push((heard.firstAt ?? Number.NaN) - committedAt);
    await until(() => hub.hub.print.state().waiting === 0);
  }
  devices.disconnect();
  await hub.close();
  removeHub(hub);
  const rounded = (ms: number): number => Math.round(ms * 100) / 100;
  return [
    { name: 'first-byte-p99-ms', value: rounded(quantile(took, 0.99)), goal: 5, better: 'lower' },
    { name: 'first-byte-p50-ms', value: rounded(median(took)), goal: null, better: 'lower' },
  ];
}
