import { createHmac, timingSafeEqual } from 'node:crypto';
import { claimText, digitsText, hubText, type PairTranscript, sixDigits } from '../../../contracts/pairing.ts';

function macOf(secret: string, text: string): Buffer {
  return createHmac('sha256', Buffer.from(secret, 'utf8')).update(text).digest();
}

/** Does whoever claims know the secret? Compared in constant time. */
export function isClaimProven(secret: string, transcript: PairTranscript, mac: string): boolean {
  const expected = macOf(secret, claimText(transcript));
  const given = Buffer.from(mac, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The hub's own proof, and the digits both screens show. */
export function hubProof(
  secret: string,
  transcript: PairTranscript,
  hubNonce: string,
): { readonly mac: string; readonly digits: string } {
  return {
    mac: macOf(secret, hubText(transcript, hubNonce)).toString('base64url'),
    digits: sixDigits(macOf(secret, digitsText(transcript, hubNonce))),
  };
}
