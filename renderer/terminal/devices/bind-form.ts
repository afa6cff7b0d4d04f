import type { FoundDevice } from '../../../contracts/device-discovery.ts';
import {
  type BoundAddress,
  type BoundSerialLine,
  type DeviceBinding,
  type DeviceRole,
  displayProfiles,
  drawerLeftOpenMs,
  scaleProfiles,
  scannerProfiles,
  singleRoles,
} from '../../../domain/device/device-binding.ts';

/** What is filled in to give a device its role. `serial` null: as the profile says. */
export interface BindForm {
  readonly role: DeviceRole;
  readonly name: string;
  readonly profile: string;
  readonly serial: BoundSerialLine | null;
  /** Of scanners on a serial line: what they send before and after a code. */
  readonly marks?: ScannerMarks;
  /** Of drawers: after how long open they are told of, milliseconds. */
  readonly leftOpenMs?: number;
  /** Of Dialog 06 scales: the maker's checksum proof as it was keyed, `11021 0000 ffff`; empty for none. */
  readonly proof?: string;
}
type Scanner = Extract<DeviceBinding, { readonly role: 'scanner' }>['settings'];
export type ScannerMarks = Pick<Scanner, 'prefix' | 'suffix' | 'switchMode'>;
type ScaleProof = Extract<DeviceBinding, { readonly role: 'scale' }>['settings']['proof'];

/** What most scanners send: nothing before a code, carriage return after it. */
export const usualMarks: ScannerMarks = { prefix: 'none', suffix: 'cr', switchMode: true };
/** A polynomial of 17 bits, then one to five checksums of 16, all in hex. */
const proofPattern = /^1[0-9a-f]{4}(?: [0-9a-f]{1,4}){1,5}$/;

/** A proof as it is keyed, or null where there is none. */
export function proofOfText(text: string): ScaleProof {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/[\s,;]+/g, ' ');
  if (!proofPattern.test(words)) return null;
  const [polynomial = 0, ...checksums] = words.split(' ').map((word) => Number.parseInt(word, 16));
  return { polynomial, checksums };
}

function textOfProof(proof: ScaleProof): string {
  return proof === null ? '' : [proof.polynomial, ...proof.checksums].map((each) => each.toString(16)).join(' ');
}

/** What the form begins with for a device that is bound. */
export function formOfBinding(binding: DeviceBinding): BindForm {
  const { role, name, profile, settings } = binding;
  const serial = 'serial' in settings ? settings.serial : null;
  const form = { role, name, profile, serial };
  if (binding.role === 'scanner') {
    const { prefix, suffix, switchMode } = binding.settings;
    return { ...form, marks: { prefix, suffix, switchMode } };
  }
  if (binding.role === 'cash-drawer') return { ...form, leftOpenMs: binding.settings.leftOpenMs };
  return binding.role === 'scale' ? { ...form, proof: textOfProof(binding.settings.proof) } : form;
}

/** Which device it is about. */
export interface BindTarget {
  readonly identity: string;
  readonly address: BoundAddress;
}

/** What speaks to devices of a role; null: a printer's profile, of which there are many. */
export function profilesOf(role: DeviceRole): readonly string[] | null {
  switch (role) {
    case 'receipt-printer':
    case 'spare-printer':
      return null;
    case 'cash-drawer':
      return ['drawer-box'];
    case 'scanner':
      return scannerProfiles;
    case 'scale':
      return scaleProfiles;
    case 'line-display':
      return displayProfiles;
  }
}

/** The profile a role starts with on this line: scanners on HID speak HID-POS, the others are serial. */
export function firstProfile(role: DeviceRole, kind: BoundAddress['kind'], suggested: string | null): string {
  if (role === 'scanner') return kind === 'hid' ? 'hid-pos' : 'serial';
  return profilesOf(role)?.[0] ?? suggested ?? 'generic-80mm';
}

/** The binding the form describes; settings the form does not show are kept from `before`. */
export function bindingOfForm(form: BindForm, target: BindTarget, before: DeviceBinding | null): DeviceBinding {
  const { role, name, profile, serial } = form;
  const bound = { name: name.trim(), profile, identity: target.identity, address: target.address };
  switch (role) {
    case 'receipt-printer':
    case 'spare-printer':
    case 'line-display':
      return { role, ...bound, settings: { serial } };
    case 'cash-drawer': {
      const kept = before?.role === role ? before.settings : { openLevel: null, leftOpenMs: drawerLeftOpenMs };
      return { role, ...bound, settings: { ...kept, leftOpenMs: form.leftOpenMs ?? kept.leftOpenMs } };
    }
    case 'scanner': {
      const { prefix, suffix, switchMode } = form.marks ?? (before?.role === role ? before.settings : usualMarks);
      return { role, ...bound, settings: { prefix, suffix, switchMode, serial } };
    }
    case 'scale': {
      const kept = before?.role === role ? before.settings.proof : null;
      return { role, ...bound, settings: { proof: form.proof === undefined ? kept : proofOfText(form.proof), serial } };
    }
  }
}

const rolesOfGuess: Readonly<Record<FoundDevice['guess'], DeviceRole>> = {
  printer: 'receipt-printer',
  scanner: 'scanner',
  scale: 'scale',
  'line-display': 'line-display',
  'card-reader': 'scanner',
  unknown: 'receipt-printer',
};

/** The role a found device is offered for. */
export function roleOfGuess(guess: FoundDevice['guess']): DeviceRole {
  return rolesOfGuess[guess];
}

/** A second printer is a spare one until somebody says otherwise; the first real one takes the place of one on the screen. */
export function freeRole(role: DeviceRole, bindings: readonly DeviceBinding[]): DeviceRole {
  const hasPrinter = bindings.some((each) => each.role === 'receipt-printer' && each.address.kind !== 'virtual');
  return role === 'receipt-printer' && hasPrinter ? 'spare-printer' : role;
}

/** Which binding has the role already, where only one can: the new device takes its place (BD15). */
export function replacedBy(role: DeviceRole, bindings: readonly DeviceBinding[]): DeviceBinding | null {
  const single: readonly DeviceRole[] = singleRoles;
  return single.includes(role) ? (bindings.find((each) => each.role === role) ?? null) : null;
}

/** A drawer on a printer keeps everything but its name; a twin is recognised by the name it has. */
export function savedBinding(form: BindForm, target: BindTarget, before: DeviceBinding | null): DeviceBinding {
  if (before?.role === 'cash-drawer' && before.address.kind === 'printer') {
    const { leftOpenMs = before.settings.leftOpenMs } = form;
    return { ...before, name: form.name, settings: { ...before.settings, leftOpenMs } };
  }
  const isTwin = target.address.kind === 'virtual';
  return bindingOfForm(form, isTwin ? { ...target, identity: `virtual:${form.name}` } : target, before);
}
