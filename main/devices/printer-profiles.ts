import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PrinterProfile, type ProfileRefusalCode, printerProfile } from '../../contracts/device.ts';
import { isCodePage } from './protocols/code-pages.ts';

/** The profile used when the settings name one this version does not know, or whose file is wrong. */
export const fallbackProfile = 'generic-80mm';
/** Largest profile file read, in bytes. */
export const profileBytesMax = 64 * 1024;

const profileName = /^[a-z0-9][a-z0-9-]{0,40}$/;

/** Why a profile was not taken, and where in the file, for people. */
export interface ProfileRefusal {
  readonly code: ProfileRefusalCode;
  readonly name: string;
  readonly detail: string;
}

/** A profile to print with; `refusal` says why it is not the one asked for. */
export interface FoundProfile {
  readonly profile: PrinterProfile;
  readonly refusal: ProfileRefusal | null;
}

/**
 * Reads `printer-profiles/<name>.json` under the resources directory (rules PP1, PP2). A profile that is unknown or wrong is
 * refused and the fallback taken: a receipt printed too narrow is better than none. Throws when even that file is wrong,
 * for then the install is broken.
 */
export function findPrinterProfile(resourcesDir: string, name: string): FoundProfile {
  const read = readProfile(resourcesDir, name);
  if ('profile' in read) return { profile: read.profile, refusal: null };
  const instead = readProfile(resourcesDir, fallbackProfile);
  if ('profile' in instead) return { profile: instead.profile, refusal: read.refusal };
  throw new Error(`printer profile ${fallbackProfile} in ${resourcesDir}: ${instead.refusal.detail}`);
}

/** The profile alone, see `findPrinterProfile`. */
export function loadPrinterProfile(resourcesDir: string, name: string): PrinterProfile {
  return findPrinterProfile(resourcesDir, name).profile;
}

/** Names and titles of all profiles whose files are right, by title; and what is wrong with the others. */
export function listPrinterProfiles(resourcesDir: string): {
  readonly profiles: readonly PrinterProfile[];
  readonly refusals: readonly ProfileRefusal[];
} {
  const files = readdirSync(join(resourcesDir, 'printer-profiles')).filter((file) => file.endsWith('.json'));
  const read = files.map((file) => readProfile(resourcesDir, file.slice(0, -'.json'.length)));
  const profiles = read.flatMap((each) => ('profile' in each ? [each.profile] : []));
  const refusals = read.flatMap((each) => ('refusal' in each ? [each.refusal] : []));
  return { profiles: profiles.sort((a, b) => a.title.localeCompare(b.title, 'en')), refusals };
}

type ReadProfile = { readonly profile: PrinterProfile } | { readonly refusal: ProfileRefusal };

function readProfile(resourcesDir: string, name: string): ReadProfile {
  const refuse = (code: ProfileRefusalCode, detail: string): ReadProfile => ({ refusal: { code, name, detail } });
  if (!profileName.test(name)) return refuse('profile-unknown', 'no such name');
  let text: string;
  try {
    text = readFileSync(join(resourcesDir, 'printer-profiles', `${name}.json`), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return refuse('profile-unknown', 'no file');
    throw error;
  }
  if (text.length > profileBytesMax) return refuse('profile-malformed', `larger than ${profileBytesMax} bytes`);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return refuse('profile-not-json', error instanceof Error ? error.message : String(error));
  }
  return checkProfile(content, name, refuse);
}

function checkProfile(
  content: unknown,
  name: string,
  refuse: (code: ProfileRefusalCode, detail: string) => ReadProfile,
): ReadProfile {
  const parsed = printerProfile.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse('profile-malformed', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const profile = parsed.data;
  if (profile.name !== name) return refuse('profile-malformed', `name: is ${profile.name} inside`);
  const inside = inconsistency(profile);
  return inside === null ? { profile } : refuse('profile-contradicts', inside);
}

/** What no schema sees: fields that cannot be true together. */
function inconsistency(profile: PrinterProfile): string | null {
  const { columns, dotsAcross, fontDots, confirm, dialect, raster, qrModuleDots } = profile;
  const unknownPage = profile.codePages.find((page) => !isCodePage(page.name));
  if (unknownPage !== undefined) return `codePages: no table for ${unknownPage.name}`;
  const twice = profile.codePages.find((page, at) => profile.codePages.findIndex(({ id }) => id === page.id) !== at);
  if (twice !== undefined) return `codePages: ${twice.id} is there twice`;
  if (columns * fontDots.width > dotsAcross)
    return `columns: ${columns} of ${fontDots.width} dots exceed ${dotsAcross}`;
  if (qrModuleDots * 33 > dotsAcross) return `qrModuleDots: a QR code would be wider than ${dotsAcross} dots`;
  if ((confirm === 'etb') === (dialect === 'escpos') && confirm !== 'none')
    return `confirm: ${confirm} is not ${dialect}`;
  if (dialect !== 'escpos' && raster !== 'rows') return `raster: ${raster} is not ${dialect}`;
  if (profile.status === 'none' && confirm === 'etb') return 'confirm: etb needs a status to be read from';
  return null;
}
