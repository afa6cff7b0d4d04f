import { accept, type Outcome, refuse } from '../outcome.ts';
import { type BindingFaultCode, bindingFaults } from './binding-check.ts';
import type { DeviceBinding } from './device-binding.ts';

/** Most devices of one counter. */
export const bindingsMax = 24;

/** Why a device was not bound. */
export type BindRefusal = BindingFaultCode | 'devices-full';

/**
 * The bindings with one more, or with the one of the same name replaced (`replaces`: its name before, null for a new one).
 * Refuses what cannot stand beside the others (rules BD2 to BD4).
 */
export function withBinding(
  bindings: readonly DeviceBinding[],
  binding: DeviceBinding,
  replaces: string | null,
): Outcome<readonly DeviceBinding[], BindRefusal> {
  const isKnown = bindings.some(({ name }) => name === replaces);
  const next = isKnown
    ? bindings.map((each) => (each.name === replaces ? binding : drawerFollows(each, replaces ?? '', binding.name)))
    : [...bindings, binding];
  if (next.length > bindingsMax) return refuse('devices-full');
  const [fault] = bindingFaults(next);
  return fault === undefined ? accept(next) : refuse(fault.code);
}

/** A drawer on a printer that gets another name stays on it. */
function drawerFollows(binding: DeviceBinding, before: string, after: string): DeviceBinding {
  if (binding.role !== 'cash-drawer' || binding.address.kind !== 'printer') return binding;
  const { printer, pin } = binding.address;
  if (printer !== before || before === after) return binding;
  return { ...binding, identity: `printer:${after}:${pin}`, address: { kind: 'printer', printer: after, pin } };
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
