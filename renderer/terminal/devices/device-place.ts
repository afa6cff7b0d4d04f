import type { BoundAddress, DeviceBinding, DeviceRole } from '../../../domain/device/device-binding.ts';
import type { Translate } from '../../kit/text.tsx';

/** Where a device is, in a person's words: port, address, queue, or the printer a drawer hangs on. */
export function placeText(t: Translate, address: BoundAddress): string {
  switch (address.kind) {
    case 'serial':
    case 'hid':
    case 'lp':
      return address.path;
    case 'usb':
      return t('device.place.usb', { port: address.portPath });
    case 'spool':
      return t('device.place.queue', { queue: address.queue });
    case 'tcp':
      return `${address.host}:${address.port}`;
    case 'virtual':
      return t('device.place.virtual');
    case 'printer':
      return t('device.place.printer', { printer: address.printer, pin: address.pin });
  }
}

const commonModels = ['generic-80mm', 'generic-80mm-42', 'generic-58mm', 'send-only-80mm'] as const;

/** A printer's model: ours by what they are, in the language of the screen, makers' by their own name. */
export function modelText(
  t: Translate,
  { name, title, columns }: { readonly name: string; readonly title: string; readonly columns: number | null },
): string {
  const common = commonModels.find((each) => each === name);
  if (common !== undefined) return t(`device.common-model.${common}`);
  return columns === null ? title : t('device.model', { title, columns });
}

/** A name no other binding has: `scanner`, `scanner-2` … */
export function freshName(role: DeviceRole, bindings: readonly DeviceBinding[]): string {
  const taken = new Set(bindings.map(({ name }) => name));
  const base = baseNames[role];
  let number = 1;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

const baseNames: Readonly<Record<DeviceRole, string>> = {
  'receipt-printer': 'receipt',
  'spare-printer': 'spare',
  'cash-drawer': 'drawer',
  scanner: 'scanner',
  scale: 'scale',
  'line-display': 'display',
};
