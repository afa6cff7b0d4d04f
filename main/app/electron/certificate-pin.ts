import type { Session } from 'electron';
import { pinOf } from '../certificate-pin.ts';

/** Chromium's own words for the two answers: 0 = trusted without its own check, -2 = refused. */
const trusted = 0;
const refused = -2;

/**
 * The window trusts exactly one certificate, the hub's of this moment, on exactly the hub's host. This covers fetch and
 * WebSocket. No certificate of the machine's trust store is accepted: the window has nobody else to talk to.
 */
export function pinHubCertificate(session: Session, hub: () => { host: string; fingerprint: string } | null): void {
  session.setCertificateVerifyProc((request, answer) => {
    const known = hub();
    const isHub =
      known !== null && request.hostname === known.host && request.certificate.fingerprint === pinOf(known.fingerprint);
    answer(isHub ? trusted : refused);
  });
}
