import type { DeviceSuggestion, ProfileChoice } from '../../../contracts/device-ask.ts';
import type { FoundDevice } from '../../../contracts/device-discovery.ts';
import type { DeviceBinding } from '../../../domain/device/device-binding.ts';
import { fallbackProfile } from '../printer-profiles.ts';

/** What found devices most likely are, by what they say of themselves; a person decides. */
export function suggestionsFor(
  devices: readonly FoundDevice[],
  bindings: readonly DeviceBinding[],
  profiles: readonly ProfileChoice[],
): DeviceSuggestion[] {
  const hasPrinter = bindings.some(({ role }) => role === 'receipt-printer');
  return devices.map((device) => {
    const boundAs = bindings.find(({ identity }) => identity === device.identity)?.name ?? null;
    return { identity: device.identity, boundAs, ...likely(device, profiles, hasPrinter) };
  });
}

type Likely = Pick<DeviceSuggestion, 'role' | 'profile' | 'model'>;

function likely(
  { guess, title, address }: FoundDevice,
  profiles: readonly ProfileChoice[],
  hasPrinter: boolean,
): Likely {
  switch (guess) {
    case 'printer': {
      const known = profileOf(title, profiles);
      const role = hasPrinter ? ('spare-printer' as const) : ('receipt-printer' as const);
      return { role, profile: known?.name ?? fallbackProfile, model: known?.title ?? null };
    }
    case 'scanner':
      return { role: 'scanner', profile: address.kind === 'hid' ? 'hid-pos' : 'serial', model: null };
    case 'scale':
      return { role: 'scale', profile: '8217', model: null };
    case 'line-display':
      return { role: 'line-display', profile: 'epson', model: null };
    case 'card-reader':
    case 'unknown':
      return { role: null, profile: null, model: null };
  }
}

/** The profile whose model stands in the device's title: `TM-T88VI` before `TM-T88V` and `TM-T88`. */
function profileOf(title: string, profiles: readonly ProfileChoice[]): ProfileChoice | null {
  const words = plain(title);
  const fits = profiles.filter((profile) => {
    const model = plain(profile.title.split(/\s+/).slice(1).join(' '));
    return model.length > 3 && words.includes(model);
  });
  return fits.sort((a, b) => b.title.length - a.title.length)[0] ?? null;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
