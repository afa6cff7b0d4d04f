import { z } from 'zod';
import { roles } from '../domain/staff/permission.ts';
import { deviceCode, devicePolicy } from './fleet.ts';
import { codeText, epochMs, installId, nameText, staffId } from './values.ts';

/** Meaning of the pairing messages; raised when one changes. */
export const pairingProto = 1;
/** A pairing window closes by itself after this, in milliseconds (PA2). */
export const pairingWindowMs = 300_000;
/** Wrong proofs that close a window (PA5). */
export const pairingTriesMax = 5;
/** How often a handheld asks whether it was approved, in milliseconds. */
export const pairingPollMs = 1_000;
/** Digits of the code that is typed where there is no camera. */
export const typedCodeDigits = 8;

/** The secret of the pair QR: 128 random bits, base64url, 22 characters. It travels in the URL's fragment alone. */
export const pairSecret = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'a 128-bit base64url secret');
/** What a person types instead of scanning: eight digits. */
export const typedCode = z.string().regex(/^\d{8}$/, 'eight digits');
/** A nonce of either side: 128 random bits, base64url, 22 characters. */
export const pairNonce = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'a 128-bit base64url nonce');
/** HMAC-SHA256 or a SHA-256 thumbprint (RFC 7638), base64url, 43 characters. */
export const digestText = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a 256-bit base64url digest');
/** Names a claim towards the handheld that made it: 256 random bits, base64url. */
export const claimId = digestText;

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a P-256 coordinate in base64url');
/** Public half of a handheld's P-256 key as RFC 7517 has it; nothing private is ever accepted. */
export const deviceKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
});
/** A handheld's public key (`deviceKey`). */
export type DeviceKey = z.output<typeof deviceKey>;

/** What the handheld says about itself. Shown to the manager as its own claim, trusted for nothing. */
export const deviceInfo = z.strictObject({
  platform: z.string().regex(/^[\w .()-]{0,40}$/),
  browser: z.string().regex(/^[\w .()-]{0,40}$/),
  /** Did the browser promise to keep the storage? Null when it cannot say. */
  persisted: z.boolean().nullable(),
  appVersion: codeText,
});
/** See `deviceInfo`. */
export type DeviceInfo = z.output<typeof deviceInfo>;

/**
 * `POST /v1/pair/claim`, with a `DPoP` proof of the new key. `mac` = HMAC-SHA256 over `claimText`, keyed with the UTF-8
 * bytes of the secret as it was scanned (`qr`) or typed (`code`).
 */
export const pairClaim = z.strictObject({
  proto: z.literal(pairingProto),
  by: z.enum(['qr', 'code']),
  installId,
  key: deviceKey,
  nonce: pairNonce,
  mac: digestText,
  info: deviceInfo,
});
/** See `pairClaim`. */
export type PairClaim = z.output<typeof pairClaim>;

/** Answer to a claim: the hub's nonce and its own proof that it knows the secret, HMAC-SHA256 over `hubText`. */
export const pairClaimed = z.strictObject({ claimId, hubNonce: pairNonce, mac: digestText, expiresAt: epochMs });
/** See `pairClaimed`. */
export type PairClaimed = z.output<typeof pairClaimed>;

/** `POST /v1/pair/wait`, with a `DPoP` proof of the claiming key; asked every `pairingPollMs`. */
export const pairWait = z.strictObject({ claimId });

/** Public half of the hub's P-256 key that sealed ops are encrypted to (ECDH-ES, A256GCM); `kid` is its thumbprint. */
export const sealKey = deviceKey.extend({ kid: digestText });
/** See `sealKey`. */
export type SealKey = z.output<typeof sealKey>;

/** What a paired handheld keeps about itself. */
export const pairedDevice = z.strictObject({
  deviceId: z.uuid(),
  installId,
  /** Also the series of its receipt numbers, e.g. `A7`. */
  deviceCode,
  name: nameText,
  role: z.enum(roles),
  hubId: z.string().max(64),
  origin: z.url(),
  sealKey,
  policy: devicePolicy,
});
/** See `pairedDevice`. */
export type PairedDevice = z.output<typeof pairedDevice>;

/** How a claim stands, towards the handheld. */
export const pairAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('waiting'), expiresAt: epochMs }),
  z.strictObject({ kind: z.literal('approved'), device: pairedDevice }),
  z.strictObject({ kind: z.literal('refused') }),
  z.strictObject({ kind: z.literal('expired') }),
]);
/** See `pairAnswer`. */
export type PairAnswer = z.output<typeof pairAnswer>;

/** Why the pairing routes say no; the body is `{code, triesLeft?}`, status 403 but for `too-many`, 429. */
export const pairingErrors = ['window-closed', 'window-used', 'proof-wrong', 'install-taken', 'claim-unknown'] as const;
/** See `pairingErrors`. */
export type PairingError = (typeof pairingErrors)[number];

