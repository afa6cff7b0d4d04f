import { hash } from 'node:crypto';
import type { LoggedOp } from '../../../domain/op/op.ts';
import { canonicalJson } from './canonical-json.ts';

/** The hash before the first op. */
export const chainStart = '0'.repeat(64);

/** SHA-256 of a text's UTF-8, 64 lowercase hex digits. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Everything the chain covers; `bodyHash` stands for the body. */
export type ChainedFields = Omit<LoggedOp, 'body' | 'prevHash' | 'hash'>;

/** Hash of one op: over the hash before it and its own fields, so that edit, drop, swap and insert all show (OL3). */
export function chainHash(prevHash: string, op: ChainedFields): string {
  const { no, opId, installId, seq, kind, v, at, hubAt, staffId, happened, flags, refs, bodyHash } = op;
  const fields = { at, bodyHash, flags, happened, hubAt, installId, kind, no, opId, refs, seq, staffId, v };
  return sha256(prevHash + canonicalJson(fields));
}
