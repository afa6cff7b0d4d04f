import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deviceRoutes } from '../../main/hub/device-session/device-routes.ts';
import { networkDocument } from '../../main/hub/network/network-api.ts';
import { projectDir } from '../source-files.ts';

test('LN17 docs/openapi.json is what the contract says now (made anew by `node tools/openapi.ts`)', async () => {
  const kept: unknown = JSON.parse(readFileSync(join(projectDir, 'docs/openapi.json'), 'utf8'));
  expect(kept).toEqual(JSON.parse(JSON.stringify(await networkDocument())));
});

test('LN17 the document names every route a client needs, how to prove oneself, and that hello is open', async () => {
  const document = JSON.parse(JSON.stringify(await networkDocument()));
  for (const path of ['/hello', '/sync/push', '/sync/pull', '/sync/snapshot', '/catalog/manifest', '/live/ticket'])
    expect(Object.keys(document.paths)).toContain(path);
  for (const { method, path } of deviceRoutes())
    expect(Object.keys(document.paths[path.replace('/v1', '')] ?? {})).toContain(method.toLowerCase());
  expect(document.components.securitySchemes.device).toEqual({ type: 'http', scheme: 'dpop' });
  expect(document.paths['/hello'].get.security).toEqual([]);
});
