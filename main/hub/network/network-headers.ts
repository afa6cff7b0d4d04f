import { createHash } from 'node:crypto';
import { pressableStyle, workerPolicyName } from '../../../contracts/page-policy.ts';
import { type NetworkOrigin, originOf } from './network-guard.ts';

/** Headers of every answer on the network. */
export const everyAnswer = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=()',
} as const;

/** What a page of the handheld's program may load: its own files and its own hub. WebAssembly only for a program that has some. */
export function handheldPolicy(at: NetworkOrigin, program: { readonly wasm: boolean }): string {
  const pressable = createHash('sha256').update(pressableStyle).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'self'${program.wasm ? " 'wasm-unsafe-eval'" : ''}`,
    `style-src 'self' 'sha256-${pressable}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' ${originOf(at).replace('https:', 'wss:')}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${workerPolicyName}`,
  ].join('; ');
}
