import { accept, type Outcome, refuse } from '../outcome.ts';
import { type BindingFaultCode, bindingFaults } from './binding-check.ts';
import type { DeviceBinding } from './device-binding.ts';

/** Most devices of one counter. */
export const bindingsMax = 24;

/** Why a device was not bound. */
export type BindRefusal = BindingFaultCode | 'devices-full';

/**
 * The bindings with one more, or with one replaced (`replaces`: its name before, null for a new one). Drawers on a printer
 * move with its role; on another device than before their sensor has to be learned anew (rule BD15).
 * Refuses what cannot stand beside the others (rules BD2 to BD4).
 */
export function withBinding(
  bindings: readonly DeviceBinding[],
  binding: DeviceBinding,
  replaces: string | null,
): Outcome<readonly DeviceBinding[], BindRefusal> {
  const before = bindings.find(({ name }) => name === replaces);
  const next =
    before === undefined
      ? [...bindings, binding]
      : bindings.map((each) => (each === before ? binding : drawerFollows(each, before, binding)));
  if (next.length > bindingsMax) return refuse('devices-full');
  const [fault] = bindingFaults(next);
  return fault === undefined ? accept(next) : refuse(fault.code);
}

/** A drawer on a printer that gets another name, or that another printer takes the place of, hangs on that one. */
function drawerFollows(binding: DeviceBinding, before: DeviceBinding, after: DeviceBinding): DeviceBinding {
  if (binding.role !== 'cash-drawer' || binding.address.kind !== 'printer') return binding;
  const { printer: on, pin } = binding.address;
  const isOther = before.identity !== after.identity && !isTwinRenamed(before, after);
  if (on !== before.name || (before.name === after.name && !isOther)) return binding;
  const printer = after.name;
  const settings = isOther ? { ...binding.settings, openLevel: null } : binding.settings;
  return { ...binding, identity: `printer:${printer}:${pin}`, address: { kind: 'printer', printer, pin }, settings };
}

/** A twin is recognised by its name, so a new name is no other device. */
function isTwinRenamed(before: DeviceBinding, after: DeviceBinding): boolean {
  return before.address.kind === 'virtual' && after.address.kind === 'virtual';
}

/** The bindings without one, and without the drawers on it. Refuses a name that is not bound. */
export function withoutBinding(
  bindings: readonly DeviceBinding[],
  name: string,
): Outcome<readonly DeviceBinding[], 'device-unknown'> {
  if (!bindings.some((each) => each.name === name)) return refuse('device-unknown');
  return accept(
    bindings.filter(({ name: each, address }) => {
      const hangsOnIt = address.kind === 'printer' && address.printer === name;
      return each !== name && !hangsOnIt;
    }),
  );
}
