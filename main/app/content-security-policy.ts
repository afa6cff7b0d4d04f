import { createHash } from 'node:crypto';

/**
 * The one inline style of react-aria-components (`@layer { [data-react-aria-pressable] {…} }`, React Aria 3.5x): allowed
 * by its hash. When the library changes it, the e2e test that collects policy violations fails and names the new hash.
 */
export const inlineStyleHashes: readonly string[] = ['sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='];

/** Origins of the hub the window may talk to; none until the hub is ready. */
export interface HubOrigin {
  readonly host: string;
  readonly port: number;
}

/** The policy sent as a header with every file of the window; nothing may be loaded but its own files and its own hub. */
export function contentSecurityPolicy(hub: HubOrigin | null): string {
  const hubSources = hub === null ? '' : ` https://${hub.host}:${hub.port} wss://${hub.host}:${hub.port}`;
  const styles = inlineStyleHashes.map((hash) => ` '${hash}'`).join('');
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${hubSources}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "worker-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** `sha256-…` of an inline style, as the policy wants it. */
export function styleHash(style: string): string {
  return `sha256-${createHash('sha256').update(style).digest('base64')}`;
}
