import { createHash } from 'node:crypto';
import { pressableStyle } from '../../contracts/page-policy.ts';

/** Origins of the hub the window may talk to; none until the hub is ready. */
export interface HubOrigin {
  readonly host: string;
  readonly port: number;
}

/** The policy sent as a header with every file of the window; nothing may be loaded but its own files and its own hub. */
export function contentSecurityPolicy(hub: HubOrigin | null): string {
  const hubSources = hub === null ? '' : ` https://${hub.host}:${hub.port} wss://${hub.host}:${hub.port}`;
  const pressable = createHash('sha256').update(pressableStyle).digest('base64');
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'sha256-${pressable}'`,
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
