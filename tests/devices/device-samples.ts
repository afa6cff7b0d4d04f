import { type DeviceEvent, deviceEvent, type StatusOf } from '../../contracts/device-status.ts';
import { machineClock } from '../../main/devices/clock.ts';
import { DeviceClaims } from '../../main/devices/device-class.ts';
import type { LinkTimes } from '../../main/devices/device-link.ts';
import type { ScaleTimes } from '../../main/devices/scale/scale-line.ts';

/** As in the product, a tenth to a fiftieth as long. */
export const quickLink: LinkTimes = { retryMsMin: 5, retryMsMax: 40 };
export const quickScale: ScaleTimes = { answerMs: 150, settleMs: 40, againMs: 10, weighMs: 300, pollMs: 15 };

/** Parts of a device for a test on the machine's clock. */
export function partsOf(deviceId: string, claims = new DeviceClaims()) {
  return { deviceId, clock: machineClock, claims, times: quickLink };
}

/** Anything with a lifecycle and events. */
export interface Listened {
  onEvent(listener: (event: DeviceEvent) => void): () => void;
}

/** Writes down what a device tells. Each event is parsed: one that is not as the contract says fails the test. */
export function watch(device: Listened): DeviceEvent[] {
  const events: DeviceEvent[] = [];
  device.onEvent((event) => events.push(deviceEvent.parse(event)));
  return events;
}

/** The data among the events, in their sequence. */
export function dataOf(events: readonly DeviceEvent[]) {
  return events.flatMap((event) => (event.event === 'data' ? [event.data] : []));
}

/** Data in short, in their sequence: scans as their text. */
export function scansOf(events: readonly DeviceEvent[]): string[] {
  return events.flatMap((event) => (event.event === 'data' && event.data.kind === 'scan' ? [event.data.data] : []));
}

/** Troubles told as error events. */
export function troublesOf(events: readonly DeviceEvent[]): string[] {
  return events.flatMap((event) => (event.event === 'error' ? [event.trouble] : []));
}

/** `state power trouble` of each status told. */
export function statesOf(events: readonly DeviceEvent[]): string[] {
  return events.flatMap((event) => (event.event === 'status-update' ? [shortly(event.status)] : []));
}

/** `state power trouble` of a status. */
export function shortly({ state, power, trouble }: Pick<StatusOf<'scanner'>, 'state' | 'power' | 'trouble'>): string {
  return `${state} ${power} ${trouble ?? '-'}`;
}

/** Opens, claims and enables. */
export function enabled<
  Device extends { open(): void; claim(owner: string): { ok: boolean }; enable(): { ok: boolean } },
>(device: Device): Device {
  device.open();
  if (!device.claim('till 1').ok || !device.enable().ok) throw new Error('the device could not be taken');
  return device;
}
