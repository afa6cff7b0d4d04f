import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** Longest request target, in characters. */
export const urlCharsMax = 2_048;

/** Who may talk to the hub, and by which names. */
export interface GuardRules {
  readonly port: number;
  /** Names and addresses of the hub (`localhost`, `127.0.0.1`, `kaunter-7f3a.local`). */
  readonly names: readonly string[];
  /** Exact origins of browser engines that may call, e.g. `app://till`. */
  readonly origins: readonly string[];
}

export interface GuardRefusal {
  readonly status: 400 | 403 | 404 | 405 | 414 | 421;
  readonly message: string;
}

const methods: readonly string[] = ['GET', 'POST', 'OPTIONS'];
/** Plain paths below `/api`: no dot segments, no empty ones, no percent signs, so that nothing can be read in two ways. */
const pathPattern = /^\/api(\/[a-zA-Z0-9_-]+(\.json)?)*$/;

/**
 * What plain Node lets through and a hub on a network must not: two Host headers, a Host that is not ours (DNS
 * rebinding), absolute-form targets, strange methods, dot segments, foreign origins. Null means go on.
 */
export function guardRequest(request: IncomingMessage, rules: GuardRules): GuardRefusal | null {
  const { method = '', url = '' } = request;
  if (!methods.includes(method)) return { status: 405, message: 'Only GET and POST are served here.' };
  if (url.length > urlCharsMax) return { status: 414, message: 'The address is too long.' };
  if (!pathPattern.test(url.split('?', 1)[0] ?? ''))
    return { status: 404, message: 'There is nothing at this address.' };
  if (countHeader(request, 'host') !== 1) return { status: 400, message: 'Exactly one Host header is wanted.' };
  if (!hostsOf(rules).includes((request.headers.host ?? '').toLowerCase())) {
    return { status: 421, message: 'This hub does not answer to that name.' };
  }
  return guardOrigin(request, rules);
}

function guardOrigin(request: IncomingMessage, rules: GuardRules): GuardRefusal | null {
  const count = countHeader(request, 'origin');
  if (count === 0) return null;
  const known = count === 1 && rules.origins.includes(request.headers.origin ?? '');
  return known ? null : { status: 403, message: 'Pages of this origin may not call the hub.' };
}

/** Host headers the hub answers to. */
export function hostsOf({ names, port }: GuardRules): string[] {
  return names.map((name) => {
    const host = isIPv6(name) ? `[${name}]` : name.toLowerCase();
    return port === 443 ? host : `${host}:${port}`;
  });
}

/** How often a header was sent. */
export function countHeader(request: IncomingMessage, name: string): number {
  return request.rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
}
