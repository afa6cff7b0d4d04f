import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { PrinterProfile } from '../../contracts/device.ts';
import type { Segment } from '../../domain/receipt/lay-out.ts';
import { characterWidth } from '../../domain/receipt/text-width.ts';
import { type DotImage, dotsOfPixels, rowBytes } from './dot-image.ts';
import { type FamilyChoice, familiesFor, monoFamily, registerEastAsianFonts, registerFonts } from './fonts.ts';
import type { TextLine } from './protocols/printer-protocol.ts';

/** Drawn lines kept for the next receipt with the same words. */
export const drawnLinesMax = 500;
/** A code point no font has: what it looks like is what a missing glyph looks like. */
const nobodyHas = '\u{10fffe}';
const probeDots = 48;

/** Line pitch for letters of full size; a wider one leaves more white. */
const fullLineDots = 30;
/** Width of a letter of the fixed-width font, as a share of its size. */
const monoAdvance = 0.602;
/** The printer's letters may be this much wider or narrower than ours before ours are stretched. */
const stretchSlack = 0.03;

/** Draws lines of any script as dots, where the printer has no letters for them. */
export class LineDrawer {
  readonly #resourcesDir: string;
  /** By list of families: what a missing glyph looks like, and which characters have one. */
  readonly #glyphs = new Map<string, { readonly missing: string; readonly has: Map<string, boolean> }>();
  readonly #drawn = new Map<string, DotImage>();

  constructor(resourcesDir: string) {
    this.#resourcesDir = resourcesDir;
    registerFonts(resourcesDir);
  }

  /** The line as dots, as wide as the profile's columns. Kept: most lines of a shop come again. */
  draw(line: TextLine, profile: PrinterProfile, language = ''): DotImage {
    const { columns, fontDots, lineDots } = profile;
    const style = `${line.style.bold} ${line.style.size} ${columns} ${fontDots.width} ${lineDots} ${isJapanese(language)} ${isRtlLanguage(language)}`;
    const key = `${style} ${JSON.stringify(line.segments)}`;
    const known = this.#drawn.get(key);
    const image = known ?? this.#drawFresh(line, profile, language);
    // The ones used last stay.
    this.#drawn.delete(key);
    this.#drawn.set(key, image);
    const oldest = this.#drawn.keys().next().value;
    if (this.#drawn.size > drawnLinesMax && oldest !== undefined) this.#drawn.delete(oldest);
    return image;
  }

  /** The characters of a text that no font on this machine has: they would be boxes. */
  lacks(text: string): string[] {
    const families = this.#familiesOf(text, '');
    return this.#runs(text, families).flatMap((run) => (run.hasGlyphs ? [] : [...run.text]));
  }

  /** The small fonts when they have all of it; else also those of East Asia, which take a while to read. */
  #familiesOf(text: string, language: string): string {
    const choice = choiceOf(text, language);
    const small = familiesFor(choice, 'small');
    if (!eastAsian.test(text) && this.#runs(text, small).every(({ hasGlyphs }) => hasGlyphs)) return small;
    registerEastAsianFonts(this.#resourcesDir);
    return familiesFor(choice, 'all');
  }

  #drawFresh(line: TextLine, profile: PrinterProfile, language: string): DotImage {
    const isWide = line.style.size === 'wide' || line.style.size === 'large';
    const isTall = line.style.size === 'tall' || line.style.size === 'large';
    const width = rowBytes(Math.min(profile.dotsAcross, profile.columns * profile.fontDots.width)) * 8;
    const height = profile.lineDots * (isTall ? 2 : 1);
    const context = createCanvas(width, height).getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.fillStyle = '#000';
    const stretch = stretchOf(profile);
    context.scale((isWide ? 2 : 1) * stretch, isTall ? 2 : 1);
    const cellDots = profile.fontDots.width / stretch;
    const pen: Pen = { context, cellDots, lineDots: profile.lineDots, bold: line.style.bold, language };
    for (const segment of line.segments) this.#drawSegment(segment, pen);
    return dotsOfPixels(context.getImageData(0, 0, width, height).data, width, height);
  }

  #drawSegment(segment: Segment, pen: Pen): void {
    const { context, cellDots } = pen;
    const families = this.#familiesOf(segment.text, pen.language);
    context.font = fontOf(pen.lineDots, families);
    const runs = this.#runs(segment.text, families);
    const measured = runs.map((run) =>
      run.hasGlyphs ? context.measureText(run.text).width : boxDots(run.text, cellDots),
    );
    const room = segment.width * cellDots;
    const wanted = measured.reduce((all, width) => all + width, 0);
    // A proportional fallback font may be wider than its columns: squeezed, never cut off.
    const squeeze = Math.min(1, room / Math.max(1, wanted));
    let x = segment.start * cellDots + startOf(segment.align, room - wanted * squeeze);
    const ordered = isRightToLeft(segment.text, pen.language) ? [...runs.entries()].reverse() : [...runs.entries()];
    for (const [index, run] of ordered) {
      const width = (measured[index] ?? 0) * squeeze;
      if (run.hasGlyphs) drawText(run.text, { x, width }, pen);
      else drawBoxes(run.text, { x, width }, pen);
      x += width;
    }
  }

