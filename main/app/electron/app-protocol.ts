import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol } from 'electron';
import { contentSecurityPolicy, type HubOrigin } from '../content-security-policy.ts';
import { fileOfUrl, mediaTypes } from '../window-files.ts';

/** Must run before the app is ready: `app:` gets a real origin, fetch and a code cache, and nothing more. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

function refused(status: number): Response {
  return new Response(null, { status });
}

/** Serves `app://till/…` from the built renderer; the hub's origin in the policy is the one of this moment. */
export function serveApp(rendererDir: string, hubOrigin: () => HubOrigin | null): void {
  protocol.handle('app', async (request) => {
    if (request.method !== 'GET') return refused(405);
    const file = fileOfUrl(request.url, rendererDir);
    if (file === null) return refused(404);
    const mediaType = mediaTypes[extname(file)];
    if (mediaType === undefined) return refused(404);
    try {
      const headers = {
        'content-type': mediaType,
        'content-security-policy': contentSecurityPolicy(hubOrigin()),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      };
      return new Response(new Uint8Array(await readFile(file)), { headers });
    } catch {
      return refused(404);
    }
  });
}
