import type { IncomingMessage } from 'node:http';
import { countHeader, urlCharsMax } from '../server/request-guard.ts';

/** Most headers of a request; a browser sends about 20. */
export const headersMax = 48;

/** The one name this hub is called by on the network. */
export interface NetworkOrigin {
  /** DNS name in lowercase, e.g. `kaunter-7f3a.local`. */
  readonly name: string;
  readonly port: number;
}

/** `https://kaunter-7f3a.local:8443`, without a trailing slash; storage of handhelds belongs to it. */
export function originOf(at: NetworkOrigin): string {
  return `https://${hostOf(at)}`;
}

/** The Host header of that origin. */
export function hostOf({ name, port }: NetworkOrigin): string {
  return port === 443 ? name : `${name}:${port}`;
}

export interface NetworkGuardRefusal {
  readonly status: 400 | 403 | 404 | 405 | 414 | 421 | 431;
  readonly message: string;
}

/** Plain paths only: no dot segments nor hidden files, no empty segments, no percent signs: nothing can be read in two ways. */
const pathPattern = /^\/$|^(\/[a-zA-Z0-9_-][a-zA-Z0-9_.-]*)+$/;
const missing: NetworkGuardRefusal = { status: 404, message: 'There is nothing at this address.' };

/** Path of a request target, without its query. */
export function pathOf(url: string | undefined): string {
  return (url ?? '').split('?', 1)[0] ?? '';
}

/** Is it part of the API, rather than a file of the handheld's program? */
export function isApiPath(path: string): boolean {
  return path === '/v1' || path.startsWith('/v1/');
}

/**
 * What a hub on a network turns away before it thinks about who is asking: other names (DNS rebinding), foreign pages, odd
 * methods and targets, heaps of headers. Null means go on.
 */
export function guardNetwork(request: IncomingMessage, at: NetworkOrigin): NetworkGuardRefusal | null {
  const { method = '', url = '' } = request;
  if (method !== 'GET' && method !== 'POST') return { status: 405, message: 'Only GET and POST are served here.' };
  if (url.length > urlCharsMax) return { status: 414, message: 'The address is too long.' };
  if (request.rawHeaders.length > headersMax * 2) return { status: 431, message: 'There are too many headers.' };
  const path = pathOf(url);
  if (!pathPattern.test(path)) return missing;
  if (countHeader(request, 'host') !== 1) return { status: 400, message: 'Exactly one Host header is wanted.' };
  if ((request.headers.host ?? '').toLowerCase() !== hostOf(at)) {
    return { status: 421, message: 'This hub does not answer to that name.' };
  }
  return comesFromHere(request, path, at)
    ? null
    : { status: 403, message: 'Pages of another origin may not call the hub.' };
}

/** Browsers say where a request comes from; what is no browser says nothing and has to prove itself by its key. */
function comesFromHere(request: IncomingMessage, path: string, at: NetworkOrigin): boolean {
  const origins = countHeader(request, 'origin');
  if (origins > 1 || (origins === 1 && request.headers.origin !== originOf(at))) return false;
  const sites = countHeader(request, 'sec-fetch-site');
  if (sites === 0) return true;
  const site = request.headers['sec-fetch-site'];
  if (sites === 1 && site === 'same-origin') return true;
  return sites === 1 && !isApiPath(path) && isVisit(request);
}

/** A person who opens the page, by typing it, by its code, or by the link of the trust page. */
function isVisit({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}
