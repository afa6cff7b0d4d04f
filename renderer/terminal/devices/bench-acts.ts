import type { TwinAct } from '../../../contracts/device-ask.ts';
import type { DeviceBinding, DeviceRole } from '../../../domain/device/device-binding.ts';

/** Something that can be done to a device by hand, by the name its button has. */
export interface NamedAct {
  readonly name: string;
  readonly act: TwinAct;
}
const plugs: readonly NamedAct[] = [
  { name: 'pull', act: { kind: 'plug', isPlugged: false } },
  { name: 'plug-in', act: { kind: 'plug', isPlugged: true } },
];
const paper = (state: 'ok' | 'low' | 'out', cover: 'closed' | 'open' = 'closed'): TwinAct => ({
  kind: 'paper',
  paper: state,
  cover,
});
/** Paper for some lines of a receipt, but for no whole one. */
const endsAfterDots = 240;
const printerActs: readonly NamedAct[] = [
  { name: 'paper-ok', act: paper('ok') },
  { name: 'paper-low', act: paper('low') },
  { name: 'paper-ends', act: { kind: 'roll', leftDots: endsAfterDots } },
  { name: 'paper-out', act: paper('out') },
  { name: 'cover-open', act: paper('ok', 'open') },
  { name: 'jam', act: { kind: 'trouble', trouble: 'cutter' } },
  { name: 'no-jam', act: { kind: 'trouble', trouble: 'none' } },
  { name: 'die', act: { kind: 'die', afterBytes: 200 } },
  { name: 'slow', act: { kind: 'line', fault: 'slow' } },
  { name: 'chatty', act: { kind: 'line', fault: 'chatty' } },
  { name: 'silent', act: { kind: 'line', fault: 'silent' } },
  { name: 'line-ok', act: { kind: 'line', fault: 'none' } },
  ...plugs,
];
const lineActs: readonly NamedAct[] = [
  { name: 'silent', act: { kind: 'line', fault: 'silent' } },
  { name: 'slow', act: { kind: 'line', fault: 'slow' } },
  { name: 'garbage', act: { kind: 'line', fault: 'garbage' } },
  { name: 'line-ok', act: { kind: 'line', fault: 'none' } },
  ...plugs,
];
const drawerActs: readonly NamedAct[] = [
  { name: 'open-by-key', act: { kind: 'drawer', act: 'open-by-key' } },
  { name: 'push-shut', act: { kind: 'drawer', act: 'push' } },
];
/** What can happen to each kind of device. */
export const actsOf: Readonly<Record<DeviceRole, readonly NamedAct[]>> = {
  'receipt-printer': printerActs,
  'spare-printer': printerActs,
  'cash-drawer': drawerActs,
  scanner: lineActs,
  scale: lineActs,
  'line-display': lineActs,
};

/** What can happen to this one: a scanner that speaks in reports has no line to be mute, slow or noisy on. */
export function actsFor({ role, profile }: Pick<DeviceBinding, 'role' | 'profile'>): readonly NamedAct[] {
  return role === 'scanner' && profile === 'hid-pos' ? plugs : actsOf[role];
}

/** Most and least a scale on the screen is loaded with, in grams. */
export const loadGramsMax = 100_000;
export const loadGramsMin = -1_000;

/** Names of all buttons. */
export const benchActs: readonly string[] = [
  ...new Set(Object.values(actsOf).flatMap((acts) => acts.map(({ name }) => name))),
];
