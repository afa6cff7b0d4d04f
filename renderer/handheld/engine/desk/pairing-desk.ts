import { networkHello } from '../../../../contracts/hello.ts';
import type { DeviceKey } from '../../../../contracts/pairing.ts';
import {
  claimText,
  type DeviceInfo,
  digitsText,
  hubText,
  type PairClaimed,
  type PairedDevice,
  type PairTranscript,
  pairAnswer,
  pairClaimed,
  pairingPollMs,
  pairingProto,
  readPairFragment,
  sixDigits,
  typedCode,
} from '../../../../contracts/pairing.ts';
import type { InstallId } from '../../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../../domain/outcome.ts';
import type { HandheldRefusal } from '../handheld-engine.ts';
import type { PairingPhase } from '../handheld-state.ts';
import { HubAwayError, HubRefusedError, type ProvenFetch } from '../line/proven-fetch.ts';

export interface PairingSide {
  readonly line: ProvenFetch;
  readonly origin: string;
  readonly installId: InstallId;
  readonly key: DeviceKey;
  readonly jkt: string;
  readonly info: DeviceInfo;
  readonly onPhase: (phase: PairingPhase) => void;
  readonly isCancelled: () => boolean;
  readonly now: () => number;
}

type Paired = Outcome<PairedDevice, HandheldRefusal>;

/** What a window is proven with: the QR's secret, or the eight digits that are typed where there is no camera (PA7). */
interface PairLink {
  readonly by: 'qr' | 'code';
  readonly secret: string;
  readonly hubId: string;
  /** UTC epoch ms; null where only the hub knows. */
  readonly expiresAt: number | null;
}

/**
 * Pairs by the URL of the pair QR, or by the code that stands under it: both sides prove that they know its secret, both show
 * six digits, and a person at the counter says yes. Nothing is believed of a hub that can not prove it.
 */
export async function pairWith(text: string, side: PairingSide): Promise<Paired> {
  const typed = typedCode.safeParse(text.replace(/[\s-]/g, ''));
  const link = typed.success ? null : linkOf(text, side.origin);
  if (!typed.success && link === null) return refuse({ code: 'pair-url-wrong' });
  if (link !== null && link.expiresAt <= side.now() - clockSlackMs) return refuse({ code: 'pair-window-closed' });
  side.onPhase({ kind: 'pairing', step: 'proving', digits: null, expiresAt: link?.expiresAt ?? null });
  try {
    if (link !== null) return await proveAndWait({ by: 'qr', ...link }, side);
    const hubId = await hubIdOf(side);
    return await proveAndWait({ by: 'code', secret: typed.data ?? '', hubId, expiresAt: null }, side);
  } catch (error) {
    return refuse({ code: codeOf(error) });
  }
}

/** The phone's clock may be wrong by so much before a link counts as late without asking the hub, in milliseconds. */
const clockSlackMs = 86_400_000;

function linkOf(url: string, origin: string): ReturnType<typeof readPairFragment> {
  if (!URL.canParse(url)) return null;
  const found = new URL(url);
  return found.origin === origin ? readPairFragment(found.hash) : null;
}

/** The code names no hub: the one that answers at this address says who it is, and has to prove the code like any other. */
async function hubIdOf({ line }: PairingSide): Promise<string> {
  const response = await line.ask({ method: 'GET', path: '/v1/hello', bare: true });
  return networkHello.parse(await response.json()).epoch.hubId;
}

async function proveAndWait(link: PairLink, side: PairingSide): Promise<Paired> {
  const { installId, origin, jkt, key, info, line } = side;
  const nonce = base64Url(crypto.getRandomValues(new Uint8Array(16)));
  const transcript: PairTranscript = { hubId: link.hubId, origin, jkt, installId, nonce };
  const mac = base64Url(await hmac(link.secret, claimText(transcript)));
  const claim = { proto: pairingProto, by: link.by, installId, key, nonce, mac, info };
  const response = await line.ask({ method: 'POST', path: '/v1/pair/claim', body: JSON.stringify(claim), bare: true });
  const claimed = pairClaimed.parse(await response.json());
  const wanted = base64Url(await hmac(link.secret, hubText(transcript, claimed.hubNonce)));
  if (claimed.mac !== wanted) return refuse({ code: 'pair-hub-unproved' });
  const digits = sixDigits(await hmac(link.secret, digitsText(transcript, claimed.hubNonce)));
  side.onPhase({ kind: 'pairing', step: 'compare', digits, expiresAt: claimed.expiresAt });
  return await approval(claimed, side);
}

async function approval({ claimId }: PairClaimed, side: PairingSide): Promise<Paired> {
  while (!side.isCancelled()) {
    const response = await side.line.ask({
      method: 'POST',
      path: '/v1/pair/wait',
      body: JSON.stringify({ claimId }),
      bare: true,
    });
    const answer = pairAnswer.parse(await response.json());
    if (answer.kind === 'approved') return accept(answer.device);
    if (answer.kind === 'refused') return refuse({ code: 'pair-refused' });
    if (answer.kind === 'expired') return refuse({ code: 'pair-window-closed' });
    await new Promise((resolve) => setTimeout(resolve, pairingPollMs));
  }
  return refuse({ code: 'pair-refused' });
}

function codeOf(error: unknown): string {
  if (error instanceof HubRefusedError && error.code === 'proof-wrong') return 'pair-code-wrong';
  if (error instanceof HubRefusedError && error.code === 'install-taken') return 'pair-install-taken';
  if (error instanceof HubRefusedError)
    return error.code.startsWith('window') || error.status === 404 ? 'pair-window-closed' : 'pair-refused';
  return error instanceof HubAwayError ? 'hub-away' : 'pair-hub-unproved';
}

async function hmac(secret: string, text: string): Promise<Uint8Array> {
  const bytes = new TextEncoder();
  const how = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), how, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes.encode(text)));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
