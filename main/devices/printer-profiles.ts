import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PrinterProfile, printerProfile } from '../../contracts/device.ts';

/** The profile used when the settings name one this version does not know. */
export const fallbackProfile = 'generic-80mm';

const profileName = /^[a-z0-9][a-z0-9-]{0,40}$/;

/**
 * Reads `printer-profiles/<name>.json` under the resources directory. An unknown name gives `fallbackProfile`: a receipt
 * printed too narrow is better than none. Throws when even that file is missing or malformed.
 */
export function loadPrinterProfile(resourcesDir: string, name: string): PrinterProfile {
  const known = profileName.test(name) ? readProfile(resourcesDir, name) : null;
  const profile = known ?? readProfile(resourcesDir, fallbackProfile);
  if (profile === null) throw new Error(`no printer profile ${fallbackProfile} in ${resourcesDir}`);
  return profile;
}

function readProfile(resourcesDir: string, name: string): PrinterProfile | null {
  let text: string;
  try {
    text = readFileSync(join(resourcesDir, 'printer-profiles', `${name}.json`), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return printerProfile.parse(JSON.parse(text));
}
