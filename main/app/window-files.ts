import { resolve, sep } from 'node:path';

/** Host of the window's own files: `app://till/…`. */
export const terminalHost = 'till';
/** First page of the terminal window. */
export const terminalUrl = `app://${terminalHost}/terminal/index.html`;
/** Page of the customer's display. */
export const customerDisplayUrl = `app://${terminalHost}/customer-display/index.html`;

/** What the window may load, by file extension. Anything else is not served. */
export const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
};

function decodedPath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** The absolute file an `app://till/…` URL means, or null for another host, an encoded slash, a NUL or a way out of the root. */
export function fileOfUrl(url: string, rootDir: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.protocol !== 'app:' || parsed.host !== terminalHost) return null;
  if (/%2f|%5c|%00|\\/i.test(parsed.pathname)) return null;
  const path = decodedPath(parsed.pathname);
  if (path === null || path.includes('\0')) return null;
  const root = resolve(rootDir);
  const file = resolve(root, `.${path}`);
  return file.startsWith(root + sep) ? file : null;
}
