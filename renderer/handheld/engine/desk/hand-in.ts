import { sealedOpsMax } from '../../../../contracts/device-session.ts';
import type { SealedRest } from '../disk/sealed-database.ts';
import type { HubCalls } from '../line/hub-calls.ts';
import type { SealedOp } from './sealing.ts';

/** Most characters of sealed ops in one request: what the hub reads without turning anybody else away. */
export const sealedCharsOfRequestMax = 1_048_576;

/** Cuts sealed ops into requests, in their order. */
export function sealedBatches(ops: readonly SealedOp[]): SealedOp[][] {
  const batches: SealedOp[][] = [];
  let chars = 0;
  for (const op of ops) {
    const last = batches.at(-1);
    const isFull = last === undefined || last.length >= sealedOpsMax || chars + op.jwe.length > sealedCharsOfRequestMax;
    if (isFull) batches.push([op]);
    else last.push(op);
    chars = isFull ? op.jwe.length : chars + op.jwe.length;
  }
  return batches;
}

/** Hands a sealed outbox in. Nobody has to be signed on; what the hub had already is not doubled (PA44). */
export async function handIn(calls: Pick<HubCalls, 'sealed'>, { installId, ops }: SealedRest): Promise<void> {
  for (const batch of sealedBatches(ops)) await calls.sealed({ installId, ops: batch });
}
