import { join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/** The typefaces that ship with the product: fixed width for paper, and others for what that one lacks. */
export const monoFamily = 'Kaunter Mono';
const sansFamily = 'Kaunter Sans';
const thaiFamily = 'Kaunter Thai';
const arabicFamily = 'Kaunter Arabic';
const chineseFamily = 'Kaunter Chinese';
const japaneseFamily = 'Kaunter Japanese';
const koreanFamily = 'Kaunter Korean';

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

/** Registers the Chinese, Japanese and Korean fonts, when the first such line is drawn: they take a sixth of a second and 50 MB. */
export function registerEastAsianFonts(resourcesDir: string): void {
  register(resourcesDir, [
    ['NotoSansSC.woff2', chineseFamily],
    ['NotoSansJP.woff2', japaneseFamily],
    ['NanumGothicCoding.woff2', koreanFamily],
  ]);
}

/** Families tried for a glyph the shipped fonts lack, as this machine has them; names people's systems carry. */
const systemFallbacks =
  /noto sans|cjk|droid sans fallback|yahei|yu gothic|meiryo|malgun|pingfang|hiragino|leelawadee|tahoma|sarabun|thai|unifont/i;
const systemFamiliesMax = 12;

/** Which letters come first: those of a text in Arabic, in Japanese, or in any other language. */
export type FamilyChoice = 'any' | 'arabic' | 'japanese';

/** Small fonts and those of East Asia; the latter in a list only once they are registered: lists are looked up only once. */
const eastAsianFamilies = [chineseFamily, japaneseFamily, koreanFamily];
const shipped: Readonly<Record<FamilyChoice, readonly [first: readonly string[], last: readonly string[]]>> = {
  any: [[monoFamily, sansFamily, thaiFamily], [arabicFamily]],
  arabic: [[arabicFamily, monoFamily, sansFamily, thaiFamily], []],
  japanese: [[monoFamily, sansFamily, thaiFamily], [arabicFamily]],
};
const lists = new Map<string, string>();

/**
 * Font families for drawing as a CSS list, best first; `scope` `all` has those of East Asia too, which must be registered
 * before.
 */
export function familiesFor(choice: FamilyChoice, scope: 'small' | 'all'): string {
  const key = `${choice} ${scope}`;
  const known = lists.get(key);
  if (known !== undefined) return known;
  const [first, last] = shipped[choice];
  const asian = choice === 'japanese' ? [japaneseFamily, chineseFamily, koreanFamily] : eastAsianFamilies;
  const families = [...first, ...(scope === 'all' ? asian : []), ...last, ...systemFamilies()];
  const list = families.map((family) => `"${family}"`).join(', ');
  lists.set(key, list);
  return list;
}

function systemFamilies(): string[] {
  const names = GlobalFonts.families.map(({ family }) => family);
  return names.filter((name) => systemFallbacks.test(name) && !name.startsWith('Kaunter')).slice(0, systemFamiliesMax);
}
