import { join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/** The typefaces that ship with the product: fixed width for paper, and one with Arabic, Hebrew and more. */
export const monoFamily = 'Kaunter Mono';
export const sansFamily = 'Kaunter Sans';

const registered = new Set<string>();

/** Registers the fonts of `<resources>/fonts` once. Throws when a file is missing: an install without fonts is broken. */
export function registerFonts(resourcesDir: string): void {
  if (registered.has(resourcesDir)) return;
  for (const [file, family] of [
    ['DejaVuSansMono.ttf', monoFamily],
    ['DejaVuSans.ttf', sansFamily],
  ] as const) {
    if (GlobalFonts.registerFromPath(join(resourcesDir, 'fonts', file), family) === null) {
      throw new Error(`font ${file} is missing in ${resourcesDir}`);
    }
  }
  registered.add(resourcesDir);
}

/** Families tried for a glyph the shipped fonts lack, as this machine has them; names people's systems carry for CJK and Thai. */
const systemFallbacks =
  /noto sans|cjk|droid sans fallback|yahei|yu gothic|meiryo|malgun|pingfang|hiragino|leelawadee|tahoma|sarabun|thai|unifont/i;
const systemFamiliesMax = 12;

/** Font families for drawing, best first. */
export function paperFamilies(): string[] {
  const system = GlobalFonts.families.map(({ family }) => family).filter((family) => systemFallbacks.test(family));
  return [monoFamily, sansFamily, ...system.slice(0, systemFamiliesMax)];
}
