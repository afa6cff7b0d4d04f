/**
 * Pictures of printed paper: the bytes of a sample receipt, read back as a printer of that model would print them.
 *   npm run paper                                            five scripts on 80 mm paper, into docs/screenshots/
 *   npm run paper -- DIR [PROFILE] [LANGUAGE …]   any
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LineDrawer } from '../main/devices/line-drawer.ts';
import { encodeJob } from '../main/devices/printer/job-bytes.ts';
import { loadPrinterProfile } from '../main/devices/printer-profiles.ts';
import { paperImage } from '../main/devices/virtual/paper-image.ts';
import { readPaper } from '../main/devices/virtual/read-paper.ts';
import { sampleReceipts } from './sample-receipts.ts';

const documentsDir = resolve(import.meta.dirname, '../docs/screenshots');
const resourcesDir = resolve(import.meta.dirname, '../resources');
/** Latin, Greek, Japanese, Thai, Arabic. */
const documentLanguages = ['de', 'el', 'ja', 'th', 'ar'];

const [dir = documentsDir, profileName = 'epson-tm-m30iii', ...asked] = process.argv.slice(2);
const languages = asked.length > 0 ? asked : dir === documentsDir ? documentLanguages : Object.keys(sampleReceipts);
const profile = loadPrinterProfile(resourcesDir, profileName);
const drawer = new LineDrawer(resourcesDir);
mkdirSync(dir, { recursive: true });
for (const language of languages) {
  const document = sampleReceipts[language];
  if (document === undefined) throw new Error(`no sample receipt in ${language}`);
  const job = { kind: 'receipt', jobId: '' as never, document, copyMark: null, expiresAt: null } as const;
  const { bytes } = encodeJob(job, profile, (line, model, tag) => drawer.draw(line, model, tag));
  const { items, faults } = readPaper(bytes, profile);
  if (faults.length > 0) throw new Error(`${language}: ${faults.join(', ')}`);
  const file = join(dir, `paper-${language}.png`);
  writeFileSync(file, paperImage(items, profile.dotsAcross, resourcesDir));
  console.log(`${file}  ${bytes.length} bytes`);
}
