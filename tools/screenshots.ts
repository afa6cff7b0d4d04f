/**
 * Pictures of the gallery.
 *   npm run screenshots                                          those of the README, into docs/screenshots/
 *   npm run screenshots -- DIR [1366x768] [sell/typical?lang=de …]  any, or all when no place is named
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Camera, withCamera } from './gallery-camera.ts';
import { type Screen, shootSideBySide } from './side-by-side.ts';

const documentsDir = resolve(import.meta.dirname, '../docs/screenshots');
const documentSize = { width: 1366, height: 768 };
/** What the documents show, by the name of the file. */
const documentShots: Readonly<Record<string, string>> = {
  sell: 'sell/typical',
  tender: 'tender/split',
  done: 'done/change',
  count: 'shift/blind-count',
  devices: 'devices/scanner',
  'device-find': 'device-sheets/found',
  pairing: 'pairing/claim',
  'z-report-dark': 'report/z-short?theme=dark',
};

/** Screens beside each other, by the name of the file. */
const sideShots: Readonly<Record<string, readonly Screen[]>> = {
  'counter-and-phone': [
    { kind: 'counter', place: 'fleet/together' },
    { kind: 'phone', place: 'phone-sell/offline' },
  ],
  tables: [
    { kind: 'phone', place: 'phone-checks/some' },
    { kind: 'phone', place: 'phone-check/typical' },
    { kind: 'phone', place: 'phone-check-sale/ordering' },
  ],
};

/** The gallery shows its first view for a place it does not know, which would be a picture of something else. */
function mustBeThere(known: readonly string[], place: string): void {
  if (!known.includes(place.split('?')[0] ?? '')) throw new Error(`the gallery has no place ${place}`);
}

async function documents(camera: Camera): Promise<void> {
  mkdirSync(documentsDir, { recursive: true });
  // Those of paper come from tools/paper-samples.ts.
  for (const file of readdirSync(documentsDir)) if (!file.startsWith('paper-')) rmSync(join(documentsDir, file));
  const known = await camera.places();
  for (const [name, place] of Object.entries(documentShots)) {
    mustBeThere(known, place);
    await camera.shoot({ place, size: documentSize, file: join(documentsDir, `${name}.png`) });
    console.log(`docs/screenshots/${name}.png  ${place}`);
  }
  await sides(camera);
}

async function sides(camera: Camera): Promise<void> {
  const known = await camera.places();
  for (const [name, shown] of Object.entries(sideShots)) {
    for (const { place } of shown) mustBeThere(known, place);
    await shootSideBySide(camera, shown, join(documentsDir, `${name}.png`));
    console.log(`docs/screenshots/${name}.png  ${shown.map(({ place }) => place).join(', ')}`);
  }
}

async function asked(camera: Camera, dir: string, [size = '', ...places]: readonly string[]): Promise<void> {
  const [width = documentSize.width, height = documentSize.height] = size.split('x').filter(Boolean).map(Number);
  mkdirSync(dir, { recursive: true });
  const known = await camera.places();
  for (const place of places.length > 0 ? places : known) {
    mustBeThere(known, place);
    const file = join(dir, `${place.replace(/[^a-z0-9]+/gi, '-')}-${width}x${height}.png`);
    await camera.shoot({ place, size: { width, height }, file });
    console.log(file);
  }
}

const [dir, ...rest] = process.argv.slice(2);
await withCamera(dir === undefined ? 2 : 1, async (camera) => {
  await (dir === undefined ? documents(camera) : asked(camera, dir, rest));
  if (camera.complaints() > 0) process.exitCode = 1;
});