  /** Splits text into what the fonts can draw and what they lack. Marks stay with their character. */
  #runs(text: string, families: string): Run[] {
    const runs: { text: string; hasGlyphs: boolean }[] = [];
    for (const character of text) {
      const last = runs.at(-1);
      const hasGlyphs =
        characterWidth(character) === 0 ? (last?.hasGlyphs ?? true) : this.#hasGlyph(character, families);
      if (last?.hasGlyphs === hasGlyphs) last.text += character;
      else runs.push({ text: character, hasGlyphs });
    }
    return runs;
  }

  #hasGlyph(character: string, families: string): boolean {
    if (character === ' ') return true;
    const glyphs = this.#glyphs.get(families) ?? { missing: fingerprint(nobodyHas, families), has: new Map() };
    this.#glyphs.set(families, glyphs);
    const known = glyphs.has.get(character);
    if (known !== undefined) return known;
    const has = fingerprint(character, families) !== glyphs.missing;
    glyphs.has.set(character, has);
    return has;
  }
}

/** How a character looks. */
function fingerprint(character: string, families: string): string {
  const context = createCanvas(probeDots, probeDots).getContext('2d');
  context.font = `24px ${families}`;
  context.fillText(character, 8, 32);
  return Buffer.from(context.getImageData(0, 0, probeDots, probeDots).data).toString('base64');
}

interface Run {
  readonly text: string;
  readonly hasGlyphs: boolean;
}

interface Pen {
  readonly context: SKRSContext2D;
  readonly cellDots: number;
  readonly lineDots: number;
  readonly bold: boolean;
  readonly language: string;
}

interface Place {
  readonly x: number;
  readonly width: number;
}

const eastAsian =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const arabic = /\p{Script=Arabic}/u;

function isJapanese(language: string): boolean {
  return language === 'ja' || language.startsWith('ja-');
}

function choiceOf(text: string, language: string): FamilyChoice {
  if (arabic.test(text)) return 'arabic';
  return isJapanese(language) || kana.test(text) ? 'japanese' : 'any';
}

/** How much wider than ours the printer's letters are: needle printers have flat dots. */
function stretchOf({ fontDots, lineDots }: PrinterProfile): number {
  const stretch = fontDots.width / (fontSize(lineDots) * monoAdvance);
  return Math.abs(stretch - 1) < stretchSlack ? 1 : stretch;
}

function fontSize(lineDots: number): number {
  return Math.round(Math.min(lineDots, fullLineDots) * (2 / 3));
}

/** A font whose fixed-width letters are as wide as a cell of font A (12 dots at 20 px in DejaVu Sans Mono). */
function fontOf(lineDots: number, families: string): string {
  return `${fontSize(lineDots)}px ${families}`;
}

function startOf(align: Segment['align'], free: number): number {
  return align === 'right' ? free : align === 'center' ? free / 2 : 0;
}

const rtlLetters = '[\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}]';
const beginsRtl = new RegExp(`^[^\\p{L}]*${rtlLetters}`, 'u');
const holdsRtl = new RegExp(rtlLetters, 'u');

function isRtlLanguage(language: string): boolean {
  return /^(ar|fa|he|ur|yi|ps|sd|ug|dv)(-|$)/.test(language);
}

/** Which way a text runs: in a language written from the right, a foreign word at its start does not turn it round. */
function isRightToLeft(text: string, language: string): boolean {
  return (isRtlLanguage(language) ? holdsRtl : beginsRtl).test(text);
}

function drawText(text: string, { x, width }: Place, { context, lineDots, bold, language }: Pen): void {
  const isRtl = isRightToLeft(text, language);
  context.direction = isRtl ? 'rtl' : 'ltr';
  context.textAlign = isRtl ? 'right' : 'left';
  const at = isRtl ? x + width : x;
  const baseline = Math.round(lineDots * 0.74);
  context.fillText(text, at, baseline, Math.max(1, width));
  if (bold) context.fillText(text, at + 1, baseline, Math.max(1, width));
}

function boxDots(text: string, cellDots: number): number {
  return [...text].length * cellDots * 2;
}

/** A character no font has is a box with its code point: it can still be told from every other one. */
function drawBoxes(text: string, { x, width }: Place, { context, lineDots }: Pen): void {
  const characters = [...text];
  const each = width / characters.length;
  context.direction = 'ltr';
  context.textAlign = 'center';
  context.lineWidth = 1;
  context.strokeStyle = '#000';
  context.font = `9px "${monoFamily}"`;
  for (const [index, character] of characters.entries()) {
    const left = x + index * each;
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(6, '0');
    context.strokeRect(left + 1.5, 2.5, Math.max(1, each - 3), lineDots - 6);
    context.fillText(code.slice(0, 3), left + each / 2, 12, each - 4);
    context.fillText(code.slice(3), left + each / 2, 22, each - 4);
  }
}
