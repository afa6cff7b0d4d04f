import { join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/** The typefaces that ship with the product: fixed width for paper, and others for what that one lacks. */
export const monoFamily = 'Kaunter Mono';
const sansFamily = 'Kaunter Sans';
const thaiFamily = 'Kaunter Thai';
const arabicFamily = 'Kaunter Arabic';
const chineseFamily = 'Kaunter Chinese';
const japaneseFamily = 'Kaunter Japanese';

const registered = new Set<string>();

function register(resourcesDir: string, fonts: readonly (readonly [string, string])[]): void {
  for (const [file, family] of fonts) {
    const path = join(resourcesDir, 'fonts', file);
    if (registered.has(path)) continue;
    if (GlobalFonts.registerFromPath(path, family) === null)
      throw new Error(`font ${file} is missing in ${resourcesDir}`);
    registered.add(path);
  }
}

/** Registers the small fonts of `<resources>/fonts` once. Throws when a file is missing: an install without fonts is broken. */
export function registerFonts(resourcesDir: string): void {
  register(resourcesDir, [
    ['DejaVuSansMono.ttf', monoFamily],
    ['DejaVuSans.ttf', sansFamily],
    ['NotoSansThai-Medium.ttf', thaiFamily],
    ['NotoSansArabic-Medium.ttf', arabicFamily],
  ]);
}

/** Registers the Chinese and Japanese fonts, when the first such line is drawn: they take a sixth of a second and 50 MB. */
export function registerEastAsianFonts(resourcesDir: string): void {
  register(resourcesDir, [
    ['NotoSansSC.woff2', chineseFamily],
    ['NotoSansJP.woff2', japaneseFamily],
  ]);
}

/** Families tried for a glyph the shipped fonts lack, as this machine has them; names people's systems carry. */
const systemFallbacks =
  /noto sans|cjk|droid sans fallback|yahei|yu gothic|meiryo|malgun|pingfang|hiragino|leelawadee|tahoma|sarabun|thai|unifont/i;
const systemFamiliesMax = 12;

/** Which letters come first: those of a text in Arabic, in Japanese, or in any other language. */
export type FamilyChoice = 'any' | 'arabic' | 'japanese';

const shipped: Readonly<Record<FamilyChoice, readonly string[]>> = {
  any: [monoFamily, sansFamily, thaiFamily, chineseFamily, japaneseFamily, arabicFamily],
  arabic: [arabicFamily, monoFamily, sansFamily, thaiFamily, chineseFamily, japaneseFamily],
  japanese: [monoFamily, sansFamily, thaiFamily, japaneseFamily, chineseFamily, arabicFamily],
};
const lists = new Map<FamilyChoice, string>();

/** Font families for drawing as a CSS list, best first. */
export function familiesFor(choice: FamilyChoice): string {
  const known = lists.get(choice);
  if (known !== undefined) return known;
  const system = GlobalFonts.families.map(({ family }) => family).filter((family) => systemFallbacks.test(family));
  const list = [...shipped[choice], ...system.slice(0, systemFamiliesMax)].map((family) => `"${family}"`).join(', ');
  lists.set(choice, list);
  return list;
}
