import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boundTo, hosted, printerBinding, testTransports } from './hosted.ts';
import { resourcesDir } from './paper-samples.ts';
import { kept, paperJob } from './printing-samples.ts';

/** The product's resources with one profile file cut short. */
function damagedResources(profile: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-resources-'));
  kept({ close: async () => rmSync(dir, { recursive: true }) });
  for (const each of readdirSync(resourcesDir).filter((name) => name !== 'printer-profiles'))
    symlinkSync(join(resourcesDir, each), join(dir, each));
  cpSync(join(resourcesDir, 'printer-profiles'), join(dir, 'printer-profiles'), { recursive: true });
  writeFileSync(join(dir, 'printer-profiles', `${profile}.json`), '{ "name": "');
  return dir;
}

test('BD16 PP1 of a damaged profile the preview is the paper of the fallback it prints with, and the damage is told', async () => {
  const profile = 'generic-58mm';
  const { hub, send } = hosted(testTransports(), damagedResources(profile));
  send(boundTo(printerBinding(null, { profile })));
  await hub.until(() => hub.told('receipt-1') !== undefined);
  expect(hub.told('receipt-1')?.printer).toMatchObject({ profile: 'generic-80mm', profileRefusal: 'profile-not-json' });
  const job = paperJob(9);
  if (job.kind === 'drawer') throw new Error('no paper');
  const { document } = job;
  const fallback = await hub.ask({ ask: 'preview', profile: 'generic-80mm', document });
  expect(fallback).toMatchObject({ ask: 'preview' });
  expect(await hub.ask({ ask: 'preview', profile, document })).toEqual(fallback);
});
