// Runs in a made-up device tree: finds the scanner with the real node-hid, opens it, and tells what happens, a line each.
import { listHid, openHid } from '../../../native/device-libraries.ts';
import { describeHid } from '../../../native/discovery/find-hid.ts';
import { systemTree } from '../../../native/discovery/sysfs.ts';
import { HidTransport } from '../../../native/hid.ts';

function tell(what: string, value: unknown): void {
  process.stdout.write(`${JSON.stringify([what, value])}\n`);
}

const [scanner] = await describeHid(await listHid(), systemTree);
tell('found', scanner);
const path = scanner?.address.kind === 'hid' ? scanner.address.path : '';
const transport = new HidTransport({ path, open: openHid, outputReport: { id: 4, dataBytes: 8 } });
const second = new HidTransport({ path, open: openHid });
transport.onData((bytes) => tell('report', [bytes.byteLength, Buffer.from(bytes).toString('latin1').slice(2, 9)]));
transport.onClose(async (error) => {
  tell('closed', [error?.failure, error?.message]);
  const again = new HidTransport({ path, open: openHid });
  await again.open().catch((reason: unknown) => tell('gone', reason instanceof Error ? reason.message : ''));
  tell('end', null);
});
await transport.open();
await second.open().catch((reason: unknown) => tell('second', reason));
await transport.sendFeature(Uint8Array.of(254, 1));
tell('feature', [...(await transport.readFeature(254, 2))]);
tell('written', await transport.write(Buffer.from('beep')));
