import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type PrinterProfile, printerProfile } from '../contracts/device.ts';
import { barcodeSymbologies } from '../domain/receipt/receipt-document.ts';
import { isCodePage } from '../main/devices/protocols/code-pages.ts';
import { romLetters } from '../main/devices/virtual/rom-letters.ts';

/**
 * Makes `resources/printer-profiles/<name>.json` from the facts in `tools/printer-profiles/`: escpos-printer-db (columns,
 * dots, code pages, features), ReceiptPrinterEncoder (models with dialect and barcodes) and our own (how a printer is asked,
 * how it confirms, its pace, drawer, cutter). Where two say the same field, the later one of that list counts, but dots and
 * code pages are escpos-printer-db's. `whole` profiles are kept as they stand. Run it by `node tools/printer-profiles.ts`, then `npx biome format --write resources`;
 * with `--check` it only tells whether the files are what it would write.
 */
type Facts = Partial<Omit<PrinterProfile, 'name'>>;
type Pages = Readonly<Record<string, string>>;

interface DbModel {
  readonly vendor: string;
  readonly name: string;
  readonly codePages: string;
  readonly columns: number;
  readonly dotsAcross: number | null;
  readonly barcodes: boolean;
  readonly columnImages: boolean;
  readonly rowImages: boolean;
  readonly highDensity: boolean;
  readonly cut: boolean;
  readonly partialCut: boolean;
  readonly qr: boolean;
}
interface EncoderModel {
  readonly vendor: string;
  readonly model: string;
  readonly paperMm: number;
  readonly language: 'esc-pos' | 'star-line' | 'star-prnt';
  readonly codePages: string;
  readonly columns: number;
  readonly qr: boolean;
  readonly barcodes: readonly string[];
  readonly cutter: boolean;
}
interface Source<Model> {
  readonly codePages: Readonly<Record<string, Pages>>;
  readonly models: Readonly<Record<string, Model>>;
}
interface OurModel {
  readonly title: string;
  readonly like: string;
  readonly set: Omit<Facts, 'codePages'> & { readonly codePages?: readonly string[] };
}
interface Ours {
  readonly byVendor: Readonly<Record<string, Facts>>;
  readonly otherwise: Facts;
  readonly byModel: Readonly<Record<string, Facts>>;
  readonly models: Readonly<Record<string, OurModel>>;
  readonly titles: Readonly<Record<string, string>>;
  /** Names of the sources that are not wanted, and why. */
  readonly leftOut: Readonly<Record<string, string>>;
  readonly whole: readonly string[];
}

const projectDir = join(import.meta.dirname, '..');
const outDir = join(projectDir, 'resources/printer-profiles');
const read = <Content>(name: string): Content =>
  JSON.parse(readFileSync(join(projectDir, 'tools/printer-profiles', `${name}.json`), 'utf8'));
const db = read<Source<DbModel>>('escpos-printer-db');
const encoder = read<Source<EncoderModel>>('receipt-printer-encoder');
const ours = read<Ours>('ours');

/** Best first: the widest used, then by region. */
const pageRank = [
  'cp437',
  'cp858',
  'cp1252',
  'cp852',
  'cp866',
  'cp737',
  'cp850',
  'cp1250',
  'cp1251',
  'cp1253',
  'cp1254',
];

function pageName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^windows/, 'cp')
    .replace(/^iso_?8859-/, 'iso8859-');
}

/** Code pages both of our tables know, one number each, best first. */
function codePages(pages: Pages | undefined): PrinterProfile['codePages'] {
  const seen = new Map<string, number>();
  for (const [id, name] of Object.entries(pages ?? {})) {
    const known = pageName(name);
    if (isCodePage(known) && romLetters.has(known) && !seen.has(known)) seen.set(known, Number(id));
  }
  const rank = (name: string): number => (pageRank.indexOf(name) + pageRank.length + 1) % (pageRank.length + 1);
  return [...seen].map(([name, id]) => ({ id, name })).sort((a, b) => rank(a.name) - rank(b.name));
}

const plain: Omit<PrinterProfile, 'name' | 'title'> = {
  dialect: 'escpos',
  columns: 48,
  dotsAcross: 576,
  fontDots: { width: 12, height: 24 },
  lineDots: 30,
  letters: 'rom',
  codePages: [],
  kanjiMode: false,
  raster: 'rows',
  rasterRowsMax: 255,
  qr: 'drawn',
  qrModuleDots: 5,
  barcodes: [],
  cutter: 'none',
  feedToCutterDots: 66,
  drawer: { pin: 2, onMs: 50, offMs: 200, openLevel: null },
  status: 'real-time',
  confirm: 'barrier',
  pace: { chunkBytes: 1_024, gapMs: 10 },
  bytesPerSecondMin: 1_000,
};