/** Texts that are proven, field by field on lines of their own; no field can hold a line feed. */
export interface PairTranscript {
  readonly hubId: string;
  /** The origin the handheld is at, e.g. `https://kaunter-7f3a.local:8443`. */
  readonly origin: string;
  /** RFC 7638 thumbprint of the handheld's key. */
  readonly jkt: string;
  readonly installId: string;
  /** The handheld's nonce. */
  readonly nonce: string;
}

/** What the handheld's MAC is made over. */
export function claimText({ hubId, origin, jkt, installId: install, nonce }: PairTranscript): string {
  return ['kaunter claim 1', hubId, origin, jkt, install, nonce].join('\n');
}

/** What the hub's MAC is made over. */
export function hubText({ hubId, origin, jkt, installId: install, nonce }: PairTranscript, hubNonce: string): string {
  return ['kaunter hub 1', hubId, origin, jkt, install, nonce, hubNonce].join('\n');
}

/** What the six digits on both screens are made from: HMAC-SHA256 of this, keyed with the secret, by `sixDigits`. */
export function digitsText(transcript: PairTranscript, hubNonce: string): string {
  const { hubId, origin, jkt, installId: install, nonce } = transcript;
  return ['kaunter digits 1', hubId, origin, jkt, install, nonce, hubNonce].join('\n');
}

/** The six digits of a MAC of at least four bytes: the first 32 bits, big-endian, modulo a million; e.g. `482913`. */
export function sixDigits(mac: Uint8Array): string {
  const view = new DataView(mac.buffer, mac.byteOffset, mac.byteLength);
  return String(view.getUint32(0) % 1_000_000).padStart(6, '0');
}

/** Content of the pair QR. */
export interface PairLink {
  readonly hubId: string;
  readonly secret: string;
  /** UTC epoch ms, whole seconds. */
  readonly expiresAt: number;
}

/** Text of the pair QR: `<origin>/pair#1.<hubId>.<secret>.<expiry in epoch seconds>`. */
export function pairUrl(origin: string, { hubId, secret, expiresAt }: PairLink): string {
  return `${origin}/pair#${pairingProto}.${hubId}.${secret}.${Math.floor(expiresAt / 1_000)}`;
}

/** Reads the fragment (with or without `#`) of a pair QR; null when it is none. */
export function readPairFragment(fragment: string): PairLink | null {
  const match = /^#?1\.([0-9a-f-]{36})\.([A-Za-z0-9_-]{22})\.(\d{10})$/.exec(fragment);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  return { hubId: match[1], secret: match[2], expiresAt: Number(match[3]) * 1_000 };
}

/** Text of the trust QR: where the hub's CA is fetched from, and the first 80 bits of its SHA-256 in groups of four hex digits. */
export function trustUrl(trustOrigin: string, authoritySha256: string): string {
  return `${trustOrigin}/t#${shortFingerprint(authoritySha256).replaceAll(' ', '-')}`;
}

/** What a person compares: the first 80 bits of a SHA-256 (64 hex digits) as five groups of four. */
export function shortFingerprint(sha256: string): string {
  return (sha256.slice(0, 20).toUpperCase().match(/.{4}/g) ?? []).join(' ');
}

/** What a manager opens a window with: their own PIN, typed again. */
export const pairingOpenRequest = z.strictObject({ pin: z.string().regex(/^\d{4,8}$/, '4 to 8 digits') });
/** Given once, to the screen that opened the window. */
export const pairingOpened = z.strictObject({
  pairUrl: z.string().max(400),
  /** Null when the hub's certificate is trusted by itself (own domain). */
  trustUrl: z.string().max(400).nullable(),
  /** What a phone's certificate screen shows, five groups of four hex digits; null with an own domain. */
  fingerprint: z.string().max(40).nullable(),
  typedCode,
  expiresAt: epochMs,
});

/** A handheld that waits at the terminal for a yes. */
export const pairingClaimed = z.strictObject({
  /** Compare with the handheld's screen. */
  digits: z.string().regex(/^\d{6}$/),
  info: deviceInfo,
  /** The device this install was before: it is paired again, with its outbox. */
  known: z.strictObject({ deviceId: z.uuid(), name: nameText, deviceCode }).nullable(),
});
/** How the pairing desk stands, towards the terminal. It holds no secret. */
export const pairingState = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('closed'),
    /** How the last window ended; null when there was none since the hub started. */
    last: z.enum(['paired', 'refused', 'expired', 'too-many-tries', 'closed']).nullable(),
  }),
  z.strictObject({ kind: z.literal('open'), expiresAt: epochMs, triesLeft: z.int().min(0) }),
  z.strictObject({ kind: z.literal('claimed'), expiresAt: epochMs, claim: pairingClaimed }),
]);
/** See `pairingState`. */
export type PairingState = z.output<typeof pairingState>;

/** The terminal's yes. `digits` are those on its screen: a yes to another claim than the one that was looked at fails. */
export const pairingApproval = z.strictObject({
  digits: z.string().regex(/^\d{6}$/),
  name: nameText,
  ownerId: staffId.nullable(),
  /** The most anybody may do at this device, whoever they are. */
  role: z.enum(roles),
});
/** See `pairingApproval`. */
export type PairingApproval = z.output<typeof pairingApproval>;
