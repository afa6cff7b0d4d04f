/** Chromium's form of a SHA-256 fingerprint (`sha256/<base64>`) from 64 lowercase hex digits. */
export function pinOf(fingerprintHex: string): string {
  return `sha256/${Buffer.from(fingerprintHex, 'hex').toString('base64')}`;
}
