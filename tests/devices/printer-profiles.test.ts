import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { PrinterProfile, ProfileRefusalCode } from '../../contracts/device.ts';
import { laidOutText, layOutReceipt } from '../../domain/receipt/lay-out.ts';
import { plainStyle } from '../../domain/receipt/receipt-document.ts';
import { testPage } from '../../domain/receipt/slips.ts';
import { LineDrawer } from '../../main/devices/line-drawer.ts';
import {
  fallbackProfile,
  findPrinterProfile,
  listPrinterProfiles,
  profileBytesMax,
} from '../../main/devices/printer-profiles.ts';
import { isDrawn } from '../../main/devices/protocols/encode-paper.ts';
import { protocolOf } from '../../main/devices/protocols/protocol-of.ts';
import { printedText } from '../../main/devices/virtual/printed-item.ts';
import { readPaper } from '../../main/devices/virtual/read-paper.ts';
import { romLetters } from '../../main/devices/virtual/rom-letters.ts';
import { projectDir } from '../source-files.ts';
import { resourcesDir, sampleStore, wordsOf } from './paper-samples.ts';

const own = mkdtempSync(join(tmpdir(), 'kaunter-profiles-'));
mkdirSync(join(own, 'printer-profiles'));
cpSync(
  join(resourcesDir, `printer-profiles/${fallbackProfile}.json`),
  join(own, `printer-profiles/${fallbackProfile}.json`),
);
afterAll(() => rmSync(own, { recursive: true, force: true }));

const { profiles, refusals } = listPrinterProfiles(resourcesDir);
const fallback = findPrinterProfile(resourcesDir, fallbackProfile).profile;
const star = findPrinterProfile(resourcesDir, 'star-tsp650ii').profile;

/** Puts a file beside the fallback and asks for it. */
function found(name: string, content: string | object): ReturnType<typeof findPrinterProfile> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(own, `printer-profiles/${name}.json`), text);
  return findPrinterProfile(own, name);
}

type Wrong = readonly [why: string, content: string | object, code: ProfileRefusalCode, says: RegExp];
const mine = { ...fallback, name: 'mine' };
const starred = { ...star, name: 'mine' };
const wrong: readonly Wrong[] = [
  ['no JSON', '{ "name": ', 'profile-not-json', /JSON/],
  ['an empty file', '', 'profile-not-json', /JSON/],
  ['a list', [], 'profile-malformed', /object/],
  ['larger than any profile', ' '.repeat(profileBytesMax + 1), 'profile-malformed', /larger than 65536 bytes/],
  ['a field left out', { ...mine, columns: undefined }, 'profile-malformed', /^columns: .*number/],
  ['a field nobody knows', { ...mine, colour: 'red' }, 'profile-malformed', /colour/],
  ['too many columns', { ...mine, columns: 4_000 }, 'profile-malformed', /^columns: .*64/],
  ['half a dot', { ...mine, dotsAcross: 575.5 }, 'profile-malformed', /^dotsAcross: .*int/],
  [
    'a pulse that burns the solenoid',
    { ...mine, drawer: { ...mine.drawer, onMs: 60_000 } },
    'profile-malformed',
    /onMs/,
  ],
  ['a code page number beyond a byte', { ...mine, codePages: [{ id: 256, name: 'cp437' }] }, 'profile-malformed', /id/],
  ['the name of another', { ...mine, name: 'epson-tm-t88' }, 'profile-malformed', /name: is epson-tm-t88 inside/],
];
const contradicting: readonly Wrong[] = [
  [
    'a code page without a table',
    { ...mine, codePages: [{ id: 3, name: 'klingon' }] },
    'profile-contradicts',
    /klingon/,
  ],
  ['letters that need joining', { ...mine, codePages: [{ id: 37, name: 'cp864' }] }, 'profile-contradicts', /cp864/],
  [
    'one number for two code pages',
    {
      ...mine,
      codePages: [
        { id: 0, name: 'cp437' },
        { id: 0, name: 'cp850' },
      ],
    },
    'profile-contradicts',
    /codePages: 0 is there twice/,
  ],
  ['more columns than dots', { ...mine, dotsAcross: 300 }, 'profile-contradicts', /exceed 300/],
  [
    'a QR code wider than the paper',
    { ...mine, columns: 16, dotsAcross: 256, qrModuleDots: 16 },
    'profile-contradicts',
    /QR/,
  ],
  ["Star's counter on ESC/POS", { ...mine, confirm: 'etb' }, 'profile-contradicts', /etb is not escpos/],
  ['a process id on Star', { ...starred, confirm: 'process-id' }, 'profile-contradicts', /process-id is not star-line/],
  ['columns on Star', { ...starred, raster: 'columns-24' }, 'profile-contradicts', /columns-24 is not star-line/],
  ['a counter nobody tells', { ...starred, status: 'none' }, 'profile-contradicts', /etb needs a status/],
];