function vendorFacts(vendor: string): Facts {
  return { ...ours.otherwise, ...ours.byVendor[vendor] };
}

function factsOfDb(model: DbModel): Facts {
  const columnKind = model.highDensity ? 'columns-24' : 'columns-8';
  return {
    columns: model.columns,
    dotsAcross: model.dotsAcross ?? model.columns * 12,
    codePages: codePages(db.codePages[model.codePages]),
    raster: model.rowImages || !model.columnImages ? 'rows' : columnKind,
    qr: model.qr ? 'native' : 'drawn',
    barcodes: model.barcodes ? [...barcodeSymbologies] : [],
    cutter: model.partialCut ? 'partial' : model.cut ? 'full' : 'none',
  };
}

function factsOfEncoder(model: EncoderModel): Facts {
  const dialect = ({ 'esc-pos': 'escpos', 'star-line': 'star-line', 'star-prnt': 'starprnt' } as const)[model.language];
  return {
    dialect,
    columns: model.columns,
    dotsAcross: model.columns * 12,
    codePages: codePages(encoder.codePages[model.codePages]),
    qr: model.qr ? 'native' : 'drawn',
    barcodes: barcodeSymbologies.filter((symbology) => model.barcodes.includes(symbology)),
    cutter: model.cutter ? 'partial' : 'none',
  };
}

function nameOf(vendor: string, model: string): string {
  const text = `${vendor} ${model}`
    .toLowerCase()
    .replace(/\+/g, 'plus')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return text.replace('-in-esc-pos-emulation', '-escpos').replace('-42-columns', '-42').slice(0, 40);
}

function finished(name: string, title: string, facts: Facts): PrinterProfile {
  const whole = { ...plain, ...facts };
  const isSmall = whole.columns <= 36 || whole.fontDots.width < 12;
  const feed = whole.cutter === 'none' && facts.feedToCutterDots === undefined ? { feedToCutterDots: 90 } : {};
  const module = isSmall ? { qrModuleDots: 4 } : {};
  return printerProfile.parse({ name, title: ours.titles[name] ?? title, ...whole, ...module, ...feed });
}

function mmOf(columns: number): string {
  return columns <= 36 ? '58 mm' : '80 mm';
}

const profiles = new Map<string, PrinterProfile>();

for (const [name, model] of Object.entries(encoder.models)) {
  const title = `${model.vendor === 'Generic' ? '' : model.vendor} ${model.model}, ${model.paperMm} mm`.trim();
  const facts = { ...vendorFacts(model.vendor), ...factsOfEncoder(model), ...ours.byModel[name] };
  profiles.set(name, finished(name, title, facts));
}
for (const [key, model] of Object.entries(db.models)) {
  const name =
    key.endsWith('58mm') || key.endsWith('80mm') ? nameOf(model.vendor, key) : nameOf(model.vendor, model.name);
  const known = profiles.get(name);
  const before: Facts = known === undefined ? vendorFacts(model.vendor) : known;
  const { barcodes, qr, cutter, ...measured } = factsOfDb(model);
  const facts = {
    ...before,
    ...measured,
    ...(known === undefined ? { barcodes, qr, cutter } : {}),
    ...ours.byModel[name],
  };
  const title = `${model.vendor} ${model.name}, ${mmOf(model.columns)}`;
  profiles.set(name, finished(name, known?.title ?? title, facts as Facts));
}
for (const [name, { title, like, set }] of Object.entries(ours.models)) {
  const base = profiles.get(like);
  if (base === undefined) throw new Error(`${name} is like ${like}, which there is not`);
  const { codePages: wanted, ...rest } = set;
  const pages = base.codePages.filter((page) => wanted === undefined || wanted.includes(page.name));
  profiles.set(name, printerProfile.parse({ ...base, ...rest, codePages: pages, name, title }));
}

function textOf(profile: PrinterProfile): string {
  return `${JSON.stringify(profile, null, 2)}\n`;
}

const generated = [...profiles].filter(([name]) => !ours.whole.includes(name) && !(name in ours.leftOut));
if (process.argv.includes('--check')) {
  const stale = generated.filter(([name, profile]) => {
    try {
      return !isDeepStrictEqual(JSON.parse(readFileSync(join(outDir, `${name}.json`), 'utf8')), profile);
    } catch {
      return true;
    }
  });
  for (const [name] of stale) console.error(`printer profile ${name} is not what its sources say`);
  if (stale.length > 0) process.exitCode = 1;
} else {
  const keep = new Set([...ours.whole, ...generated.map(([name]) => name)].map((name) => `${name}.json`));
  for (const file of readdirSync(outDir)) if (file.endsWith('.json') && !keep.has(file)) rmSync(join(outDir, file));
  for (const [name, profile] of generated) writeFileSync(join(outDir, `${name}.json`), textOf(profile));
  console.log(`${generated.length + ours.whole.length} printer profiles`);
}
