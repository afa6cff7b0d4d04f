import { z } from 'zod';
import { catalogChunk, catalogManifest, chunkPath } from '../../../../contracts/catalog-chunks.ts';
import {
  deviceSignedOn,
  deviceSignOn,
  type passkeyAnswer,
  type passkeyAsk,
  passkeyGranted,
  passkeyList,
  passkeyOptions,
  sealedAnswer,
} from '../../../../contracts/device-session.ts';
import { type Heartbeat, heartbeatAnswer } from '../../../../contracts/fleet.ts';
import { networkHello } from '../../../../contracts/hello.ts';
import { returnableSale, saleRecord } from '../../../../contracts/journal.ts';
import { liveTicket } from '../../../../contracts/live.ts';
import { grantedOverride, type overrideRequest } from '../../../../contracts/session.ts';
import { pullAnswer, pushAnswer, snapshotAnswer, syncHello } from '../../../../contracts/sync.ts';
import type { SaleId, StaffId } from '../../../../domain/id.ts';
import { packedType } from '../../../../domain/sync/packed-frame.ts';
import type { PullAsk, PushAsk, SnapshotAsk } from '../../../../domain/sync/protocol.ts';
import { PushPacker } from '../../../../domain/sync/push-packer.ts';
import { type Exchange, HubAwayError, type ProvenFetch } from './proven-fetch.ts';

/** From so many ops on a push is packed: below, the time to pack is not worth the bytes. */
export const packedOpsMin = 5;

/** A PIN is checked here when the hub has not said anything for so long, in milliseconds. */
export const signOnMsMax = 3_000;

export type HubCalls = ReturnType<typeof hubCalls>;

/** Everything a handheld asks its hub, as plain JSON over HTTPS: a program months old speaks it still. Answers are parsed. */
export function hubCalls(line: ProvenFetch) {
  const parsed = async <Schema extends z.ZodType>(exchange: Exchange, schema: Schema): Promise<z.output<Schema>> => {
    const answer = await line.ask(exchange);
    const said: unknown = await answer.json().catch((error: unknown) => {
      throw new HubAwayError('the answer broke off', { cause: error });
    });
    return schema.parse(said);
  };
  const get = <Schema extends z.ZodType>(path: string, schema: Schema) => parsed({ method: 'GET', path }, schema);
  const post = <Schema extends z.ZodType>(path: string, body: unknown, schema: Schema) =>
    parsed({ method: 'POST', path, body: JSON.stringify(body) }, schema);
  const asStaff = <Schema extends z.ZodType>(path: string, body: unknown, schema: Schema) =>
    parsed({ method: 'POST', path, body: JSON.stringify(body), asStaff: true }, schema);
  const bytes = async (path: string): Promise<ArrayBuffer> => {
    const answer = await line.ask({ method: 'GET', path });
    return await answer.arrayBuffer().catch((error: unknown) => {
      throw new HubAwayError('the answer broke off', { cause: error });
    });
  };
  const packer = new PushPacker(deflated);
  return {
    hello: () => parsed({ method: 'GET', path: '/v1/hello', bare: true }, networkHello),
    syncHello: () => get('/v1/sync/hello', syncHello),
    /** While the hub works on a push, the next is packed. */
    push: async (ask: PushAsk, next: PushAsk | null) => {
      const answer = parsed(await pushExchange(ask, packer), pushAnswer);
      if (next !== null && isPacked(next)) setTimeout(() => packer.prepare(next), 0);
      return await answer;
    },
    pull: (ask: PullAsk) => post('/v1/sync/pull', ask, pullAnswer),
    snapshot: (ask: SnapshotAsk) => post('/v1/sync/snapshot', ask, snapshotAnswer),
    manifest: () => get('/v1/catalog/manifest', catalogManifest),
    chunk: (hash: string) => bytes(`${chunkPath}/${hash}`),
    liveTicket: () => post('/v1/live/ticket', {}, liveTicket),
    signOn: (staffId: StaffId, pin: string) => {
      const body = JSON.stringify(deviceSignOn.parse({ staffId, pin }));
      return parsed({ method: 'POST', path: '/v1/auth/sign-on', body, withinMs: signOnMsMax }, deviceSignedOn);
    },
    heartbeat: (report: Heartbeat) => post('/v1/device/heartbeat', report, heartbeatAnswer),
    /** Rejects while the hub lacks anything up to `lastSeq`. The answer clears what the browser holds of this origin. */
    wipe: async (lastSeq: number): Promise<void> => {
      await line.ask({ method: 'POST', path: '/v1/device/wipe', body: JSON.stringify({ lastSeq }) });
    },
    sealed: (ask: unknown) => post('/v1/device/sealed', ask, sealedAnswer),
    saleByNumber: (transactionNumber: string) => asStaff('/v1/sale/by-number', { transactionNumber }, saleRecord),
    returnable: (saleId: SaleId) => asStaff('/v1/sale/returnable', { saleId }, returnableSale),
    grant: (ask: z.input<typeof overrideRequest>) => asStaff('/v1/override/grant', ask, grantedOverride),
    passkeys: () => parsed({ method: 'GET', path: '/v1/auth/passkeys', asStaff: true }, passkeyList),
    passkeyOptions: (ask: z.input<typeof passkeyAsk>) => asStaff('/v1/auth/passkey/options', ask, passkeyOptions),
    passkeyRegister: (answer: z.input<typeof passkeyAnswer>) =>
      asStaff('/v1/auth/passkey/register', answer, z.unknown()),
    passkeyApprove: (answer: z.input<typeof passkeyAnswer>) =>
      asStaff('/v1/auth/passkey/approve', answer, passkeyGranted),
    passkeyRemove: (credentialId: string) => asStaff('/v1/auth/passkey/remove', { credentialId }, z.unknown()),
  };
}

/** A chunk's bytes as columns; throws for bytes that are no chunk of this version. */
export function chunkOf(bytes: ArrayBuffer): z.output<typeof catalogChunk> {
  return catalogChunk.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

async function pushExchange(ask: PushAsk, packer: PushPacker): Promise<Exchange> {
  const path = '/v1/sync/push';
  if (!isPacked(ask)) return { method: 'POST', path, body: JSON.stringify(ask) };
  // Packing takes milliseconds: whoever just completed a sale is answered first.
  await new Promise((resolve) => setTimeout(resolve, 0));
  return { method: 'POST', path, body: (await packer.body(ask)) as BodyInit, contentType: packedType };
}

function isPacked({ ops }: PushAsk): boolean {
  return ops.length >= packedOpsMin && typeof CompressionStream !== 'undefined';
}

async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const squeezed = new Blob([bytes as BlobPart]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(squeezed).arrayBuffer());
}