describe('a profile file that is wrong', () => {
  test.each(wrong)('PP1 %s is refused with its reason, and the fallback taken', (...[, content, code, says]) => {
    const { profile, refusal } = found('mine', content);
    expect(profile.name).toBe(fallbackProfile);
    expect(refusal).toMatchObject({ code, name: 'mine', detail: expect.stringMatching(says) });
  });
  test('PP1 a name that is none never becomes a path', () => {
    for (const name of ['../locales/en/receipt', '..', '', 'A B', 'nobody-made-this', `x${'y'.repeat(60)}`]) {
      const { profile, refusal } = findPrinterProfile(own, name);
      expect([profile.name, refusal?.code]).toEqual([fallbackProfile, 'profile-unknown']);
    }
  });
  test('PP1 without a right fallback the install is broken, and says so', () => {
    expect(() => findPrinterProfile(join(own, 'nowhere'), 'mine')).toThrow(/printer profile generic-80mm .* no file/);
  });
  test.each(contradicting)('PP2 %s is refused with its reason', (...[, content, code, says]) => {
    const { profile, refusal } = found('mine', content);
    expect(profile.name).toBe(fallbackProfile);
    expect(refusal).toMatchObject({ code, name: 'mine', detail: expect.stringMatching(says) });
  });
  test('PP2 the same file with nothing wrong is taken', () => {
    expect(found('mine', mine)).toEqual({ profile: mine, refusal: null });
    expect(found('mine', starred).refusal).toBeNull();
  });
  test('PP1 one wrong file does not hide the right ones from the list', () => {
    found('mine', '{');
    const list = listPrinterProfiles(own);
    expect(list.profiles.map(({ name }) => name)).toEqual([fallbackProfile]);
    expect(list.refusals.map(({ name }) => name)).toEqual(['mine']);
  });
});

const drawer = new LineDrawer(resourcesDir);
function encoded(lines: ReturnType<typeof layOutReceipt>, profile: PrinterProfile): Uint8Array {
  return protocolOf(profile).encodePaper(lines, profile, (line, model) => drawer.draw(line, model));
}

describe('the shipped profiles', () => {
  test('PP3 every file is right, and names and titles are there once', () => {
    expect(refusals).toEqual([]);
    expect(profiles.length).toBeGreaterThan(80);
    expect(new Set(profiles.map(({ title }) => title)).size).toBe(profiles.length);
  });
  test.each(profiles.map((profile) => [profile.name, profile] as const))(
    'PP3 %s prints the test page without a fault, and what is read is the layout',
    (_name, profile) => {
      const { title, columns } = profile;
      const page = testPage({ store: sampleStore, printerName: title, columns, at: 1_790_000_000_000 }, wordsOf('de'));
      const lines = layOutReceipt(page, columns);
      const { items, faults, pulses } = readPaper(encoded(lines, profile), profile);
      expect([faults, pulses]).toEqual([[], []]);
      const words = lines.filter((line) => isDrawn(line, profile)).map((line) => laidOutText([line]));
      const shown = lines.filter((line) => line.kind !== 'cut' || profile.cutter !== 'none');
      expect(printedText(items, words)).toBe(laidOutText(shown));
    },
  );
  test('PP3 every letter of every code page of every profile is right on paper', () => {
    let pages = 0;
    for (const profile of profiles) {
      for (const page of profile.letters === 'rom' ? profile.codePages : []) {
        const text = (romLetters.get(page.name) ?? '').replace(/[\p{Cc}\ufffd\u00a0]/gu, '');
        const line = { kind: 'text', text, style: plainStyle, segments: [] } as const;
        const { items, faults } = readPaper(encoded([line], { ...profile, codePages: [page] }), profile);
        expect([printedText(items), faults], `${page.name} of ${profile.name}`).toEqual([text, []]);
        pages += 1;
      }
    }
    expect(pages).toBeGreaterThan(700);
  });
});

describe('where they come from', () => {
  test('PP4 the files are what the tool makes of its sources', () => {
    const tool = join(projectDir, 'tools/printer-profiles.ts');
    expect(execFileSync(process.execPath, [tool, '--check'], { encoding: 'utf8' })).toBe('');
  });
  test('PP4 the attribution the sources ask for lies beside the files, and so ships with them', () => {
    const text = readFileSync(join(resourcesDir, 'printer-profiles/ATTRIBUTION.md'), 'utf8');
    for (const asked of [
      'escpos-printer-db',
      'CC BY 4.0',
      'creativecommons.org/licenses/by/4.0',
      'Changed against the sources',
    ])
      expect(text).toContain(asked);
    expect(text).toMatch(/ReceiptPrinterEncoder.*MIT/);
    const sources = readdirSync(join(projectDir, 'tools/printer-profiles'));
    expect(sources.sort()).toEqual(['escpos-printer-db.json', 'ours.json', 'receipt-printer-encoder.json']);
    const builder = readFileSync(join(projectDir, 'electron-builder.yml'), 'utf8');
    expect(builder).toContain('{ from: resources, to: resources }');
  });
});
